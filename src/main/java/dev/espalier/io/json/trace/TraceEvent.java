package dev.espalier.io.json.trace;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * An event of a Chrome trace.
 *
 * @param phase what kind of event it is
 * @param name what people read
 * @param atMs when it is, ms
 * @param process number of its process
 * @param thread number of its thread within the process
 * @param endMs when it ends, ms; for complete events alone
 * @param id what joins it with others; for flows and asynchronous events alone
 * @param arguments what people read after a click
 */
record TraceEvent(
    Phase phase,
    String name,
    double atMs,
    int process,
    int thread,
    OptionalDouble endMs,
    OptionalLong id,
    Map<String, Object> arguments) {

  /** Kinds of events; of events at the same time, those of a kind come in this order. */
  enum Phase {
    /** Names a process or thread. */
    METADATA("M", ""),
    /** A stretch of a thread. */
    COMPLETE("X", "run"),
    /** The beginning of something that others may overlap. */
    ASYNC_BEGIN("b", "wait"),
    /** Its end. */
    ASYNC_END("e", "wait"),
    /** The tail of an arrow, at the stretch that encloses it. */
    FLOW_START("s", "tensors"),
    /** The head of an arrow, at the stretch that encloses it. */
    FLOW_END("f", "tensors"),
    /** A point in time of a process. */
    INSTANT("i", "incident"),
    /** A point in time of a thread at which a sample may leave. */
    EXIT("i", "exit");

    private final String code;
    private final String category;

    Phase(String code, String category) {
      this.code = code;
      this.category = category;
    }

    String code() {
      return code;
    }

    /** What it belongs to; empty for metadata. */
    String category() {
      return category;
    }
  }

  static TraceEvent metadata(String name, int process, int thread, String key, Object value) {
    return new TraceEvent(
        Phase.METADATA,
        name,
        0,
        process,
        thread,
        OptionalDouble.empty(),
        OptionalLong.empty(),
        Map.of(key, value));
  }

  static TraceEvent complete(
      String name,
      int process,
      int thread,
      double fromMs,
      double toMs,
      Map<String, Object> arguments) {
    return new TraceEvent(
        Phase.COMPLETE,
        name,
        fromMs,
        process,
        thread,
        OptionalDouble.of(Math.max(fromMs, toMs)),
        OptionalLong.empty(),
        arguments);
  }

  static TraceEvent joined(
      Phase phase,
      String name,
      int process,
      int thread,
      double atMs,
      long id,
      Map<String, Object> arguments) {
    return new TraceEvent(
        phase, name, atMs, process, thread, OptionalDouble.empty(), OptionalLong.of(id), arguments);
  }

  static TraceEvent instant(String name, int process, double atMs, Map<String, Object> arguments) {
    return new TraceEvent(
        Phase.INSTANT,
        name,
        atMs,
        process,
        0,
        OptionalDouble.empty(),
        OptionalLong.empty(),
        arguments);
  }

  static TraceEvent exit(
      String name, int process, int thread, double atMs, Map<String, Object> arguments) {
    return new TraceEvent(
        Phase.EXIT,
        name,
        atMs,
        process,
        thread,
        OptionalDouble.empty(),
        OptionalLong.empty(),
        arguments);
  }

  /** Arguments in order: names and values in turn. An empty value is left out. */
  static Map<String, Object> arguments(Object... namesAndValues) {
    Map<String, Object> arguments = new LinkedHashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      Object value = namesAndValues[i + 1];
      if (!value.equals(Optional.empty())) {
        arguments.put(
            (String) namesAndValues[i],
            value instanceof Optional<?> present ? present.get() : value);
      }
    }
    return arguments;
  }
}

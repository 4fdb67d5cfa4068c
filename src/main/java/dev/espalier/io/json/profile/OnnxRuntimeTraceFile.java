package dev.espalier.io.json.profile;

import dev.espalier.io.InvalidFileException;
import dev.espalier.io.json.tree.JsonSource;
import dev.espalier.io.json.tree.JsonValue;
import dev.espalier.profile.LayerTime;
import dev.espalier.profile.Profile;
import dev.espalier.profile.Timing;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What the profiler of ONNX Runtime writes ({@code enable_profiling}): a list of Chrome trace
 * events. A run of a node is an event of the category {@code Node} with the name {@code
 * NODE_kernel_time}, its time {@code dur} in microseconds, and its operator in {@code
 * args.op_name}. Several runs of a session follow one another; the time of a node is the median
 * over its runs.
 *
 * <p>Nodes in the body of If, Loop and Scan have events of their own, which the time of the outer
 * node already holds, so that they are left out. The file names neither the network nor the work of
 * a node. Names are those of the file that ran: with graph optimization on, fused nodes have names
 * that the network lacks.
 */
public final class OnnxRuntimeTraceFile {
  private static final String NODE = "Node";
  private static final String KERNEL_TIME = "_kernel_time";
  private static final double US_PER_MS = 1e3;
  private static final Set<String> HAS_A_BODY = Set.of("If", "Loop", "Scan");

  private OnnxRuntimeTraceFile() {}

  /**
   * Reads a profile from a stream, which stays open.
   *
   * @param name name of the stream in messages
   * @throws IOException if the stream cannot be read
   * @throws InvalidFileException if it is not what the profiler writes
   */
  public static Profile read(InputStream in, String name) throws IOException {
    return profile(JsonSource.read(in, name));
  }

  /**
   * Reads a profile from the text of such a file.
   *
   * @param name name of the text in messages
   * @throws InvalidFileException if it is not what the profiler writes
   */
  public static Profile parse(String text, String name) {
    return profile(JsonSource.parse(text, name));
  }

  private record Event(String node, String op, String thread, double startUs, double us) {
    double endUs() {
      return startUs + us;
    }
  }

  private static Profile profile(JsonValue root) {
    List<Event> events = new ArrayList<>();
    for (JsonValue json : root.items()) {
      if (json.field("cat").text().equals(NODE)
          && json.field("name").text().endsWith(KERNEL_TIME)) {
        events.add(event(json));
      }
    }
    if (events.isEmpty()) {
      throw root.invalid(
          "expected what the profiler of ONNX Runtime writes, with an event of cat \"%s\" named"
                  .formatted(NODE)
              + " NODE%s for each run of a node, but found none".formatted(KERNEL_TIME));
    }
    Map<String, List<Event>> byNode = new LinkedHashMap<>();
    for (Event event : outer(events)) {
      byNode.computeIfAbsent(event.node(), any -> new ArrayList<>()).add(event);
    }
    return root.make(
        () ->
            Profile.of(
                Optional.empty(),
                byNode.values().stream().map(OnnxRuntimeTraceFile::layer).toList()));
  }

  private static Event event(JsonValue json) {
    JsonValue name = json.field("name");
    String node = name.text().substring(0, name.text().length() - KERNEL_TIME.length());
    if (node.isBlank()) {
      throw name.expected("the name of a node before " + KERNEL_TIME);
    }
    return new Event(
        node,
        json.field("args").field("op_name").name("operator"),
        String.valueOf(json.field("tid").wholeNumber()),
        json.field("ts").nonNegativeNumber(),
        json.field("dur").nonNegativeNumber());
  }

  /** Events in the order of time, without those within a node that has a body. */
  private static List<Event> outer(List<Event> events) {
    List<Event> sorted = new ArrayList<>(events);
    sorted.sort(
        Comparator.comparing(Event::thread)
            .thenComparingDouble(Event::startUs)
            .thenComparing(Comparator.comparingDouble(Event::us).reversed()));
    List<Event> outer = new ArrayList<>();
    Event body = null;
    for (Event event : sorted) {
      boolean isWithin =
          body != null
              && body.thread().equals(event.thread())
              && event.startUs() < body.endUs()
              && event.endUs() <= body.endUs();
      if (!isWithin) {
        outer.add(event);
        body = HAS_A_BODY.contains(event.op()) ? event : body;
      }
    }
    outer.sort(Comparator.comparingDouble(Event::startUs));
    return outer;
  }

  private static LayerTime layer(List<Event> runs) {
    double[] ms = runs.stream().mapToDouble(run -> run.us() / US_PER_MS).toArray();
    return new LayerTime(
        runs.get(0).node(), Optional.of(runs.get(0).op()), Timing.ofRuns(ms), Optional.empty());
  }
}

package dev.espalier.io.json.trace;

import dev.espalier.plan.Objective;
import dev.espalier.study.run.RunMeasurement;
import dev.espalier.study.schedule.PlanSchedule;
import java.io.StringWriter;
import java.util.List;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.json.JsonFactory;

/**
 * Runs and plans as Chrome trace events, which Perfetto ({@code ui.perfetto.dev}) and {@code
 * chrome://tracing} show. Of a run: a process for each device, with a thread that computes, one
 * that receives, and one for each device that it sends to. Arrows lead from where a tensor is sent
 * to where it arrives. Waiting samples and whole samples may overlap and are asynchronous events;
 * incidents and failures are instant events.
 *
 * <p>A message is shown as sent until it arrives, or until the next one is sent over the same link:
 * stretches of a thread must not overlap. Its arguments say how long it really takes.
 *
 * <p>Source: "Trace Event Format", Google, 2016.
 */
public final class TraceFile {
  /** Nanoseconds in a millisecond. */
  private static final double NANOSECONDS = 1e6;

  private static final double NANOSECONDS_IN_MICROSECOND = 1e3;

  private static final JsonFactory FACTORY =
      JsonFactory.builder().enable(StreamWriteFeature.USE_FAST_DOUBLE_WRITER).build();

  private TraceFile() {}

  /** The run as text of a trace file, an event a line; equal runs give equal text. */
  public static String write(RunMeasurement run) {
    return write(new RunEvents(run).all());
  }

  /**
   * The plan as text of a trace file, as the cost model predicts it: a thread for each device and
   * each direction of a link, and arrows from what is computed to what is sent and on. One sample
   * that runs everything or, where the throughput is maximized, some samples of a pipeline.
   */
  public static String write(PlanSchedule schedule) {
    return write(
        schedule.plan().problem().objective().equals(Objective.THROUGHPUT)
            ? PipelineEvents.of(schedule)
            : new PlanEvents(schedule).all());
  }

  private static String write(List<TraceEvent> events) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = FACTORY.createGenerator(ObjectWriteContext.empty(), text)) {
      json.writeStartObject();
      json.writeName("displayTimeUnit");
      json.writeString("ms");
      json.writeName("traceEvents");
      json.writeStartArray();
      for (TraceEvent event : events) {
        json.writeRaw('\n');
        write(json, event);
      }
      json.writeEndArray();
      json.writeEndObject();
    }
    return text.append('\n').toString();
  }

  private static void write(JsonGenerator json, TraceEvent event) {
    json.writeStartObject();
    text(json, "ph", event.phase().code());
    text(json, "name", event.name());
    number(json, "pid", event.process());
    number(json, "tid", event.thread());
    if (event.phase() != TraceEvent.Phase.METADATA) {
      text(json, "cat", event.phase().category());
      time(json, "ts", nanoseconds(event.atMs()));
    }
    event.endMs().ifPresent(ms -> time(json, "dur", nanoseconds(ms) - nanoseconds(event.atMs())));
    event.id().ifPresent(id -> number(json, "id", id));
    switch (event.phase()) {
      case INSTANT -> text(json, "s", "p");
      case EXIT -> text(json, "s", "t");
      case FLOW_END -> text(json, "bp", "e");
      default -> {}
    }
    if (!event.arguments().isEmpty()) {
      json.writeName("args");
      json.writeStartObject();
      event.arguments().forEach((name, value) -> argument(json, name, value));
      json.writeEndObject();
    }
    json.writeEndObject();
  }

  private static void argument(JsonGenerator json, String name, Object value) {
    if (value instanceof Double ms) {
      json.writeName(name);
      json.writeNumber(ms);
    } else if (value instanceof Number number) {
      number(json, name, number.longValue());
    } else {
      text(json, name, value.toString());
    }
  }

  private static void text(JsonGenerator json, String name, String value) {
    json.writeName(name);
    json.writeString(value);
  }

  private static void number(JsonGenerator json, String name, long value) {
    json.writeName(name);
    json.writeNumber(value);
  }

  /**
   * A point in time, ns. Rounded are both ends of a stretch and not its duration, so that the next
   * one does not begin before it ends: viewers would nest it, or leave it out.
   */
  private static double nanoseconds(double ms) {
    return Math.rint(ms * NANOSECONDS);
  }

  private static void time(JsonGenerator json, String name, double nanoseconds) {
    json.writeName(name);
    json.writeNumber(nanoseconds / NANOSECONDS_IN_MICROSECOND);
  }
}

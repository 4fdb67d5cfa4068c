package dev.espalier.io.json.trace;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espalier.io.json.tree.JsonSource;
import dev.espalier.io.json.tree.JsonValue;
import dev.espalier.study.run.Hop;
import dev.espalier.study.run.Incident;
import dev.espalier.study.run.Load;
import dev.espalier.study.run.RunMeasurement;
import dev.espalier.study.run.SampleRun;
import dev.espalier.testing.SimulatedRun;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Traces keep the rules of the Trace Event Format. */
class TraceFileTest {
  private final SimulatedRun simulated = new SimulatedRun();

  private static List<JsonValue> events(String trace) {
    JsonValue root = JsonSource.parse(trace, "trace.json");
    root.allowing("displayTimeUnit", "traceEvents");
    return root.field("traceEvents").items();
  }

  private static boolean isPhase(JsonValue event, String phase) {
    return event.field("ph").text().equals(phase);
  }

  private static List<JsonValue> of(List<JsonValue> events, String phase) {
    return events.stream().filter(event -> isPhase(event, phase)).toList();
  }

  private static String thread(JsonValue event) {
    return event.field("pid").wholeNumber() + "/" + event.field("tid").wholeNumber();
  }

  private static double begin(JsonValue event) {
    return event.field("ts").number();
  }

  private static double end(JsonValue event) {
    return begin(event) + event.field("dur").number();
  }

  /** What a checker of the format demands. */
  private static void validate(List<JsonValue> events) {
    for (JsonValue event : events) {
      event.field("name").text();
      event.field("pid").wholeNumber();
      event.field("tid").wholeNumber();
      event.optional("args").ifPresent(JsonValue::object);
      switch (event.field("ph").text()) {
        case "M" -> assertThat(event.field("args").object()).hasSize(1);
        case "X" -> assertThat(event.field("dur").number()).isNotNegative();
        case "b", "e" -> event.field("id").wholeNumber();
        case "s" -> event.field("id").wholeNumber();
        case "f" -> assertThat(event.field("bp").text()).isEqualTo("e");
        case "i" -> assertThat(event.field("s").text()).isIn("g", "p", "t");
        default -> throw new AssertionError("no phase of the format: " + event.field("ph").text());
      }
      if (!isPhase(event, "M")) {
        assertThat(Double.isFinite(begin(event))).isTrue();
        assertThat(event.field("cat").text()).isNotBlank();
      }
    }
    assertNoOverlap(events);
    assertPairs(events);
    assertFlowsBind(events);
  }

  /** To the nanosecond, as viewers nest or drop what overlaps. */
  private static void assertNoOverlap(List<JsonValue> events) {
    Map<String, Long> free = new HashMap<>();
    for (JsonValue event : of(events, "X")) {
      long from = free.getOrDefault(thread(event), Long.MIN_VALUE);
      assertThat(Math.round(begin(event) * 1e3)).as(thread(event)).isGreaterThanOrEqualTo(from);
      free.put(thread(event), Math.round(end(event) * 1e3));
    }
  }

  private static void assertPairs(List<JsonValue> events) {
    Map<Long, Double> open = new HashMap<>();
    for (JsonValue event : events) {
      if (isPhase(event, "b")) {
        assertThat(open.put(event.field("id").wholeNumber(), begin(event))).isNull();
      } else if (isPhase(event, "e")) {
        Double from = open.remove(event.field("id").wholeNumber());
        assertThat(from).isNotNull().isLessThanOrEqualTo(begin(event));
      }
    }
    assertThat(open).isEmpty();
  }

  private static void assertFlowsBind(List<JsonValue> events) {
    Map<Long, JsonValue> starts = new HashMap<>();
    of(events, "s").forEach(flow -> starts.put(flow.field("id").wholeNumber(), flow));
    assertThat(starts).hasSameSizeAs(of(events, "s"));
    Set<Long> ends = new HashSet<>();
    Map<String, TreeMap<Double, Double>> stretches = new HashMap<>();
    of(events, "X")
        .forEach(
            event ->
                stretches
                    .computeIfAbsent(thread(event), any -> new TreeMap<>())
                    .put(begin(event), end(event)));
    for (JsonValue flow : of(events, "f")) {
      JsonValue start = starts.get(flow.field("id").wholeNumber());
      assertThat(ends.add(flow.field("id").wholeNumber())).isTrue();
      assertThat(start.field("name").text()).isEqualTo(flow.field("name").text());
      assertThat(start.field("cat").text()).isEqualTo(flow.field("cat").text());
      for (JsonValue event : List.of(start, flow)) {
        Map.Entry<Double, Double> stretch = stretches.get(thread(event)).floorEntry(begin(event));
        assertThat(stretch).isNotNull();
        assertThat(begin(event)).isLessThanOrEqualTo(stretch.getValue() + 0.01);
      }
    }
    assertThat(ends).isEqualTo(starts.keySet());
  }

  @Test
  void oneSampleAfterTheOtherIsValid() {
    List<JsonValue> events = events(TraceFile.write(simulated.run()));
    validate(events);
    assertThat(of(events, "X")).isNotEmpty();
  }

  @Test
  void pipelinedSamplesAreValid() {
    simulated.load = new Load(8, OptionalDouble.empty());
    simulated.copyMs = 0.1;
    simulated.jitter = 0.5;
    List<JsonValue> events = events(TraceFile.write(simulated.run()));
    validate(events);
    assertThat(events).anyMatch(event -> event.field("name").text().equals("queue"));
  }

  @Test
  void processesAreDevicesInOrderOfTheStages() {
    List<JsonValue> events = events(TraceFile.write(simulated.run()));
    List<String> names = new ArrayList<>();
    for (JsonValue event : of(events, "M")) {
      if (event.field("name").text().equals("process_name")) {
        names.add(event.field("args").field("name").text());
      }
    }
    assertThat(names).containsExactly("run of b-lenet-mnist", "cam", "d1", "d2", "hub");
    assertThat(of(events, "M"))
        .extracting(event -> event.field("args").optional("name").map(JsonValue::text).orElse(""))
        .contains("compute", "receive", "send to d2", "send to hub");
  }

  @Test
  void everyMessageIsAnArrowAndEverySegmentAStretch() {
    simulated.samples = 50;
    RunMeasurement run = simulated.run();
    List<JsonValue> events = events(TraceFile.write(run));
    long messages = run.hops().stream().filter(hop -> hop.to() >= 0).count();
    assertThat(of(events, "s")).hasSize((int) messages);
    long segments = run.hops().stream().mapToLong(hop -> hop.segmentEndsMs().size()).sum();
    assertThat(of(events, "X"))
        .filteredOn(event -> event.field("name").text().startsWith("segment "))
        .hasSize((int) segments);
    assertThat(of(events, "X"))
        .filteredOn(event -> event.field("args").optional("exit").isPresent())
        .hasSize(50);
  }

  @Test
  void lostMessagesFailuresAndIncidentsAreSeen() {
    simulated.samples = 20;
    simulated.incidents = List.of(new Incident(12.5, "d2", "it died", "planned without it"));
    RunMeasurement run = simulated.run();
    long late =
        run.samples().stream()
            .filter(sample -> sample.exit().equals(Optional.of("final")))
            .findFirst()
            .orElseThrow()
            .sample();
    List<Hop> hops =
        run.hops().stream().filter(hop -> hop.sample() != late || hop.stage() < 2).toList();
    List<SampleRun> samples = new ArrayList<>(run.samples());
    samples.set(
        (int) late,
        new SampleRun(
            late,
            Optional.empty(),
            OptionalInt.empty(),
            Optional.empty(),
            samples.get((int) late).startMs(),
            samples.get((int) late).endMs(),
            1,
            Optional.of("d2 died")));
    String trace =
        TraceFile.write(
            new RunMeasurement(
                run.model(),
                run.deployments(),
                run.load(),
                samples,
                hops,
                run.incidents(),
                run.clocks(),
                run.energy(),
                run.remarks(),
                false));
    List<JsonValue> events = events(trace);
    validate(events);
    assertThat(of(events, "i"))
        .extracting(event -> event.field("name").text())
        .containsExactlyInAnyOrder("it died", "sample " + late + " failed");
    assertThat(of(events, "X"))
        .filteredOn(
            event -> event.field("args").optionalText("arrived").filter("no"::equals).isPresent())
        .hasSize(1);
  }

  @Test
  void equalRunsGiveEqualBytes() {
    String trace = TraceFile.write(simulated.run());
    assertThat(TraceFile.write(new SimulatedRun().run())).isEqualTo(trace);
    SimulatedRun empty = new SimulatedRun();
    empty.samples = 0;
    validate(events(TraceFile.write(empty.run())));
  }
}

package dev.espalier.io.json.trace;

import dev.espalier.io.json.trace.TraceEvent.Phase;
import dev.espalier.study.run.Hop;
import dev.espalier.study.run.Incident;
import dev.espalier.study.run.NextHops;
import dev.espalier.study.run.RunMeasurement;
import dev.espalier.study.run.SampleRun;
import dev.espalier.study.run.Stage;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Gathers the events of a run. */
final class RunEvents {
  /** Process of what is no device's. */
  private static final int COORDINATOR = 0;

  private static final int COMPUTE = 1;
  private static final int RECEIVE = 2;

  /** Thread that sends to the device of the first process; others follow. */
  private static final int SEND = 3;

  /** Arrows need a stretch that they lead to. */
  private static final double MIN_RECEIVE_MS = 1e-3;

  private final RunMeasurement run;
  private final List<String> devices;
  private final List<TraceEvent> events = new ArrayList<>();
  private final Map<Hop, Hop> next;

  /** Messages by process and thread. */
  private final Map<List<Integer>, List<Hop>> sent = new HashMap<>();

  /** Messages by the process at which they arrive. */
  private final Map<Integer, List<Hop>> received = new HashMap<>();

  /** Exits of the answered samples. */
  private final Map<Long, Optional<String>> exits = new HashMap<>();

  /** The hop of each sample that ran the last segments. */
  private final Map<Long, Hop> lastComputed = new HashMap<>();

  private long id;

  RunEvents(RunMeasurement run) {
    this.run = run;
    devices =
        run.deployments().stream()
            .flatMap(deployment -> deployment.stages().stream())
            .map(Stage::device)
            .distinct()
            .toList();
    next = NextHops.of(run.hops());
    run.samples().forEach(sample -> exits.put(sample.sample(), sample.exit()));
    run.hops().stream()
        .filter(Hop::isComputed)
        .forEach(
            hop ->
                lastComputed.merge(
                    hop.sample(), hop, (a, b) -> a.endSegment() > b.endSegment() ? a : b));
  }

  /** Metadata first, then by time. */
  List<TraceEvent> all() {
    processes();
    run.hops().stream()
        .sorted(Comparator.comparingDouble(Hop::arrivedMs).thenComparingLong(Hop::sample))
        .forEach(this::hop);
    sent.forEach((thread, hops) -> sends(thread.get(0), thread.get(1), hops));
    received.forEach(this::receives);
    next.entrySet().stream()
        .sorted(
            Comparator.comparingDouble((Map.Entry<Hop, Hop> pair) -> pair.getKey().sentMs())
                .thenComparingLong(pair -> pair.getKey().sample()))
        .forEach(pair -> flow(pair.getKey(), pair.getValue()));
    run.samples().forEach(this::sample);
    run.incidents().forEach(this::incident);
    events.sort(
        Comparator.comparing((TraceEvent event) -> event.phase() != Phase.METADATA)
            .thenComparingDouble(TraceEvent::atMs)
            .thenComparing(TraceEvent::phase)
            .thenComparingInt(TraceEvent::process)
            .thenComparingInt(TraceEvent::thread));
    return events;
  }

  private void processes() {
    name("process_name", COORDINATOR, 0, "run of " + run.model());
    for (int d = 0; d < devices.size(); d++) {
      int process = d + 1;
      name("process_name", process, 0, devices.get(d));
      events.add(
          TraceEvent.metadata("process_sort_index", process, 0, "sort_index", (long) process));
      name("thread_name", process, COMPUTE, "compute");
      name("thread_name", process, RECEIVE, "receive");
    }
    run.hops().stream()
        .filter(hop -> hop.to() >= 0)
        .map(hop -> List.of(process(hop), send(hop)))
        .distinct()
        .sorted(
            Comparator.comparing((List<Integer> pair) -> pair.get(0))
                .thenComparing(pair -> pair.get(1)))
        .forEach(
            pair ->
                name(
                    "thread_name",
                    pair.get(0),
                    pair.get(1),
                    "send to " + devices.get(pair.get(1) - SEND)));
  }

  private void name(String event, int process, int thread, String name) {
    events.add(TraceEvent.metadata(event, process, thread, "name", name));
  }

  private int process(Hop hop) {
    return devices.indexOf(run.stage(hop).device()) + 1;
  }

  /** Thread that sends the message of a hop. */
  private int send(Hop hop) {
    return SEND + devices.indexOf(run.receiver(hop).orElseThrow().device());
  }

  private void hop(Hop hop) {
    int process = process(hop);
    double from = hop.begunMs();
    for (int i = 0; i < hop.segmentEndsMs().size(); i++) {
      double end = hop.segmentEndsMs().get(i);
      Map<String, Object> arguments =
          TraceEvent.arguments("sample", hop.sample(), "epoch", hop.epoch(), "exit", exit(hop, i));
      String name = "segment " + (hop.firstSegment() + i);
      events.add(TraceEvent.complete(name, process, COMPUTE, from, end, arguments));
      from = end;
    }
    async("copy", process, hop.lastSegmentEndMs(), hop.readyMs(), hop);
    async("queue", process, hop.arrivedMs(), hop.begunMs(), hop);
    received.computeIfAbsent(process, any -> new ArrayList<>()).add(hop);
    if (hop.to() >= 0) {
      async("wait for connection", process, hop.readyMs(), hop.sentMs(), hop);
      sent.computeIfAbsent(List.of(process, send(hop)), any -> new ArrayList<>()).add(hop);
    }
  }

  /** Name of the exit at which a sample left behind a segment. */
  private Optional<String> exit(Hop hop, int index) {
    boolean isLast = index == hop.segmentEndsMs().size() - 1;
    return isLast && lastComputed.get(hop.sample()) == hop
        ? exits.getOrDefault(hop.sample(), Optional.empty())
        : Optional.empty();
  }

  private void async(String name, int process, double fromMs, double toMs, Hop hop) {
    if (toMs > fromMs) {
      id++;
      Map<String, Object> arguments = TraceEvent.arguments("sample", hop.sample());
      events.add(
          TraceEvent.joined(Phase.ASYNC_BEGIN, name, process, COMPUTE, fromMs, id, arguments));
      events.add(TraceEvent.joined(Phase.ASYNC_END, name, process, COMPUTE, toMs, id, Map.of()));
    }
  }

  /** The messages of a thread, each until it arrives or the next one is sent. */
  private void sends(int process, int thread, List<Hop> hops) {
    hops.sort(Comparator.comparingDouble(Hop::sentMs));
    for (int i = 0; i < hops.size(); i++) {
      Hop hop = hops.get(i);
      Hop arrived = next.get(hop);
      double arrivedMs = arrived == null ? hop.sentMs() : arrived.arrivedMs();
      double endMs =
          i + 1 < hops.size() ? Math.min(arrivedMs, hops.get(i + 1).sentMs()) : arrivedMs;
      Map<String, Object> arguments =
          TraceEvent.arguments(
              "sample",
              hop.sample(),
              "bytes",
              hop.sentBytes(),
              arrived == null ? "arrived" : "wireMs",
              arrived == null ? "no" : arrivedMs - hop.sentMs());
      events.add(TraceEvent.complete("send", process, thread, hop.sentMs(), endMs, arguments));
    }
  }

  /** Arrivals: each until the sample is computed or the next one arrives. */
  private void receives(int process, List<Hop> hops) {
    hops.sort(Comparator.comparingDouble(Hop::arrivedMs));
    for (int i = 0; i < hops.size(); i++) {
      Hop hop = hops.get(i);
      double fromMs = hop.arrivedMs();
      double endMs = Math.max(hop.begunMs(), fromMs + MIN_RECEIVE_MS);
      if (i + 1 < hops.size()) {
        endMs = Math.min(endMs, hops.get(i + 1).arrivedMs());
      }
      events.add(
          TraceEvent.complete(
              "receive",
              process,
              RECEIVE,
              fromMs,
              endMs,
              TraceEvent.arguments("sample", hop.sample())));
    }
  }

  private void flow(Hop from, Hop to) {
    id++;
    Map<String, Object> none = Map.of();
    events.add(
        TraceEvent.joined(
            Phase.FLOW_START, "tensors", process(from), send(from), from.sentMs(), id, none));
    events.add(
        TraceEvent.joined(
            Phase.FLOW_END, "tensors", process(to), RECEIVE, to.arrivedMs(), id, none));
  }

  private void sample(SampleRun sample) {
    id++;
    Map<String, Object> arguments =
        TraceEvent.arguments(
            "exit",
            sample.exit(),
            "prediction",
            sample.prediction().isPresent()
                ? Optional.of((long) sample.prediction().getAsInt())
                : Optional.empty(),
            "correct",
            sample.isCorrect(),
            "attempts",
            sample.attempts(),
            "failure",
            sample.failure());
    String name = "sample " + sample.sample();
    events.add(
        TraceEvent.joined(
            Phase.ASYNC_BEGIN, name, COORDINATOR, 0, sample.startMs(), id, arguments));
    double endMs = Math.max(sample.startMs(), sample.endMs());
    events.add(TraceEvent.joined(Phase.ASYNC_END, name, COORDINATOR, 0, endMs, id, Map.of()));
    sample
        .failure()
        .ifPresent(
            reason ->
                events.add(
                    TraceEvent.instant(
                        name + " failed",
                        COORDINATOR,
                        endMs,
                        TraceEvent.arguments("reason", reason))));
  }

  private void incident(Incident incident) {
    events.add(
        TraceEvent.instant(
            incident.reason(),
            devices.indexOf(incident.device()) + 1,
            incident.atMs(),
            TraceEvent.arguments("device", incident.device(), "remedy", incident.remedy())));
  }
}

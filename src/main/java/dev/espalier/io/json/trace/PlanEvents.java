package dev.espalier.io.json.trace;

import dev.espalier.cost.ComputeTime;
import dev.espalier.device.Device;
import dev.espalier.io.json.trace.TraceEvent.Phase;
import dev.espalier.model.Linearization;
import dev.espalier.plan.PlanningProblem;
import dev.espalier.study.schedule.Crossing;
import dev.espalier.study.schedule.PlanSchedule;
import dev.espalier.study.schedule.SliceStep;
import dev.espalier.study.schedule.SliceStep.ExitMoment;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Gathers the events of a sample that runs all of a plan. */
final class PlanEvents {
  /** Process of everything. */
  static final int PLAN = 1;

  private static final double NANOSECOND_MS = 1e-6;

  private final PlanSchedule schedule;
  private final PlanningProblem problem;
  private final Linearization net;
  private final Map<String, Integer> threads = new LinkedHashMap<>();
  private final List<TraceEvent> events = new ArrayList<>();
  private long id;

  PlanEvents(PlanSchedule schedule) {
    this.schedule = schedule;
    problem = schedule.plan().problem();
    net = problem.linearization();
    schedule.slices().forEach(slice -> thread(slice.device()));
  }

  /** Metadata first, then by time; of what begins together, what encloses comes first. */
  List<TraceEvent> all() {
    for (int k = 0; k < schedule.slices().size(); k++) {
      slice(k);
    }
    schedule.crossings().forEach(this::crossing);
    flows();
    return sorted(problem, threads, events);
  }

  static List<TraceEvent> sorted(
      PlanningProblem problem, Map<String, Integer> threads, List<TraceEvent> events) {
    List<TraceEvent> all = new ArrayList<>();
    String process = "plan of %s".formatted(problem.linearization().net().name());
    all.add(TraceEvent.metadata("process_name", PLAN, 0, "name", process));
    threads.forEach(
        (name, thread) -> {
          all.add(TraceEvent.metadata("thread_name", PLAN, thread, "name", name));
          all.add(
              TraceEvent.metadata("thread_sort_index", PLAN, thread, "sort_index", (long) thread));
        });
    events.sort(
        Comparator.comparingDouble(TraceEvent::atMs)
            .thenComparing(TraceEvent::phase)
            .thenComparingInt(TraceEvent::thread)
            .thenComparing(event -> -event.endMs().orElse(0)));
    all.addAll(events);
    return all;
  }

  private int thread(String name) {
    threads.putIfAbsent(name, threads.size() + 1);
    return threads.get(name);
  }

  private void slice(int k) {
    SliceStep slice = schedule.slices().get(k);
    int thread = thread(slice.device());
    events.add(
        TraceEvent.complete(
            "slice " + k,
            PLAN,
            thread,
            slice.arrivedMs(),
            slice.computedMs(),
            TraceEvent.arguments(
                "device", slice.device(),
                "layers", slice.to() - slice.from(),
                "first", net.layer(slice.from()).name(),
                "last", net.layer(slice.to() - 1).name(),
                "computeMs", slice.computeMs(),
                "expectedComputeMs", slice.expectedComputeMs(),
                "reach", slice.reach())));
    layers(slice, thread);
    for (ExitMoment exit : slice.exits()) {
      events.add(
          TraceEvent.exit(
              exit.exit(),
              PLAN,
              thread,
              exit.computedMs(),
              TraceEvent.arguments(
                  "probability", exit.probability(), "latencyMs", exit.latencyMs())));
    }
  }

  /** The layers within a slice; a sum that is rounded must not end behind it. */
  private void layers(SliceStep slice, int thread) {
    Device device = problem.catalog().device(slice.device());
    double ms = slice.arrivedMs() + device.sliceOverheadMs();
    for (int i = slice.from(); i < slice.to(); i++) {
      double endMs = ms + ComputeTime.ms(problem, device, i);
      events.add(
          TraceEvent.complete(
              net.layer(i).name(),
              PLAN,
              thread,
              Math.min(ms, slice.computedMs()),
              Math.min(endMs, slice.computedMs()),
              TraceEvent.arguments(
                  "op", net.layer(i).op(),
                  "position", i,
                  "weightBytes", net.layer(i).weightBytes(),
                  "outputBytes", net.layer(i).outputBytes())));
      ms = endMs;
    }
  }

  private void crossing(Crossing crossing) {
    Map<String, Object> arguments =
        TraceEvent.arguments(
            "kind", crossing.kind().name(),
            "bytes", crossing.bytes(),
            "ms", crossing.ms(),
            "probability", crossing.probability(),
            "exit", crossing.exit(),
            "tensors", crossing.tensors().size());
    String name =
        switch (crossing.kind()) {
          case INPUT -> "input";
          case CUT -> "cut at " + crossing.boundary();
          case ANSWER -> "answer of " + crossing.exit().orElse("");
        };
    events.add(
        TraceEvent.complete(
            name, PLAN, link(crossing), crossing.sentMs(), crossing.arrivedMs(), arguments));
  }

  /** An answer of a side exit may overlap what is sent in a full run: it has its own thread. */
  private int link(Crossing crossing) {
    String link = crossing.from() + " -> " + crossing.to();
    boolean isSide = crossing.kind() == Crossing.Kind.ANSWER && crossing.boundary() != net.length();
    return thread(isSide ? link + ", answer of " + crossing.exit().orElse("") : link);
  }

  /** Arrows from the last layer of each slice to what it sends, and from that to the next slice. */
  private void flows() {
    for (int k = 0; k < schedule.slices().size(); k++) {
      SliceStep slice = schedule.slices().get(k);
      int device = thread(slice.device());
      schedule
          .received(k)
          .ifPresent(
              crossing -> flow(link(crossing), crossing.sentMs(), device, slice.arrivedMs()));
      Device runner = problem.catalog().device(slice.device());
      double halfMs = ComputeTime.ms(problem, runner, slice.to() - 1) / 2;
      double lastMs =
          Math.max(slice.arrivedMs(), slice.computedMs() - Math.max(halfMs, NANOSECOND_MS));
      schedule
          .sent(k)
          .ifPresent(crossing -> flow(device, lastMs, link(crossing), crossing.sentMs()));
    }
  }

  /** Each end lies within the stretch that it binds to: at its end would be outside. */
  private void flow(int from, double fromMs, int to, double toMs) {
    id++;
    Map<String, Object> none = Map.of();
    events.add(TraceEvent.joined(Phase.FLOW_START, "tensors", PLAN, from, fromMs, id, none));
    events.add(TraceEvent.joined(Phase.FLOW_END, "tensors", PLAN, to, toMs, id, none));
  }
}

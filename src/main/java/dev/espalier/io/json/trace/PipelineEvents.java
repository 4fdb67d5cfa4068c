package dev.espalier.io.json.trace;

import dev.espalier.plan.PlanningProblem;
import dev.espalier.study.schedule.Occupancy;
import dev.espalier.study.schedule.PlanSchedule;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Gathers the events of samples that follow each other at the minimum period of a plan. Each
 * occupies a device or link for its mean time, which is never above the period, so that stretches
 * of a thread do not overlap.
 */
final class PipelineEvents {
  private static final int SAMPLES = 4;

  private PipelineEvents() {}

  static List<TraceEvent> of(PlanSchedule schedule) {
    PlanningProblem problem = schedule.plan().problem();
    Map<String, Integer> threads = new LinkedHashMap<>();
    List<TraceEvent> events = new ArrayList<>();
    double stageMs = 0;
    for (Occupancy stage : schedule.occupancies()) {
      if (stage.kind() == Occupancy.Kind.MEDIUM) {
        continue; // occupied while its links are
      }
      threads.putIfAbsent(stage.name(), threads.size() + 1);
      for (int sample = 0; sample < SAMPLES; sample++) {
        double fromMs = stageMs + sample * schedule.plan().periodMs();
        events.add(
            TraceEvent.complete(
                "sample " + sample,
                PlanEvents.PLAN,
                threads.get(stage.name()),
                fromMs,
                fromMs + stage.ms(),
                TraceEvent.arguments(
                    "meanMs", stage.ms(), "periodMs", schedule.plan().periodMs())));
      }
      stageMs += stage.ms();
    }
    return PlanEvents.sorted(problem, threads, events);
  }
}

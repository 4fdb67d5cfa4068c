package dev.espalier.study.breakpoint;

import dev.espalier.plan.PlanningProblem;
import dev.espalier.study.sweep.Parameter;
import dev.espalier.study.sweep.Setting;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The best plans over a range of a parameter.
 *
 * @param base what was varied
 * @param problem the problem as it was given, before anything was varied
 * @param parameter what was varied
 * @param stretches from the lower end of the range to the upper one
 * @param searches number of values that were planned
 * @param complete whether the whole range was searched; otherwise the search was stopped
 */
public record Breakpoints(
    Setting base,
    PlanningProblem problem,
    Parameter parameter,
    List<Stretch> stretches,
    int searches,
    boolean complete) {

  public Breakpoints {
    stretches = List.copyOf(stretches);
  }

  /** The values at which the plan changes. */
  public List<Breakpoint> points() {
    return IntStream.range(1, stretches.size())
        .mapToObj(
            i -> new Breakpoint(stretches.get(i).from(), stretches.get(i - 1), stretches.get(i)))
        .toList();
  }

  /** Whether the plan of every stretch is proven. */
  public boolean isProven() {
    return stretches.stream().allMatch(Stretch::proven);
  }

  /** Whether there is a plan anywhere. */
  public boolean hasPlan() {
    return stretches.stream().anyMatch(stretch -> stretch.first().isPresent());
  }
}

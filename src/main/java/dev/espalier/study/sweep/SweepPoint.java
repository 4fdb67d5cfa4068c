package dev.espalier.study.sweep;

import dev.espalier.exit.ExitBehavior;
import dev.espalier.search.PlanningResult;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A point of a sweep and its plan.
 *
 * @param values one value for each parameter
 * @param result result of planning; empty where there can be no such setting
 * @param contradiction reason why there can be no such setting, such as probabilities that sum to
 *     more than 1
 * @param behavior behavior of the exits there; empty if not measured
 * @param isPlanChanged whether the slices differ from those of the last plan before it on its line
 */
public record SweepPoint(
    List<Value> values,
    Optional<PlanningResult> result,
    Optional<String> contradiction,
    Optional<ExitBehavior> behavior,
    boolean isPlanChanged) {

  public SweepPoint {
    values = List.copyOf(values);
  }

  /** Accuracy there; empty if not measured. */
  public OptionalDouble accuracy() {
    return behavior.stream().mapToDouble(ExitBehavior::accuracy).findFirst();
  }

  /** The plan, if there is one that meets every limit. */
  public Optional<PlanningResult.Planned> planned() {
    return result
        .filter(PlanningResult.Planned.class::isInstance)
        .map(PlanningResult.Planned.class::cast);
  }
}

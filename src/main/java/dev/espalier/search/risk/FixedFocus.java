package dev.espalier.search.risk;

import dev.espalier.plan.PlanningProblem;
import dev.espalier.search.PlanningResult;
import java.util.List;
import java.util.Optional;

/**
 * The bound where the risk of each plan is its mean value under the same weights: that of one
 * ordinary problem. So it is for the mean, and for every measure where the samples are ordered, as
 * all plans are then slower the slower the sample.
 */
final class FixedFocus implements RootBound {
  private final PlanningProblem mean;
  private double bound;

  FixedFocus(PlanningProblem mean) {
    this.mean = mean;
  }

  @Override
  public Optional<PlanningResult> raise(Incumbent incumbent, Effort effort) {
    PlanningResult result = effort.planWhole(mean);
    if (result instanceof PlanningResult.Planned planned) {
      bound = planned.lowerBound();
      incumbent.offer(planned.plan().slices());
      return Optional.empty();
    }
    return Optional.of(result);
  }

  @Override
  public double value() {
    return bound;
  }

  @Override
  public List<PlanningProblem> means() {
    return List.of(mean);
  }
}

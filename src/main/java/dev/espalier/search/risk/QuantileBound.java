package dev.espalier.search.risk;

import dev.espalier.plan.PlanningProblem;
import dev.espalier.search.PlanningResult;
import java.util.List;
import java.util.Optional;

/**
 * Lower bound of a quantile: no plan is better at a sample than the best one for that sample alone,
 * so that the quantile of these optima bounds that of every plan.
 *
 * <p>Method: the sample that decides the quantile of the bounds so far is planned, which also
 * bounds all samples that are at least as slow in all columns. That ends where the one that decides
 * was planned already, or after {@value #MAX_PLANNED} samples.
 */
final class QuantileBound implements RootBound {
  private static final int MAX_PLANNED = 64;

  private final SampledProblem problem;
  private final RiskMeasure measure;
  private final double[] weights;
  private final double[] bounds;
  private final boolean[] isPlanned;

  QuantileBound(SampledProblem problem, RiskMeasure measure) {
    this.problem = problem;
    this.measure = measure;
    weights = problem.weights();
    bounds = new double[weights.length];
    isPlanned = new boolean[weights.length];
  }

  @Override
  public Optional<PlanningResult> raise(Incumbent incumbent, Effort effort) {
    PlanningResult first = effort.planPart(problem.mean(weights));
    if (!(first instanceof PlanningResult.Planned mean)) {
      return Optional.of(first);
    }
    incumbent.offer(mean.plan().slices());
    for (int planned = 0; planned < MAX_PLANNED && !effort.mustStop(); planned++) {
      int sample = deciding();
      if (isPlanned[sample] || effort.isClose(incumbent.risk(), value())) {
        break;
      }
      PlanningResult result = effort.planPart(problem.at(sample));
      if (!(result instanceof PlanningResult.Planned best)) {
        return Optional.of(result);
      }
      isPlanned[sample] = true;
      incumbent.offer(best.plan().slices());
      raise(sample, best.lowerBound());
    }
    return Optional.empty();
  }

  /** Raises the bounds of all samples that are at least as slow as one. */
  private void raise(int sample, double bound) {
    for (int s = 0; s < bounds.length; s++) {
      if (problem.isAtLeastAsSlow(s, sample)) {
        bounds[s] = Math.max(bounds[s], bound);
      }
    }
  }

  /** The sample whose bound is the quantile of all. */
  private int deciding() {
    double[] focus = measure.focus(bounds, weights);
    int sample = 0;
    while (focus[sample] == 0) {
      sample++;
    }
    return sample;
  }

  @Override
  public double value() {
    return measure.of(bounds, weights);
  }

  @Override
  public List<PlanningProblem> means() {
    return List.of();
  }
}

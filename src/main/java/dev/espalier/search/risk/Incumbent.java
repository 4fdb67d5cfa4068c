package dev.espalier.search.risk;

import dev.espalier.plan.Slice;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The plan of the smallest risk so far that keeps all limits at all samples. Not thread-safe. */
final class Incumbent {
  private final SampledProblem problem;
  private final RiskMeasure measure;
  private final double[] weights;
  private final Set<List<Slice>> seen = new HashSet<>();
  private List<Slice> slices;
  private double[] values;
  private double risk = Double.POSITIVE_INFINITY;

  Incumbent(SampledProblem problem, RiskMeasure measure) {
    this.problem = problem;
    this.measure = measure;
    weights = problem.weights();
  }

  /** Offers a plan. */
  void offer(List<Slice> plan) {
    if (seen.add(plan)) {
      offerNew(plan);
    }
  }

  /** Offers a plan that was not offered before. */
  void offerNew(List<Slice> plan) {
    double[] found = problem.values(plan);
    double foundRisk = measure.of(found, weights);
    if (foundRisk < risk && problem.violations(plan).isEmpty()) {
      slices = plan;
      values = found;
      risk = foundRisk;
    }
  }

  /** The plan; empty if there is none. */
  Optional<List<Slice>> slices() {
    return Optional.ofNullable(slices);
  }

  /** Its risk; infinite if there is none. */
  double risk() {
    return risk;
  }

  /** Its values at all samples. */
  double[] values() {
    return values.clone();
  }
}

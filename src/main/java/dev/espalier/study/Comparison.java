package dev.espalier.study;

import dev.espalier.plan.PlanningProblem;
import dev.espalier.search.PlanningResult;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * The results of several solvers on one problem.
 *
 * @param problem the problem
 * @param solvers the runs of each solver, in the order in which they ran
 * @param reference reference for latencies; empty if no bound is known
 * @param leftOut solvers that were left out, and why
 * @param isComplete whether every run finished; otherwise the comparison was stopped
 */
public record Comparison(
    PlanningProblem problem,
    List<SolverRuns> solvers,
    Optional<Reference> reference,
    List<LeftOut> leftOut,
    boolean isComplete) {
  /** A single plan on either side says nothing of chance. */
  private static final int MIN_SAMPLE = 2;

  /** Tolerance of the average of equal latencies. */
  private static final double ROUNDING = 1e-12;

  public Comparison {
    solvers = List.copyOf(solvers);
    leftOut = List.copyOf(leftOut);
  }

  /**
   * The reference for latencies.
   *
   * @param latencyMs latency of the best possible plan, or a lower bound of it, ms
   * @param isOptimum whether it is that of a plan proven optimal
   */
  public record Reference(double latencyMs, boolean isOptimum) {

    /** The optimum if any result proves one, otherwise the largest lower bound. */
    static Optional<Reference> of(List<PlanningResult> results) {
      Optional<Reference> known = Optional.empty();
      for (PlanningResult result : results) {
        if (result instanceof PlanningResult.Planned planned) {
          if (planned.optimal()) {
            return Optional.of(new Reference(planned.plan().value(), true));
          }
          if (known.isEmpty() || planned.lowerBound() > known.get().latencyMs) {
            known = Optional.of(new Reference(planned.lowerBound(), false));
          }
        }
      }
      return known;
    }
  }

  /** The runs of a solver, if it was included. */
  public Optional<SolverRuns> solver(String name) {
    return solvers.stream().filter(runs -> runs.solver().equals(name)).findFirst();
  }

  /**
   * {@code (average latency - reference) / reference}: the average gap to the optimum, or an upper
   * bound of it; empty without reference, or where the reference is 0.
   */
  public OptionalDouble gap(LatencySummary latency) {
    if (reference.isEmpty()) {
      return OptionalDouble.empty();
    }
    double referenceMs = reference.get().latencyMs;
    double excess = latency.average() - referenceMs;
    double gap = Math.abs(excess) <= ROUNDING * referenceMs ? 0 : excess / referenceMs;
    return Double.isFinite(gap) ? OptionalDouble.of(gap) : OptionalDouble.empty();
  }

  /**
   * Probability that ours and another solver differ as much as they do if their latencies came from
   * the same distribution: two-sided Mann-Whitney U test, exact below 50 plans on either side, ties
   * included, and otherwise by the normal approximation with correction for ties. Runs without a
   * plan do not count. Empty where one of the two makes no random choices or has fewer than two
   * plans.
   *
   * @param ours name of our solver
   */
  public OptionalDouble significance(String ours, SolverRuns other) {
    Optional<SolverRuns> our = solver(ours).filter(Comparison::isSample);
    return our.isEmpty() || other.solver().equals(ours) || !isSample(other)
        ? OptionalDouble.empty()
        : OptionalDouble.of(RankSum.pValue(sample(our.get()), sample(other)));
  }

  /** Ranks see the last digit: a difference by rounding must not count as one. */
  private static double[] sample(SolverRuns runs) {
    return LatencySummary.withoutRounding(runs.latenciesMs());
  }

  private static boolean isSample(SolverRuns runs) {
    return runs.isStochastic() && runs.planned().size() >= MIN_SAMPLE;
  }
}

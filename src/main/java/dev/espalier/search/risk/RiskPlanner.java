package dev.espalier.search.risk;

import dev.espalier.cost.PlanEvaluator;
import dev.espalier.internal.Rounding;
import dev.espalier.plan.Plan;
import dev.espalier.plan.PlanningProblem;
import dev.espalier.plan.Slice;
import dev.espalier.search.Planner;
import dev.espalier.search.PlanningResult;
import dev.espalier.search.SearchOptions;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Finds the plan whose values over samples of bandwidths have the smallest mean, quantile or
 * conditional value at risk. Limits (memory, energy, deadlines, a rate) must be kept at every
 * sample.
 *
 * <p>Method: a {@link RootBound} from ordinary planning problems, which for the mean and for
 * samples that are ordered (such as those of one column) is the answer; else, or where its plan
 * breaks a limit at some sample, a {@link RiskTree}. Guarantee: the plan has the smallest risk
 * where the result says so; otherwise its lower bound holds. Complexity: one problem in the ordered
 * case, at most 24 for a conditional value at risk and 65 for a quantile, and a tree of at most
 * 2^27 steps. Reproducible as the planner is that it uses; thread-safe.
 *
 * <p>Sources: Rockafellar and Uryasev, Optimization of conditional value-at-risk, Journal of Risk
 * 2(3), 2000; that it is the largest mean under allowed weights: Artzner et al., Coherent measures
 * of risk, Mathematical Finance 9(3), 1999.
 */
public final class RiskPlanner {
  private static final long TREE_STEPS = 1L << 27;

  /** Numbers in the tables of a tree: 64 MiB each, of which there are several. */
  private static final long MAX_CELLS = 1L << 23;

  private final Planner planner;

  /**
   * @param planner plans ordinary problems; one that proves its plans is needed for proofs
   */
  public RiskPlanner(Planner planner) {
    this.planner = planner;
  }

  /**
   * Plans.
   *
   * @throws IllegalArgumentException if the objective's costs do not add up, or a column of the
   *     samples does not name links of the catalog
   */
  public RiskResult plan(
      PlanningProblem base, BandwidthSamples samples, RiskMeasure measure, SearchOptions options) {
    Effort effort = new Effort(planner, options);
    SampledProblem problem = new SampledProblem(base, samples);
    Incumbent incumbent = new Incumbent(problem, measure);
    boolean isFixed = problem.isOrdered() || measure.kind() == RiskMeasure.Kind.MEAN;
    RootBound root = root(problem, measure, isFixed);
    Optional<PlanningResult> failed = root.raise(incumbent, effort);
    if (failed.isPresent() && (isFinal(failed.get()) || incumbent.slices().isEmpty())) {
      return new RiskResult(failed.get(), Optional.empty(), isFixed);
    }
    Optional<PlanningResult> slowest = Optional.empty();
    if (incumbent.slices().isEmpty()) {
      slowest = Optional.of(effort.planPart(problem.slowest()));
      if (slowest.get() instanceof PlanningResult.Planned planned) {
        incumbent.offer(planned.plan().slices());
      } else if (problem.isOrdered()) { // then it is one of the samples
        return new RiskResult(slowest.get(), Optional.empty(), isFixed);
      }
    }
    boolean isProven = Rounding.isAtMost(incumbent.risk(), root.value());
    if (!isProven && !effort.isClose(incumbent.risk(), root.value()) && fits(problem, root)) {
      RiskTree tree =
          new RiskTree(problem, root.forTree(), incumbent, TREE_STEPS, effort::mustStop);
      isProven = tree.run();
      effort.add(tree.nodes());
    }
    if (incumbent.slices().isEmpty()) {
      return new RiskResult(none(slowest, isProven, effort), Optional.empty(), isFixed);
    }
    return result(problem, samples, measure, incumbent, root.value(), isProven, isFixed, effort);
  }

  private static boolean isFinal(PlanningResult result) {
    return result instanceof PlanningResult.Infeasible;
  }

  private static RootBound root(SampledProblem problem, RiskMeasure measure, boolean isFixed) {
    if (isFixed) {
      double[] ranks = new double[problem.count()];
      Arrays.setAll(ranks, s -> s);
      return new FixedFocus(problem.mean(measure.focus(ranks, problem.weights())));
    }
    return measure.kind() == RiskMeasure.Kind.CVAR
        ? new TailBound(problem, measure)
        : new QuantileBound(problem, measure);
  }

  private static boolean fits(SampledProblem problem, RootBound root) {
    double cells =
        (double) root.width()
            * problem.base().devices().size()
            * problem.base().linearization().length();
    return cells <= MAX_CELLS;
  }

  /**
   * Where all links at their slowest allow a plan, that is a plan for all samples, so that their
   * reasons are those for which there is none.
   */
  private static PlanningResult none(
      Optional<PlanningResult> slowest, boolean isProven, Effort effort) {
    return slowest
        .filter(result -> isProven && isFinal(result))
        .orElseGet(() -> new PlanningResult.Undecided(List.of(), effort.record(effort.mustStop())));
  }

  private static RiskResult result(
      SampledProblem problem,
      BandwidthSamples samples,
      RiskMeasure measure,
      Incumbent incumbent,
      double bound,
      boolean isProven,
      boolean isFixed,
      Effort effort) {
    List<Slice> slices = incumbent.slices().orElseThrow();
    double[] weights = problem.weights();
    double[] values = incumbent.values();
    Plan plan = PlanEvaluator.evaluate(problem.mean(measure.focus(values, weights)), slices);
    return new RiskResult(
        PlanningResult.Planned.of(
            plan, bound, isProven, effort.record(!isProven && effort.mustStop())),
        Optional.of(RiskSummary.of(measure, samples.samples().size(), values, weights)),
        isFixed);
  }
}

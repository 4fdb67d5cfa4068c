package dev.espalier.search.risk;

import dev.espalier.cost.PlanEvaluator;
import dev.espalier.internal.Rounding;
import dev.espalier.plan.Plan;
import dev.espalier.plan.Slice;
import dev.espalier.search.PlanningResult;
import java.util.List;
import java.util.Optional;

/** One search of {@link RiskPlanner}. */
final class RiskSearch {
  private static final long TREE_STEPS = 1L << 27;

  /** Maximum number of numbers in the tables of a tree: 256 MiB. */
  private static final long MAX_CELLS = 1L << 25;

  private final SampledProblem problem;
  private final RiskMeasure measure;
  private final Effort effort;
  private final Incumbent incumbent;
  private final RootBound root;
  private boolean isProven;

  RiskSearch(SampledProblem problem, RiskMeasure measure, Effort effort) {
    this.problem = problem;
    this.measure = measure;
    this.effort = effort;
    incumbent = new Incumbent(problem, measure);
    root = problem.fixedFocus(measure).map(this::fixed).orElseGet(this::raised);
  }

  private RootBound fixed(double[] focus) {
    return new FixedFocus(problem.mean(focus));
  }

  private RootBound raised() {
    return measure.kind() == RiskMeasure.Kind.CVAR
        ? new TailBound(problem, measure)
        : new QuantileBound(problem, measure);
  }

  PlanningResult plan() {
    Optional<PlanningResult> failed = root.raise(incumbent, effort);
    boolean isInfeasible = failed.filter(PlanningResult.Infeasible.class::isInstance).isPresent();
    if (isInfeasible || failed.isPresent() && !hasPlan()) {
      return failed.get();
    }
    Optional<PlanningResult> slowest = hasPlan() ? Optional.empty() : Optional.of(planSlowest());
    if (slowest.isPresent() && !hasPlan() && problem.isOrdered()) {
      return slowest.get(); // it is one of the samples
    }
    isProven = Rounding.isAtMost(incumbent.risk(), root.value());
    if (!effort.isClose(incumbent.risk(), root.value()) && fits()) {
      searchTree();
    }
    return incumbent.slices().map(this::planned).orElseGet(() -> none(slowest));
  }

  private boolean hasPlan() {
    return incumbent.slices().isPresent();
  }

  /** Plans where each link is at its slowest: that plan keeps all limits. */
  private PlanningResult planSlowest() {
    PlanningResult result = effort.planPart(problem.slowest());
    if (result instanceof PlanningResult.Planned planned) {
      incumbent.offer(planned.plan().slices());
    }
    return result;
  }

  private boolean fits() {
    return TreeTable.cells(problem.base()) * (problem.count() + root.means().size()) <= MAX_CELLS;
  }

  private void searchTree() {
    TreeBounds bounds = new TreeBounds(problem, measure, root.means());
    RiskTree tree = new RiskTree(problem.base(), bounds, incumbent, TREE_STEPS, effort::mustStop);
    isProven = tree.run();
    effort.add(tree.nodes());
  }

  /**
   * Where no plan keeps all limits at all samples, none keeps them where each link is at its
   * slowest, and what would help there would help at all samples.
   */
  private PlanningResult none(Optional<PlanningResult> slowest) {
    return slowest
        .filter(result -> isProven && result instanceof PlanningResult.Infeasible)
        .orElseGet(() -> new PlanningResult.Undecided(List.of(), effort.record(effort.mustStop())));
  }

  private PlanningResult planned(List<Slice> slices) {
    double[] focus = measure.focus(incumbent.values(), problem.weights());
    Plan plan = PlanEvaluator.evaluate(problem.mean(focus), slices);
    boolean isStopped = !isProven && effort.mustStop();
    return PlanningResult.Planned.of(plan, root.value(), isProven, effort.record(isStopped));
  }
}

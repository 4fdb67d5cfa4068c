package dev.espalier.search.exact;

import dev.espalier.cost.CostTables;
import dev.espalier.cost.PlanEvaluator;
import dev.espalier.plan.Plan;
import dev.espalier.plan.PlanValidator;
import dev.espalier.plan.PlanningProblem;
import dev.espalier.plan.Slice;
import dev.espalier.plan.Violation;
import dev.espalier.search.StopSignal;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Explains why no plan is feasible: the plan that would need the least enlargement of the limits,
 * all by the same factor, and what it breaks.
 */
public final class Infeasibility {
  /** Partial plans priced for one factor; an explanation need not be exact on huge problems. */
  private static final long LABEL_BUDGET = 1 << 21;

  /** The factor is found to this relative precision. */
  private static final double FACTOR_PRECISION = 1e-6;

  private final PlanningProblem problem;
  private final StopSignal stop;

  private Infeasibility(PlanningProblem problem, StopSignal stop) {
    this.problem = problem;
    this.stop = stop;
  }

  /** What the nearest plan breaks; empty only if the stop signal came before one was found. */
  public static List<Violation> explain(PlanningProblem problem, StopSignal stop) {
    Infeasibility search = new Infeasibility(problem, stop);
    Optional<Plan> unlimited = search.planWithLimits(problem, Double.POSITIVE_INFINITY);
    if (unlimited.isEmpty()) {
      return search.firstImpossiblePin();
    }
    return PlanValidator.violations(search.nearest(unlimited.get()));
  }

  private Plan nearest(Plan unlimited) {
    Plan nearest = unlimited;
    double tooSmall = 1;
    double enough = factorNeeded(unlimited);
    while (enough > tooSmall * (1 + FACTOR_PRECISION) && !stop.requested()) {
      double factor = Math.sqrt(tooSmall * enough);
      Optional<Plan> plan = planWithLimits(problem, factor);
      if (plan.isPresent()) {
        nearest = plan.get();
        enough = Math.min(factor, factorNeeded(nearest));
      } else {
        tooSmall = factor;
      }
    }
    return nearest;
  }

  /** By how much the tightest limit of a plan would have to grow. */
  private static double factorNeeded(Plan plan) {
    double factor = 1;
    for (Violation violation : PlanValidator.violations(plan)) {
      if (violation instanceof Violation.MemoryExceeded memory) {
        factor = Math.max(factor, memory.neededMiB() / memory.limitMiB());
      } else if (violation instanceof Violation.EnergyExceeded energy) {
        factor = Math.max(factor, energy.neededJ() / energy.limitJ());
      }
    }
    return factor;
  }

  /** Without limits only pins can make a problem infeasible: finds the first one that does. */
  private List<Violation> firstImpossiblePin() {
    NavigableMap<Integer, String> kept = new TreeMap<>();
    List<Slice> slices = List.of();
    for (var pin : problem.pins().entrySet()) {
      kept.put(pin.getKey(), pin.getValue());
      Optional<Plan> plan = planWithLimits(problem.withPins(kept), Double.POSITIVE_INFINITY);
      if (plan.isEmpty()) {
        break;
      }
      slices = plan.get().slices();
    }
    return slices.isEmpty()
        ? List.of()
        : PlanValidator.violations(PlanEvaluator.evaluate(problem, slices)).stream()
            .filter(Violation.PinBroken.class::isInstance)
            .limit(1)
            .toList();
  }

  private Optional<Plan> planWithLimits(PlanningProblem relaxed, double limitFactor) {
    return ExactSearch.certify(
            relaxed,
            new CostTables(relaxed, limitFactor),
            Double.POSITIVE_INFINITY,
            LABEL_BUDGET,
            stop)
        .slices()
        .map(slices -> PlanEvaluator.evaluate(problem, slices));
  }
}

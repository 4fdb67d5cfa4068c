package dev.espalier.search.exact;

import dev.espalier.cost.CostTables;
import dev.espalier.cost.LimitFactors;
import dev.espalier.cost.PlanEvaluator;
import dev.espalier.device.Device;
import dev.espalier.plan.Plan;
import dev.espalier.plan.PlanValidator;
import dev.espalier.plan.PlanningProblem;
import dev.espalier.plan.Slice;
import dev.espalier.plan.Violation;
import dev.espalier.search.PlanningResult;
import dev.espalier.search.SearchOptions;
import dev.espalier.search.SearchRecord;
import dev.espalier.search.StopSignal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.DoubleFunction;

/**
 * Explains why no plan is feasible. Where enlarging a single limit would be enough, it names each
 * such limit and the least that is missing; otherwise the plan that would need the least
 * enlargement of all limits by the same factor, and all that it breaks.
 */
public final class Infeasibility {
  /** Partial plans priced for one question, and for all of them: explanations may be less exact. */
  private static final long LABELS_FOR_QUESTION = 1 << 20;

  private static final long LABELS_FOR_ALL = 1 << 24;

  /** A factor is found to this relative precision. */
  private static final double FACTOR_PRECISION = 1e-6;

  private final PlanningProblem problem;
  private final StopSignal stop;
  private long labels;

  private Infeasibility(PlanningProblem problem, SearchOptions options) {
    this.problem = problem;
    stop = StopSignal.start(options.withoutTimeLimit());
  }

  private boolean mustEnd() {
    return labels >= LABELS_FOR_ALL || stop.requested();
  }

  /**
   * The result of a search that has proven that there is no feasible plan. The explanation has a
   * budget of its own: a time limit does not cut it, cancellation does.
   */
  public static PlanningResult.Infeasible explain(
      PlanningProblem problem, SearchOptions options, SearchRecord search) {
    Infeasibility question = new Infeasibility(problem, options);
    // First the question that always has an answer, lest the budget be spent on the others.
    List<Violation> all = question.allLimits();
    List<Violation> single = question.singleLimits();
    return single.isEmpty()
        ? new PlanningResult.Infeasible(all, false, search)
        : new PlanningResult.Infeasible(single, true, search);
  }

  /** For each limit that could be enlarged alone, what the nearest plan then lacks of it. */
  private List<Violation> singleLimits() {
    List<Violation> enough = new ArrayList<>();
    for (int d = 0; d < problem.devices().size() && !mustEnd(); d++) {
      int device = d;
      Device limited = problem.devices().get(d);
      if (limited.memoryMiB().isPresent()) {
        nearest(factor -> LimitFactors.memoryOf(problem, device, factor))
            .ifPresent(plan -> enough.addAll(PlanValidator.violations(plan)));
      }
      if (limited.energyJ().isPresent() && limited.powerW().isPresent()) {
        nearest(factor -> LimitFactors.energyOf(problem, device, factor))
            .ifPresent(plan -> enough.addAll(PlanValidator.violations(plan)));
      }
    }
    enough.sort(Comparator.comparingDouble(Infeasibility::factorNeeded));
    return enough;
  }

  private List<Violation> allLimits() {
    return nearest(factor -> LimitFactors.all(problem, factor))
        .map(PlanValidator::violations)
        .orElseGet(this::firstImpossiblePin);
  }

  /** The plan that needs the smallest factor; empty if even the largest does not help. */
  private Optional<Plan> nearest(DoubleFunction<LimitFactors> limits) {
    Optional<Plan> unlimited = plan(problem, limits.apply(Double.POSITIVE_INFINITY));
    if (unlimited.isEmpty()) {
      return Optional.empty();
    }
    Plan nearest = unlimited.get();
    double tooSmall = 1;
    double enough = factorNeeded(nearest);
    while (enough > tooSmall * (1 + FACTOR_PRECISION) && !mustEnd()) {
      double factor = Math.sqrt(tooSmall * enough);
      Optional<Plan> plan = plan(problem, limits.apply(factor));
      if (plan.isPresent()) {
        nearest = plan.get();
        enough = Math.min(factor, factorNeeded(nearest));
      } else {
        tooSmall = factor;
      }
    }
    return Optional.of(nearest);
  }

  /** By how much the tightest limit of a plan would have to grow. */
  private static double factorNeeded(Plan plan) {
    return PlanValidator.violations(plan).stream()
        .mapToDouble(Infeasibility::factorNeeded)
        .reduce(1, Math::max);
  }

  private static double factorNeeded(Violation violation) {
    if (violation instanceof Violation.MemoryExceeded memory) {
      return memory.neededMiB() / memory.limitMiB();
    }
    return violation instanceof Violation.EnergyExceeded energy
        ? energy.neededJ() / energy.limitJ()
        : 1;
  }

  /** Without limits only pins can make a problem infeasible: finds the first one that does. */
  private List<Violation> firstImpossiblePin() {
    NavigableMap<Integer, String> kept = new TreeMap<>();
    List<Slice> slices = List.of();
    for (var pin : problem.pins().entrySet()) {
      kept.put(pin.getKey(), pin.getValue());
      PlanningProblem withFewerPins = problem.withPins(kept);
      Optional<Plan> plan =
          plan(withFewerPins, LimitFactors.all(problem, Double.POSITIVE_INFINITY));
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

  private Optional<Plan> plan(PlanningProblem relaxed, LimitFactors limits) {
    ExactSearch.Outcome outcome =
        ExactSearch.certify(
            relaxed,
            new CostTables(relaxed, limits),
            Double.POSITIVE_INFINITY,
            LABELS_FOR_QUESTION,
            stop);
    labels += outcome.labels();
    return outcome.slices().map(slices -> PlanEvaluator.evaluate(problem, slices));
  }
}

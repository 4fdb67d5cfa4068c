package dev.espalier.search.exact;

import dev.espalier.cost.PlanEvaluator;
import dev.espalier.cost.PlanValidator;
import dev.espalier.cost.table.CostTables;
import dev.espalier.cost.table.LimitFactors;
import dev.espalier.device.Device;
import dev.espalier.plan.Plan;
import dev.espalier.plan.PlanningProblem;
import dev.espalier.plan.Slice;
import dev.espalier.plan.SliceLimit;
import dev.espalier.plan.Violation;
import dev.espalier.search.PlanningResult;
import dev.espalier.search.SearchOptions;
import dev.espalier.search.SearchRecord;
import dev.espalier.search.StopSignal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.DoubleFunction;

/**
 * Explains why no plan is feasible. Where relaxing a single limit would make a plan feasible, it
 * names each such limit and how much is missing; otherwise the plan for which all limits would have
 * to be relaxed by the smallest common factor, and the limits that it breaks.
 */
public final class Infeasibility {
  /** Partial plans priced for one question, and for all of them: explanations may be less exact. */
  private static final long LABELS_FOR_QUESTION = 1 << 20;

  private static final long LABELS_FOR_ALL = 1 << 24;

  /** Layers times devices of all questions: their tables take time, too, some tens of seconds. */
  private static final long CELLS_FOR_ALL = 1 << 27;

  private static final Duration NO_TIME = Duration.ofNanos(1);

  /** A factor is found to this relative precision. */
  private static final double FACTOR_PRECISION = 1e-6;

  private final PlanningProblem problem;
  private final StopSignal stop;
  private long labels;
  private long cells;

  private Infeasibility(PlanningProblem problem, SearchOptions options, double elapsedMs) {
    this.problem = problem;
    stop =
        StopSignal.start(
            options
                .timeLimit()
                .map(limit -> options.withTimeLimit(timeLeft(limit, elapsedMs)))
                .orElse(options));
  }

  /** The time that a search has left; a limit is above 0, even if there is none. */
  private static Duration timeLeft(Duration limit, double elapsedMs) {
    Duration left = limit.minusNanos((long) (elapsedMs * 1e6));
    return left.compareTo(NO_TIME) < 0 ? NO_TIME : left;
  }

  private boolean mustEnd() {
    return labels >= LABELS_FOR_ALL || cells >= CELLS_FOR_ALL || stop.requested();
  }

  /**
   * The result of a search that has proven that there is no feasible plan. Where time is limited,
   * the explanation gets the time that the search has left; it reports what it has found by then,
   * and whether that is before it had checked every limit.
   */
  public static PlanningResult.Infeasible explain(
      PlanningProblem problem, SearchOptions options, SearchRecord search) {
    if (!options.isExplained()) {
      return new PlanningResult.Infeasible(List.of(), false, true, search);
    }
    Infeasibility question = new Infeasibility(problem, options, search.elapsedMs());
    // First the question that always has an answer, in case the others use up the budget.
    List<Violation> all = question.allLimits();
    List<Violation> single = question.singleLimits();
    boolean isPartial = question.mustEnd();
    return single.isEmpty()
        ? new PlanningResult.Infeasible(all, false, isPartial, search)
        : new PlanningResult.Infeasible(single, true, isPartial, search);
  }

  /** For each limit that could be relaxed alone, the excess of the nearest plan over it. */
  private List<Violation> singleLimits() {
    List<Violation> enough = new ArrayList<>();
    for (int d = 0; d < problem.devices().size() && !mustEnd(); d++) {
      for (int l = 0; l < problem.sliceLimits().size() && !mustEnd(); l++) {
        SliceLimit limit = problem.sliceLimits().get(l);
        Device device = problem.devices().get(d);
        if (limit.allowed(problem, device).isPresent() && limit.isKnown(device)) {
          int limitIndex = l;
          int deviceIndex = d;
          addNearest(
              factor -> LimitFactors.slice(problem, limitIndex, deviceIndex, factor), enough);
        }
      }
    }
    for (int i = 0; i < problem.pathLimits().size() && !mustEnd(); i++) {
      int limitIndex = i;
      addNearest(factor -> LimitFactors.path(problem, limitIndex, factor), enough);
    }
    enough.sort(Comparator.comparingDouble(Violation::factorNeeded));
    return enough;
  }

  private void addNearest(DoubleFunction<LimitFactors> limits, List<Violation> found) {
    nearest(limits).ifPresent(plan -> found.addAll(PlanValidator.violations(plan)));
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

  /** Factor by which the tightest limit of a plan must be relaxed. */
  private static double factorNeeded(Plan plan) {
    return PlanValidator.violations(plan).stream()
        .mapToDouble(Violation::factorNeeded)
        .reduce(1, Math::max);
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
      if (mustEnd()) {
        return List.of(); // whether this pin is the first that cannot be kept is not known
      }
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
    if (stop.requested()) {
      return Optional.empty(); // tables of a large problem take their time
    }
    cells += (long) relaxed.linearization().length() * relaxed.devices().size();
    Certificate outcome =
        Certificate.of(
            relaxed,
            new CostTables(relaxed, limits),
            Double.POSITIVE_INFINITY,
            LABELS_FOR_QUESTION,
            stop);
    labels += outcome.labels();
    return outcome.slices().map(slices -> PlanEvaluator.evaluate(problem, slices));
  }
}

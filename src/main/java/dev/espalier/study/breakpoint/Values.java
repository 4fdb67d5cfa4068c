package dev.espalier.study.breakpoint;

import dev.espalier.cost.PlanEvaluator;
import dev.espalier.cost.PlanValidator;
import dev.espalier.plan.Plan;
import dev.espalier.plan.PlanningProblem;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.DoubleFunction;

/** The values of a parameter that were planned, each once. */
final class Values {
  private final Searches searches;
  private final DoubleFunction<PlanningProblem> problems;
  private final TreeMap<Double, Solved> solved = new TreeMap<>();

  Values(Searches searches, DoubleFunction<PlanningProblem> problems) {
    this.searches = searches;
    this.problems = problems;
  }

  /** The same values of other problems; searches of both count together. */
  Values on(DoubleFunction<PlanningProblem> others) {
    return new Values(searches, others);
  }

  /** Whether no more may be planned. */
  boolean isStopped() {
    return searches.isStopped();
  }

  /** Plans a value, starting from the plans of its neighbors. */
  Solved at(double x) {
    Solved known = solved.get(x);
    if (known != null) {
      return known;
    }
    Solved found = new Solved(x, searches.plan(String.valueOf(x), problems.apply(x), neighbors(x)));
    solved.put(x, found);
    return found;
  }

  private List<Plan> neighbors(double x) {
    List<Plan> plans = new ArrayList<>();
    Optional.ofNullable(solved.lowerEntry(x))
        .flatMap(entry -> entry.getValue().plan())
        .ifPresent(plans::add);
    Optional.ofNullable(solved.higherEntry(x))
        .flatMap(entry -> entry.getValue().plan())
        .ifPresent(plans::add);
    return plans;
  }

  /** The stretch of a plan between two values; of none where there is none. */
  Stretch stretch(double from, double to, Solved of, boolean proven) {
    if (of.plan().isEmpty()) {
      return new Stretch(
          from, to, Optional.empty(), Optional.empty(), Optional.of(of.answer().reason()), proven);
    }
    Plan plan = of.plan().get();
    return new Stretch(
        from,
        to,
        Optional.of(priced(plan, from)),
        Optional.of(priced(plan, to)),
        Optional.empty(),
        proven);
  }

  /** The stretch of values that were not looked at. */
  static Stretch unknown(double from, double to) {
    return new Stretch(
        from, to, Optional.empty(), Optional.empty(), Optional.of(Stretch.NOT_SEARCHED), false);
  }

  /** The slices of a plan at another value. */
  Plan priced(Plan plan, double x) {
    return PlanEvaluator.evaluate(problems.apply(x), plan.slices());
  }

  /**
   * Whether the plan of a stretch without limits keeps those of these problems at both ends; where
   * it is proven that there is none, there is none with limits.
   */
  boolean allow(Stretch stretch) {
    return stretch
        .first()
        .map(plan -> isAllowed(plan, stretch.from()) && isAllowed(plan, stretch.to()))
        .orElse(stretch.proven());
  }

  private boolean isAllowed(Plan plan, double x) {
    return PlanValidator.violations(priced(plan, x)).isEmpty();
  }
}

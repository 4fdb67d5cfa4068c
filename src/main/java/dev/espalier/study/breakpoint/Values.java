package dev.espalier.study.breakpoint;

import dev.espalier.cost.PlanEvaluator;
import dev.espalier.cost.PlanValidator;
import dev.espalier.plan.Plan;
import dev.espalier.plan.PlanningProblem;
import dev.espalier.search.Planner;
import dev.espalier.search.PlanningResult;
import dev.espalier.search.SearchOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.DoubleFunction;

/** The values of a parameter that were planned, each once. */
final class Values {
  /** Maximum number of searches: more would take hours. */
  private static final int MAX_SEARCHES = 10_000;

  private final Planner planner;
  private final SearchOptions options;
  private final Consumer<String> listener;
  private final DoubleFunction<PlanningProblem> problems;
  private final TreeMap<Double, Solved> solved = new TreeMap<>();
  private final int[] searches;

  Values(
      Planner planner,
      SearchOptions options,
      Consumer<String> listener,
      DoubleFunction<PlanningProblem> problems) {
    this(planner, options, listener, problems, new int[1]);
  }

  private Values(
      Planner planner,
      SearchOptions options,
      Consumer<String> listener,
      DoubleFunction<PlanningProblem> problems,
      int[] searches) {
    this.planner = planner;
    this.options = options;
    this.listener = listener;
    this.problems = problems;
    this.searches = searches;
  }

  /** The same values of other problems; searches of both count together. */
  Values on(DoubleFunction<PlanningProblem> others) {
    return new Values(planner, options, listener, others, searches);
  }

  int searches() {
    return searches[0];
  }

  /** Whether no more may be planned. */
  boolean isStopped() {
    return searches[0] >= MAX_SEARCHES
        || options.cancelled().getAsBoolean()
        || Thread.currentThread().isInterrupted();
  }

  /** Plans a value, starting from the plans of its neighbors. */
  Solved at(double x) {
    Solved known = solved.get(x);
    if (known != null) {
      return known;
    }
    searches[0]++;
    listener.accept("value %d: %s".formatted(searches[0], x));
    PlanningProblem problem = problems.apply(x);
    PlanningResult result = planner.plan(problem, options.withStartFrom(neighbors(x)));
    Solved found = new Solved(x, problem, result);
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
          from, to, Optional.empty(), Optional.empty(), Optional.of(of.reason()), proven);
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

package dev.espalier.study.explain;

import dev.espalier.cost.PlanEvaluator;
import dev.espalier.cost.PlanValidator;
import dev.espalier.plan.Plan;
import dev.espalier.plan.PlanningProblem;
import dev.espalier.plan.Slice;
import dev.espalier.plan.Violation;
import dev.espalier.search.Planner;
import dev.espalier.search.PlanningResult;
import dev.espalier.search.SearchOptions;
import dev.espalier.search.StopSignal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.ToDoubleFunction;

/**
 * Explains a plan by planning again after each change of the devices and links that may matter to
 * it ({@link Change.Kind}).
 *
 * <p>Guarantee: the optimum moves by an amount within each {@link Effect}; the amount is exact
 * where the planner proves the plans before and after. Each search starts from the plan that is
 * explained. Where time is limited, every change gets an equal part of what is left; after that, a
 * change is judged by the plan itself and a bound alone. Reproducible as the planner is.
 * Thread-safe if the planner and the bound are.
 */
public final class Explainer {
  private final Planner planner;
  private final SearchOptions options;
  private final ToDoubleFunction<PlanningProblem> bound;
  private final Consumer<String> listener;

  /**
   * Creates an explainer.
   *
   * @param planner plans again after each change
   * @param options options of each search, and the time for all of them
   * @param bound a lower bound of the value of every feasible plan of a problem, 0 if none is known
   * @param listener receives progress updates: which change is next
   */
  public Explainer(
      Planner planner,
      SearchOptions options,
      ToDoubleFunction<PlanningProblem> bound,
      Consumer<String> listener) {
    this.planner = planner;
    this.options = options;
    this.bound = bound;
    this.listener = listener;
  }

  /** Explains a plan. */
  public Explanation explain(PlanningResult.Planned base) {
    StopSignal stop = StopSignal.start(options);
    List<Change> changes = Changes.of(base.plan());
    List<Effect> effects = new ArrayList<>();
    for (Change change : changes) {
      int left = changes.size() - effects.size();
      listener.accept("explaining: " + change.text());
      effects.add(effect(base, change, left, stop));
    }
    effects.sort(Comparator.comparingDouble(effect -> -size(base, effect)));
    return new Explanation(base, effects);
  }

  /** How large an effect is; those of which nothing is known come last. */
  private static double size(PlanningResult.Planned base, Effect effect) {
    if (effect.impossible()) {
      return Double.POSITIVE_INFINITY;
    }
    return effect.plan().map(plan -> Math.abs(plan.value() - base.plan().value())).orElse(-1.0);
  }

  private Effect effect(PlanningResult.Planned base, Change change, int left, StopSignal stop) {
    if (change.problem().isEmpty()) {
      return Effect.none(change, change.contradiction().orElseThrow());
    }
    PlanningProblem problem = change.problem().get();
    if (stop.requested()) {
      Optional<Plan> same = same(base.plan().slices(), problem);
      Optional<String> reason =
          same.isPresent() ? Optional.empty() : Optional.of("no time was left to plan again");
      return Effect.of(base, change, same, 0, false, reason);
    }
    PlanningResult result = planner.plan(problem, part(left, stop, base.plan()));
    double lowerBound = bound.applyAsDouble(problem);
    if (result instanceof PlanningResult.Planned planned) {
      double proven = Math.max(lowerBound, planned.lowerBound());
      return Effect.of(
          base,
          change,
          Optional.of(planned.plan()),
          Math.min(proven, planned.plan().value()),
          planned.optimal(),
          Optional.empty());
    }
    if (result instanceof PlanningResult.Infeasible infeasible) {
      return Effect.none(change, reason(infeasible.violations()));
    }
    Optional<Plan> same = same(base.plan().slices(), problem);
    Optional<String> reason =
        same.isPresent() ? Optional.empty() : Optional.of("no plan was found in the time");
    return Effect.of(base, change, same, lowerBound, false, reason);
  }

  private static String reason(List<Violation> violations) {
    return violations.isEmpty() ? "no feasible plan" : violations.get(0).message();
  }

  private SearchOptions part(int left, StopSignal stop, Plan start) {
    SearchOptions rest = stop.rest(options).withStartFrom(List.of(start));
    return rest.timeLimit()
        .map(limit -> limit.dividedBy(left))
        .map(part -> part.isZero() ? Duration.ofNanos(1) : part)
        .map(rest::withTimeLimit)
        .orElse(rest);
  }

  /** The same slices after the change, if they may still be deployed. */
  private static Optional<Plan> same(List<Slice> slices, PlanningProblem problem) {
    return Optional.of(PlanEvaluator.evaluate(problem, slices))
        .filter(plan -> PlanValidator.violations(plan).isEmpty());
  }
}

package dev.espalier.study.explain;

import dev.espalier.error.InvalidFieldException;
import dev.espalier.plan.Plan;
import dev.espalier.plan.PlanningProblem;
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
  private final Consumer<String> listener;

  /**
   * Creates an explainer.
   *
   * @param planner plans again after each change
   * @param options options of each search, and the time for all of them
   * @param listener receives progress updates: which change is next
   */
  public Explainer(Planner planner, SearchOptions options, Consumer<String> listener) {
    this.planner = planner;
    this.options = options;
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
    if (stop.requested()) {
      return Effect.unplanned(change);
    }
    PlanningProblem problem;
    try {
      problem = change.problem();
    } catch (InvalidFieldException e) {
      return Effect.none(change, e.getMessage());
    }
    PlanningResult result = planner.plan(problem, part(base, left, stop));
    if (result instanceof PlanningResult.Planned planned) {
      Optional<Plan> plan = Optional.of(planned.plan());
      return Effect.of(
          base, change, plan, planned.lowerBound(), planned.optimal(), Optional.empty());
    }
    if (result instanceof PlanningResult.Infeasible infeasible) {
      return Effect.none(change, reason(infeasible.violations()));
    }
    Optional<String> reason = Optional.of("no plan was found in the time");
    return Effect.of(base, change, Optional.empty(), 0, false, reason);
  }

  private static String reason(List<Violation> violations) {
    return violations.isEmpty() ? "no feasible plan" : violations.get(0).message();
  }

  private SearchOptions part(PlanningResult.Planned base, int left, StopSignal stop) {
    SearchOptions rest = stop.rest(options).withStartFrom(List.of(base.plan()));
    Duration half = Duration.ofNanos(1 + (long) (base.search().elapsedMs() * 1e6 / 2));
    return rest.timeLimit()
        .map(limit -> max(limit.dividedBy(left), min(limit, half)))
        .map(rest::withTimeLimit)
        .orElse(rest);
  }

  private static Duration max(Duration a, Duration b) {
    return a.compareTo(b) > 0 ? a : b;
  }

  private static Duration min(Duration a, Duration b) {
    return a.compareTo(b) < 0 ? a : b;
  }
}

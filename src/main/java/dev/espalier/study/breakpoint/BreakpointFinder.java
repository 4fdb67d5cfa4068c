package dev.espalier.study.breakpoint;

import dev.espalier.device.DeviceCatalog;
import dev.espalier.model.BranchyNet;
import dev.espalier.plan.PlanningProblem;
import dev.espalier.search.Planner;
import dev.espalier.search.SearchOptions;
import dev.espalier.study.sweep.Parameter;
import dev.espalier.study.sweep.Setting;
import dev.espalier.study.sweep.Value;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.DoubleFunction;

/**
 * Finds every value of a parameter at which the best plan changes.
 *
 * <p>Method: the value of a fixed plan is affine in the parameter, or in its reciprocal where that
 * is a bandwidth, so that the value of the best one is concave. Where the plans of two values
 * differ, their lines cross in between; if the optimum at the crossing is no better, the plan
 * changes there and nowhere else, and otherwise both sides are searched. After Eisner and Severance
 * (Mathematical techniques for efficient record segmentation in large shared databases, Journal of
 * the ACM 23(4), 1976). Limits on energy are left out at first: where the plans found keep them at
 * both ends of their stretches, they keep them in between, and are the best ones.
 *
 * <p>Guarantee: a stretch that is {@code proven} has no better plan anywhere. Of plans that are
 * equally good on a stretch, one is named; a plan that is only as good as others at a single value
 * is not. Where the limits decide which plan is the best one, and for a bottleneck, the range is
 * bisected instead, down to a relative distance of {@value Bisection#PRECISION}, from at least
 * {@value Bisection#PARTS} equal parts; such stretches are not proven. Complexity: two searches for
 * each plan where the first method applies. Reproducible as the planner is.
 */
public final class BreakpointFinder {
  private final Planner planner;
  private final SearchOptions options;
  private final Consumer<String> listener;

  /**
   * Creates a finder.
   *
   * @param planner planner of every value; only what it proves is proven
   * @param options options of each search
   * @param listener receives progress updates: which value is planned
   */
  public BreakpointFinder(Planner planner, SearchOptions options, Consumer<String> listener) {
    this.planner = planner;
    this.options = options;
    this.listener = listener;
  }

  /**
   * Finds the breakpoints of a parameter of numbers.
   *
   * @param base what is varied
   * @param from lower end of the range
   * @param to upper end of the range, which is larger
   * @param problems builds the problem of a network on devices
   * @throws IllegalArgumentException if the range is empty, or there is no problem at one of its
   *     values
   */
  public Breakpoints find(
      Setting base,
      Parameter parameter,
      double from,
      double to,
      BiFunction<BranchyNet, DeviceCatalog, PlanningProblem> problems) {
    if (!(from < to)) {
      throw new IllegalArgumentException(
          "range must not be empty but is %s:%s".formatted(from, to));
    }
    PlanningProblem given = problems.apply(base.net(), base.catalog());
    DoubleFunction<PlanningProblem> at = x -> problem(base, parameter, x, problems);
    Searches searches = new Searches(planner, options, listener);
    Values values = new Values(searches, at);
    Scale scale = new Scale(parameter);
    List<Stretch> stretches = new ArrayList<>();
    if (Scale.isAffine(given) && !scale.isLimitingElse(given)) {
      boolean isLimited = scale.isLimitingEnergy(given);
      Values free = isLimited ? values.on(x -> Unlimited.energy(at.apply(x))) : values;
      for (Stretch stretch : new Envelope(free, scale).stretches(given, from, to)) {
        boolean isKept = !isLimited || values.allow(stretch);
        stretches.addAll(
            isKept
                ? List.of(stretch)
                : new Bisection(values, scale).stretches(stretch.from(), stretch.to()));
      }
    } else {
      stretches.addAll(new Bisection(values, scale).stretches(from, to));
    }
    return new Breakpoints(
        base, given, parameter, merged(stretches), searches.count(), !searches.isStopped());
  }

  /**
   * The problem at a value of a parameter.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static PlanningProblem problem(
      Setting base,
      Parameter parameter,
      double x,
      BiFunction<BranchyNet, DeviceCatalog, PlanningProblem> problems) {
    Setting setting = parameter.set(base, Value.of(BigDecimal.valueOf(x)));
    return problems.apply(setting.net(), setting.catalog());
  }

  private static List<Stretch> merged(List<Stretch> stretches) {
    List<Stretch> merged = new ArrayList<>();
    for (Stretch next : stretches) {
      int last = merged.size() - 1;
      if (last >= 0 && merged.get(last).continuesIn(next)) {
        merged.set(last, merged.get(last).with(next));
      } else {
        merged.add(next);
      }
    }
    return merged;
  }
}

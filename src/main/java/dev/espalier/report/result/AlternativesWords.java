package dev.espalier.report.result;

import dev.espalier.plan.Plan;
import dev.espalier.plan.Violation;
import dev.espalier.report.Numbers;
import dev.espalier.report.Timeline.Level;
import dev.espalier.search.PlanningResult;
import dev.espalier.study.Alternatives;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** Lists plans to compare with the best one, a line each. */
final class AlternativesWords {
  private AlternativesWords() {}

  /** The values as lines. */
  static List<String> lines(List<Level> levels) {
    return levels.stream().map(level -> level.name() + ": " + level.label()).toList();
  }

  /**
   * The values, to compare them.
   *
   * @param shown the plan that is shown in full
   */
  static List<Level> levels(Alternatives alternatives, Plan shown) {
    PlanningResult.Planned best = alternatives.best();
    boolean isTime = shown.problem().objective().isInMs();
    return List.of(
        new Level(
            "best single device",
            value(alternatives.singleDevice()),
            isTime,
            single(alternatives, shown)),
        new Level(
            "simplest plan within " + percent(alternatives.tolerance()),
            value(Optional.of(alternatives.simplest())),
            isTime,
            simplest(alternatives, shown)),
        new Level(
            best.optimal() ? "optimum" : "best plan found",
            value(Optional.of(best.plan())),
            isTime,
            plan(best.plan(), best.plan(), shown)));
  }

  private static OptionalDouble value(Optional<Plan> plan) {
    return plan.stream().mapToDouble(Plan::value).findFirst();
  }

  private static String single(Alternatives alternatives, Plan shown) {
    Optional<Plan> single = alternatives.singleDevice();
    if (alternatives.singleDeviceProven()) {
      return single
          .map(plan -> plan(plan, alternatives.best().plan(), shown))
          .orElseGet(() -> "none meets every limit" + obstacle(alternatives));
    }
    return single
            .map(plan -> plan(plan, alternatives.best().plan(), shown) + " ")
            .orElse("none found ")
        + "(not every device was tried in the time)";
  }

  /** Only limits of devices; those of the whole plan are no matter of the device. */
  private static String obstacle(Alternatives alternatives) {
    return alternatives
        .obstacle()
        .filter(Violation.LimitExceeded.class::isInstance)
        .map(Violation.LimitExceeded.class::cast)
        .map(
            broken ->
                "; %s comes closest: %s %s/%s %s"
                    .formatted(
                        broken.subject(),
                        broken.limit().name(),
                        Numbers.rough(broken.needed()),
                        Numbers.rough(broken.allowed()),
                        broken.limit().unit()))
        .orElse("");
  }

  private static String simplest(Alternatives alternatives, Plan shown) {
    return plan(alternatives.simplest(), alternatives.best().plan(), shown)
        + (alternatives.proven() ? "" : " (not proven to be the simplest)");
  }

  private static String plan(Plan plan, Plan best, Plan shown) {
    String value = PlanReport.inUnit(plan.problem(), plan.value()) + excess(plan, best);
    return plan.slices().equals(shown.slices())
        ? value + ", this plan"
        : value + ", " + PlanReport.route(plan);
  }

  private static String excess(Plan plan, Plan best) {
    double excess = plan.value() / best.value() - 1;
    return excess > 0 ? " (+%s)".formatted(Numbers.percent(excess)) : "";
  }

  private static String percent(double fraction) {
    return new BigDecimal(100 * fraction)
            .round(new MathContext(6))
            .stripTrailingZeros()
            .toPlainString()
        + "%";
  }
}

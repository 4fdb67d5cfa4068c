package dev.espalier.report.result;

import dev.espalier.plan.Plan;
import dev.espalier.report.Numbers;
import dev.espalier.search.PlanningResult;
import dev.espalier.study.Alternatives;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.Optional;

/** Lists plans to compare with the best one, a line each. */
final class AlternativesWords {
  private AlternativesWords() {}

  /**
   * The lines.
   *
   * @param shown the plan that is shown in full
   */
  static List<String> of(Alternatives alternatives, Plan shown) {
    PlanningResult.Planned best = alternatives.best();
    return List.of(
        "best single device: " + single(alternatives, shown),
        "simplest plan within %s: %s"
            .formatted(percent(alternatives.tolerance()), simplest(alternatives, shown)),
        "%s: %s"
            .formatted(
                best.optimal() ? "optimum" : "best plan found",
                plan(best.plan(), best.plan(), shown)));
  }

  private static String single(Alternatives alternatives, Plan shown) {
    Optional<Plan> single = alternatives.singleDevice();
    if (alternatives.singleDeviceProven()) {
      return single
          .map(plan -> plan(plan, alternatives.best().plan(), shown))
          .orElse("none meets every limit");
    }
    return single
            .map(plan -> plan(plan, alternatives.best().plan(), shown) + " ")
            .orElse("none found ")
        + "(not every device was tried in the time)";
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

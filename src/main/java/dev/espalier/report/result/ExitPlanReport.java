package dev.espalier.report.result;

import dev.espalier.exit.ExitUse;
import dev.espalier.plan.Plan;
import dev.espalier.report.Note;
import dev.espalier.report.Report;
import dev.espalier.report.Title;
import dev.espalier.search.joint.ExitDemand;
import dev.espalier.search.joint.ExitPlan;
import dev.espalier.search.joint.ExitPlans;
import dev.espalier.search.joint.JointResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Shows one plan that decides on exits, with all details. */
final class ExitPlanReport {
  private final ExitPlan plan;
  private final ExitPlans.Summary plans;

  private ExitPlanReport(ExitPlan plan, ExitPlans.Summary plans) {
    this.plan = plan;
    this.plans = plans;
  }

  /**
   * Describes the only plan of an answer.
   *
   * @param result the answer: a plan that meets its demand, or the one that comes closest
   * @param plans the plans that it was chosen from
   * @param exitData source of the exit behavior, and how it was used
   * @param isTimed whether to show how long the search took
   */
  static Report of(
      JointResult result, ExitPlans.Summary plans, Map<String, String> exitData, boolean isTimed) {
    ExitPlanReport report = new ExitPlanReport(result.plans().get(0), plans);
    Plan placed = report.plan.planned().plan();
    return PlanReport.report(
        report.title(result),
        placed,
        List.of(),
        new PlanTables(placed).exits(report.deployed()).withFooter(report.footer()),
        Note.of(
                List.of(
                    PlanReport.search(report.plan.planned(), isTimed), ExitWords.source(exitData)))
            .with(TimeSourceWords.of(placed.problem())));
  }

  private Title title(JointResult result) {
    Plan placed = plan.planned().plan();
    List<String> lines = new ArrayList<>();
    if (result instanceof JointResult.Unmet unmet) {
      String max = unmet.demand() instanceof ExitDemand.MinAccuracy ? "most accurate" : "fastest";
      lines.add("demand not met; the %s plan:".formatted(max));
    }
    lines.add(PlanReport.headline(placed));
    lines.add(
        "%s, accuracy %s under \"%s\"%s"
            .formatted(
                PlanReport.value(placed, proof()),
                ExitWords.percent(plan.accuracy()),
                plan.condition(),
                ExitWords.samples(plans)));
    return new Title(lines.get(0), lines.subList(1, lines.size()), List.of());
  }

  private String proof() {
    String choices = ExitWords.choices(plans.size());
    if (!plans.isComplete() || plans.planned().isPresent()) {
      return "best of %s, not proven".formatted(choices);
    }
    return plan.planned().optimal()
        ? "proven optimal among " + choices
        : PlanReport.proof(plan.planned()) + ", of " + choices;
  }

  private List<ExitUse> deployed() {
    return plan.behavior().exits().stream().filter(ExitUse::deployed).toList();
  }

  /** The exits that are not deployed and the reasons, and caveats about the data. */
  private List<String> footer() {
    List<String> footer = new ArrayList<>();
    plan.dropped()
        .forEach(
            dropped ->
                footer.add("%s not deployed: %s".formatted(dropped.exit(), dropped.reason())));
    footer.addAll(ExitWords.caveats(List.of(plan), plans));
    ExitWords.unproven(List.of(plans)).ifPresent(footer::add);
    return footer;
  }
}

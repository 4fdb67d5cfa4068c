package dev.espalier.report.result;

import dev.espalier.plan.Objective;
import dev.espalier.plan.Plan;
import dev.espalier.plan.PlanningProblem;
import dev.espalier.report.Cell;
import dev.espalier.report.Column;
import dev.espalier.report.Heading;
import dev.espalier.report.Numbers;
import dev.espalier.report.Report;
import dev.espalier.report.Table;
import dev.espalier.report.Value;
import dev.espalier.study.explain.Effect;
import dev.espalier.study.explain.Explanation;
import java.util.ArrayList;
import java.util.List;

/** Shows what changes would do to a plan: a row for each change, the largest effect first. */
public final class ExplanationTable {
  /** Number of slices that people read one by one. */
  private static final int MAX_ROUTE = 8;

  private final Explanation explanation;
  private final PlanningProblem problem;

  private ExplanationTable(Explanation explanation) {
    this.explanation = explanation;
    problem = explanation.base().plan().problem();
  }

  /** The report of a plan with its explanation at the end, which is also what programs read. */
  public static Report below(Report report, Explanation explanation) {
    Table table = new ExplanationTable(explanation).table();
    return report.with(new Heading("What would change the plan")).with(table).withData(table);
  }

  private Table table() {
    Objective objective = problem.objective();
    Table table =
        Table.of(explanation.effects().stream().filter(Effect::planned).toList())
            .words(Column.words("change", "change"), effect -> effect.change().text())
            .column(
                PlanReport.valueColumn(objective, PlanReport.shortTitle(objective)),
                ExplanationTable::value)
            .column(
                Column.numbers(
                        "effect",
                        Column.key("minEffect", objective.unit()),
                        Column.key("maxEffect", objective.unit()),
                        "proven")
                    .in(objective.unit()),
                this::effect)
            .column(Column.words("plan", "plan", "reason"), this::plan)
            .build();
    return table.withFooter(footer());
  }

  private static Cell value(Effect effect) {
    return effect.plan().map(plan -> Cell.number(plan.value())).orElse(Cell.of(Cell.NOTHING));
  }

  private Cell effect(Effect effect) {
    return Cell.of(
        words(effect),
        Value.finite(effect.minEffect()),
        Value.finite(effect.maxEffect()),
        Value.of(effect.proven()));
  }

  private String words(Effect effect) {
    if (effect.impossible()) {
      return "no plan";
    }
    if (effect.proven()) {
      return signed(effect.minEffect());
    }
    return "%s to %s".formatted(signed(effect.minEffect()), signed(effect.maxEffect()));
  }

  private static String signed(double number) {
    if (Double.isInfinite(number)) {
      return "no plan";
    }
    return (number > 0 ? "+" : "") + Numbers.of(number);
  }

  /** The devices of the plan in order, or why there is none. */
  private Cell plan(Effect effect) {
    String reason = effect.reason().orElse("");
    return effect
        .plan()
        .map(plan -> Cell.of(words(plan), Value.of(PlanReport.route(plan)), Value.NONE))
        .orElseGet(() -> Cell.of(reason, Value.NONE, Value.of(reason)));
  }

  private String words(Plan plan) {
    if (plan.slices().equals(explanation.base().plan().slices())) {
      return "the same";
    }
    int count = plan.slices().size();
    return count > MAX_ROUTE ? Numbers.count(count, "slice") : PlanReport.route(plan);
  }

  private List<String> footer() {
    List<String> lines = new ArrayList<>();
    List<Effect> planned = explanation.effects().stream().filter(Effect::planned).toList();
    int late = explanation.effects().size() - planned.size();
    if (explanation.effects().isEmpty()) {
      lines.add("nothing that this plan depends on could be changed");
    } else if (!planned.isEmpty()) {
      lines.add(
          planned.stream().allMatch(Effect::proven)
              ? "effect: on the optimum, proven"
              : "effect: on the optimum; a range where a plan is not proven optimal");
    }
    if (late > 0) {
      lines.add("no time was left to plan again after " + Numbers.count(late, "more change"));
    }
    return lines;
  }
}

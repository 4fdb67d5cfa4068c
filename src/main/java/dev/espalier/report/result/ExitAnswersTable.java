package dev.espalier.report.result;

import dev.espalier.exit.ExitUse;
import dev.espalier.plan.Objective;
import dev.espalier.report.Cell;
import dev.espalier.report.Column;
import dev.espalier.report.Table;
import dev.espalier.report.Value;
import dev.espalier.search.joint.ExitAnswer;
import dev.espalier.search.joint.ExitPlan;
import dev.espalier.search.joint.JointResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;

/** The table of plans that decide on exits: a row for each plan. */
final class ExitAnswersTable {
  private static final Cell NOTHING = Cell.of(Cell.NOTHING);

  private final List<String> exits;
  private final Objective objective;
  private final List<ExitAnswer> answers;

  /**
   * Answers to show.
   *
   * @param exits names of all exits
   */
  ExitAnswersTable(Objective objective, List<String> exits, List<ExitAnswer> answers) {
    this.objective = objective;
    this.exits = exits;
    this.answers = answers;
  }

  /**
   * A plan, or that there is none.
   *
   * @param route the text of its slices in the row
   * @param isDitto whether the row above has the same text
   */
  private record Line(ExitAnswer answer, Optional<ExitPlan> plan, String route, boolean isDitto) {

    /** The cell of a plan; nothing if there is none. */
    Cell ofPlan(Function<ExitPlan, Cell> cell) {
      return plan.map(cell).orElse(NOTHING);
    }
  }

  private List<Line> lines() {
    List<Line> lines = new ArrayList<>();
    String above = "";
    for (ExitAnswer answer : answers) {
      List<ExitPlan> plans = answer.result().plans();
      List<Optional<ExitPlan>> shown =
          plans.isEmpty() ? List.of(Optional.empty()) : plans.stream().map(Optional::of).toList();
      for (Optional<ExitPlan> plan : shown) {
        String route =
            plan.map(each -> PlanReport.route(each.planned().plan())).orElse(Cell.NOTHING);
        lines.add(new Line(answer, plan, route, route.equals(above)));
        above = route;
      }
    }
    return lines;
  }

  Table table() {
    Table.Builder<Line> table = Table.of(lines());
    addQuestions(table);
    addNumbers(table);
    for (int e = 0; e < exits.size(); e++) {
      int exit = e;
      String name = exits.get(e);
      table.column(
          Column.words(name, name + ".threshold", name + ".probability", name + ".accuracy"),
          line -> line.ofPlan(plan -> exit(plan.behavior().exits().get(exit))));
    }
    return table.column(Column.words("plan", "plan"), ExitAnswersTable::plan).build();
  }

  /** Under which condition, and whether the demand is met; people see them where they differ. */
  private void addQuestions(Table.Builder<Line> table) {
    boolean hasConditions = answers.size() > 1;
    boolean hasSamples = answers.get(0).plans().samples().isPresent();
    boolean hasUnmet = answers.stream().anyMatch(answer -> !answer.result().isMet());
    table.words(
        Column.words("condition", "condition").shownIf(hasConditions),
        line -> line.answer.plans().condition());
    if (hasConditions && hasSamples) {
      table.column(
          Column.numbers("samples"),
          line -> Cell.integer(line.answer.plans().samples().getAsInt()));
    }
    table.column(
        Column.words("demand", "demand").shownIf(hasUnmet), line -> demand(line.answer.result()));
  }

  private void addNumbers(Table.Builder<Line> table) {
    table
        .column(
            PlanReport.valueColumn(objective, objective.isInMs() ? "latency" : objective.label()),
            line -> line.ofPlan(plan -> Cell.number(plan.value())))
        .column(
            Column.numbers("accuracy", "accuracy"), line -> line.ofPlan(ExitAnswersTable::accuracy))
        .column(
            Column.hidden("optimal"),
            line -> line.ofPlan(plan -> Cell.of("", Value.of(plan.planned().optimal()))));
  }

  private static Cell accuracy(ExitPlan plan) {
    return Cell.number(OptionalDouble.of(plan.accuracy()), ExitWords::percent);
  }

  private static Cell demand(JointResult result) {
    if (result.isMet()) {
      return Cell.text("met");
    }
    return result.plans().isEmpty()
        ? Cell.of("no plan found", Value.of("no plan"))
        : Cell.of("not met; closest:", Value.of("not met"));
  }

  private static Cell exit(ExitUse use) {
    Value probability = use.deployed() ? Value.of(use.probability()) : Value.NONE;
    return Cell.of(shown(use), Value.of(use.threshold()), probability, Value.of(use.accuracy()));
  }

  private static String shown(ExitUse use) {
    if (!use.deployed()) {
      return Cell.NOTHING;
    }
    String probability = "(" + ExitWords.percent(use.probability()) + ")";
    return use.threshold().isPresent() ? ExitWords.threshold(use) + " " + probability : probability;
  }

  private static Cell plan(Line line) {
    return Cell.of(
        line.isDitto ? Cell.DITTO : line.route,
        line.plan.isPresent() ? Value.of(line.route) : Value.NONE);
  }
}

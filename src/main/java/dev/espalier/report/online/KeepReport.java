package dev.espalier.report.online;

import dev.espalier.plan.Objective;
import dev.espalier.plan.Plan;
import dev.espalier.plan.PlanningProblem;
import dev.espalier.plan.Slice;
import dev.espalier.plan.Violation;
import dev.espalier.report.Block;
import dev.espalier.report.Cell;
import dev.espalier.report.Column;
import dev.espalier.report.Items;
import dev.espalier.report.Note;
import dev.espalier.report.Numbers;
import dev.espalier.report.Report;
import dev.espalier.report.Table;
import dev.espalier.report.Title;
import dev.espalier.report.Value;
import dev.espalier.search.online.Decision;
import dev.espalier.search.online.Move;
import dev.espalier.search.online.MovePolicy;
import dev.espalier.study.SliceWords;
import java.util.ArrayList;
import java.util.List;

/** Shows whether a plan in force is kept: what it costs now, the best plan, and the move. */
public final class KeepReport {
  private KeepReport() {}

  /**
   * Describes a decision.
   *
   * @param decision the decision, with a best plan
   * @param policy by which it was made
   */
  public static Report of(Decision decision, MovePolicy policy) {
    PlanningProblem problem = decision.best().orElseThrow().problem();
    List<Block> blocks = new ArrayList<>();
    blocks.add(
        Title.of(
            "%s on %s: %s"
                .formatted(
                    problem.linearization().net().name(),
                    problem.catalog().name(),
                    decision.action().isMove() ? "move" : "keep the plan in force"),
            DecisionText.of(decision)));
    blocks.add(plans(decision));
    decision
        .move()
        .filter(move -> move.devices() > 0)
        .ifPresent(move -> blocks.add(loads(problem, move)));
    if (!decision.violations().isEmpty()) {
      blocks.add(
          new Items(
              "the plan in force no longer works:",
              decision.violations().stream().map(Violation::message).toList()));
    }
    blocks.add(Note.of(notes(decision, policy)));
    return Report.of(blocks);
  }

  private record Row(String name, Plan plan) {}

  private static Table plans(Decision decision) {
    List<Row> rows = new ArrayList<>();
    decision.before().ifPresent(plan -> rows.add(new Row("in force", plan)));
    decision.target().ifPresent(plan -> rows.add(new Row("to move to", plan)));
    rows.add(new Row("best", decision.best().orElseThrow()));
    Plan any = rows.get(0).plan();
    String unit = any.problem().objective().unit();
    return Table.of(rows)
        .column(Column.words("plan", "plan"), row -> Cell.text(row.name()))
        .column(
            Column.numbers(unit, Column.key("value", unit)), row -> Cell.number(row.plan().value()))
        .column(
            Column.words("slices", "slices"), row -> Cell.text(SliceWords.of(row.plan().slices())))
        .build();
  }

  private static Table loads(PlanningProblem problem, Move move) {
    return Table.of(move.slices())
        .column(Column.words("loads", "device"), loaded -> Cell.text(loaded.slice().device()))
        .column(
            Column.words("runs", "from", "to"),
            loaded ->
                Cell.of(
                    layers(problem, loaded.slice()),
                    Value.of(loaded.slice().from()),
                    Value.of(loaded.slice().to())))
        .column(
            Column.numbers("layers loaded", "layersLoaded"),
            loaded -> Cell.integer(loaded.layers()))
        .column(
            Column.numbers("weights", "weightBytes"),
            loaded -> Cell.of(Numbers.bytes(loaded.weightBytes()), Value.of(loaded.weightBytes())))
        .column(
            Column.numbers("time", "loadMs"),
            loaded -> Cell.of(Numbers.ms(loaded.loadMs()), Value.of(loaded.loadMs())))
        .build();
  }

  private static String layers(PlanningProblem problem, Slice slice) {
    String first = problem.linearization().layer(slice.from()).name();
    String last = problem.linearization().layer(slice.to() - 1).name();
    return first.equals(last) ? first : first + " to " + last;
  }

  private static List<String> notes(Decision decision, MovePolicy policy) {
    List<String> notes = new ArrayList<>();
    decision.move().ifPresent(move -> notes.add(pay(decision, move, policy)));
    String proof =
        decision.isOptimal()
            ? "the best plan is proven optimal"
            : "no plan is better than "
                + Numbers.of(decision.lowerBound())
                + " "
                + decision.best().orElseThrow().problem().objective().unit();
    notes.add(proof);
    return notes;
  }

  private static String pay(Decision decision, Move move, MovePolicy policy) {
    String pause = Numbers.ms(policy.switching().pausedMs(move.loadMs()));
    if (decision.before().isEmpty() || decision.target().isEmpty()) {
      return "the move pauses for " + pause;
    }
    double saved = decision.before().get().value() - decision.target().get().value();
    Objective objective = decision.best().orElseThrow().problem().objective();
    double cost = policy.switching().cost(objective, move.loadMs());
    String costs =
        objective.isInMs()
            ? ", which costs as much as %s %s over %s s"
                .formatted(
                    Numbers.of(cost / policy.horizonSeconds()),
                    objective.unit(),
                    Numbers.of(policy.horizonSeconds()))
            : "";
    return "the move pauses for %s%s; it saves %s %s"
        .formatted(pause, costs, Numbers.of(saved), objective.unit());
  }
}

package dev.espalier.report.result;

import dev.espalier.exit.ExitUse;
import dev.espalier.model.Exit;
import dev.espalier.plan.Objective;
import dev.espalier.plan.Plan;
import dev.espalier.plan.Violation;
import dev.espalier.report.Cell;
import dev.espalier.report.Column;
import dev.espalier.report.Numbers;
import dev.espalier.report.Table;
import dev.espalier.report.Value;
import dev.espalier.search.PlanningResult;
import dev.espalier.study.SliceWords;
import dev.espalier.study.sweep.Axis;
import dev.espalier.study.sweep.Sweep;
import dev.espalier.study.sweep.SweepPoint;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;

/** The table of a sweep: a row for each point. */
final class SweepTable {
  private static final Cell NOTHING = Cell.of(Cell.NOTHING);

  private final Sweep sweep;

  SweepTable(Sweep sweep) {
    this.sweep = sweep;
  }

  /**
   * A point.
   *
   * @param isDitto whether it has the plan of the one before it on the same line
   */
  private record Line(SweepPoint point, boolean isDitto) {

    /** The cell of its plan; nothing if it has none. */
    Cell ofPlan(Function<PlanningResult.Planned, Cell> cell) {
      return point.planned().map(cell).orElse(NOTHING);
    }
  }

  /**
   * The table.
   *
   * @param isTimed whether programs read how long each point took
   */
  Table table(boolean isTimed) {
    List<Line> lines =
        IntStream.range(0, sweep.points().size())
            .mapToObj(i -> new Line(sweep.points().get(i), isDitto(i)))
            .toList();
    Table.Builder<Line> table = Table.of(lines);
    for (int a = 0; a < sweep.grid().axes().size(); a++) {
      int axis = a;
      table.column(
          column(sweep.grid().axes().get(a)), line -> value(line.point.values().get(axis)));
    }
    boolean isMeasured = sweep.base().exits().isPresent();
    if (isMeasured) {
      table.column(Column.numbers("accuracy"), line -> accuracy(line.point));
      exits().forEach(exit -> table.column(Column.words(exit), line -> shown(use(line, exit))));
    }
    addPlans(table);
    if (isMeasured) {
      table.column(Column.hidden("accuracy"), line -> accuracy(line.point));
      exits()
          .forEach(
              exit ->
                  table.column(
                      Column.hidden(exit + ".probability", exit + ".accuracy"),
                      line -> data(use(line, exit))));
    }
    if (isTimed) {
      table.column(Column.hidden("elapsedMs"), line -> elapsed(line.point));
    }
    return table.build();
  }

  private List<String> exits() {
    return sweep.base().model().exits().stream().map(Exit::name).toList();
  }

  /** What an exit does at a point; empty if that was not measured, or if it is not deployed. */
  private static Optional<ExitUse> use(Line line, String exit) {
    return line.point.behavior().stream()
        .flatMap(behavior -> behavior.exits().stream())
        .filter(use -> use.name().equals(exit) && use.deployed())
        .findFirst();
  }

  private static Cell shown(Optional<ExitUse> exit) {
    return Cell.of(
        exit.map(
                use ->
                    ExitWords.percent(use.probability())
                        + (use.accuracy().isPresent()
                            ? " (%s)".formatted(ExitWords.percent(use.accuracy().getAsDouble()))
                            : ""))
            .orElse(Cell.NOTHING));
  }

  private static Cell data(Optional<ExitUse> exit) {
    return Cell.of(
        "",
        exit.map(use -> Value.of(use.probability())).orElse(Value.NONE),
        exit.map(use -> Value.of(use.accuracy())).orElse(Value.NONE));
  }

  private void addPlans(Table.Builder<Line> table) {
    Objective objective = sweep.problem().objective();
    table
        .column(
            PlanReport.valueColumn(objective, PlanReport.shortTitle(objective)),
            line -> line.ofPlan(planned -> Cell.number(planned.plan().value())))
        .column(
            Column.numbers(OtherLatency.label(objective), "expectedLatencyMs", "worstCaseLatencyMs")
                .in("ms"),
            line -> line.ofPlan(planned -> otherLatency(planned.plan())))
        .column(
            Column.numbers(
                "gap", Column.key("lowerBound", objective.unit()), "gap", "optimal", "planChanged"),
            line -> line.ofPlan(planned -> gap(planned, line.point)))
        .column(Column.words("plan", "plan", "reason"), SweepTable::plan);
  }

  private static Column column(Axis axis) {
    String name = axis.parameter().name();
    String unit = axis.parameter().unit();
    String key = Column.key(name, unit);
    Column column = axis.isNamed() ? Column.words(name, key) : Column.numbers(name, key);
    return column.in(unit);
  }

  private static Cell value(dev.espalier.study.sweep.Value value) {
    return Cell.of(
        value.text(), value.isNumber() ? Value.digits(value.text()) : Value.of(value.text()));
  }

  private static Cell accuracy(SweepPoint point) {
    return Cell.number(point.accuracy(), ExitWords::percent);
  }

  private static Cell otherLatency(Plan plan) {
    return Cell.of(
        Numbers.of(OtherLatency.ms(plan)),
        Value.of(plan.expectedLatencyMs()),
        Value.of(plan.worstCaseLatencyMs()));
  }

  private static Cell gap(PlanningResult.Planned planned, SweepPoint point) {
    return Cell.of(
        planned.optimal() ? "0" : Numbers.gap(planned.gap()),
        Value.of(planned.lowerBound()),
        Value.finite(planned.gap()),
        Value.of(planned.optimal()),
        Value.of(point.isPlanChanged()));
  }

  private static Cell elapsed(SweepPoint point) {
    return Cell.of(
        "", point.result().map(result -> Value.of(result.search().elapsedMs())).orElse(Value.NONE));
  }

  private boolean isDitto(int index) {
    return index % sweep.grid().along().values().size() > 0
        && sweep.points().get(index).planned().isPresent()
        && sweep.points().get(index - 1).planned().isPresent()
        && !sweep.points().get(index).isPlanChanged();
  }

  /** The slices, or why there are none. */
  private static Cell plan(Line line) {
    Optional<PlanningResult.Planned> planned = line.point.planned();
    if (planned.isPresent()) {
      String slices = slices(planned.get());
      return Cell.of(line.isDitto ? Cell.DITTO : slices, Value.of(slices), Value.NONE);
    }
    String reason =
        line.point
            .contradiction()
            .map("impossible: "::concat)
            .orElseGet(() -> noPlan(line.point.result().orElseThrow()));
    return Cell.of(reason, Value.NONE, Value.of(reason));
  }

  private static String slices(PlanningResult.Planned planned) {
    return SliceWords.of(planned.plan().slices());
  }

  private static String noPlan(PlanningResult result) {
    List<Violation> violations =
        result instanceof PlanningResult.Infeasible infeasible
            ? infeasible.violations()
            : ((PlanningResult.Undecided) result).violations();
    String reason =
        violations.isEmpty() ? "the search was stopped before" : violations.get(0).message();
    return "no plan: " + reason;
  }
}

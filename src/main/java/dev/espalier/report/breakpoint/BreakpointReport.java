package dev.espalier.report.breakpoint;

import dev.espalier.plan.Objective;
import dev.espalier.plan.Plan;
import dev.espalier.plan.PlanningProblem;
import dev.espalier.report.Cell;
import dev.espalier.report.Column;
import dev.espalier.report.Note;
import dev.espalier.report.Numbers;
import dev.espalier.report.Report;
import dev.espalier.report.Table;
import dev.espalier.report.Title;
import dev.espalier.report.Value;
import dev.espalier.study.SliceWords;
import dev.espalier.study.breakpoint.Breakpoints;
import dev.espalier.study.breakpoint.Stretch;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Shows where along a parameter the best plan changes: a row for each plan. */
public final class BreakpointReport {
  private final Breakpoints found;
  private final PlanningProblem problem;

  private BreakpointReport(Breakpoints found) {
    this.found = found;
    problem = found.problem();
  }

  /**
   * Describes the breakpoints.
   *
   * @param solver the solver of every value
   * @param seed its seed
   */
  public static Report of(Breakpoints found, String solver, long seed) {
    BreakpointReport report = new BreakpointReport(found);
    return Report.of(
        report.title(solver, seed),
        report.table(),
        Note.of(report.legend()).withCaveats(report.caveats()));
  }

  private Title title(String solver, long seed) {
    List<Stretch> all = found.stretches();
    String unit = found.parameter().unit();
    return Title.of(
        "%s on %s: %s, %s, seed %s"
            .formatted(
                problem.linearization().net().name(),
                problem.catalog().name(),
                problem.objective().quantity(),
                solver,
                seed),
        "%s of %s from %s to %s%s, %s planned%s"
            .formatted(
                Numbers.count(found.points().size(), "breakpoint"),
                found.parameter().title(),
                Numbers.precise(all.get(0).from()),
                Numbers.precise(all.get(all.size() - 1).to()),
                unit.isEmpty() ? "" : " " + unit,
                Numbers.count(found.searches(), "value"),
                found.isProven() ? ", proven complete" : ""));
  }

  private Table table() {
    Objective objective = problem.objective();
    String key = objective.isInMs() ? "latency" : objective.label();
    String unit = found.parameter().unit();
    return Table.of(found.stretches())
        .column(
            Column.numbers("from", Column.key("from", unit)).in(unit),
            stretch -> number(stretch.from()))
        .column(
            Column.numbers("to", Column.key("to", unit)).in(unit), stretch -> number(stretch.to()))
        .column(
            Column.numbers("at from", Column.key(key + "AtFrom", objective.unit()))
                .in(objective.unit()),
            stretch -> value(stretch.first()))
        .column(
            Column.numbers("at to", Column.key(key + "AtTo", objective.unit()))
                .in(objective.unit()),
            stretch -> value(stretch.last()))
        .column(
            Column.words("proven", "proven"),
            stretch -> Cell.of(stretch.proven() ? "yes" : "no", Value.of(stretch.proven())))
        .column(Column.words("plan", "plan", "reason"), BreakpointReport::plan)
        .build();
  }

  private static Cell number(double x) {
    return Cell.of(Numbers.precise(x), Value.of(x));
  }

  private static Cell value(Optional<Plan> plan) {
    return plan.map(each -> Cell.number(each.value())).orElse(Cell.of(Cell.NOTHING));
  }

  private static Cell plan(Stretch stretch) {
    if (stretch.first().isPresent()) {
      return Cell.of(slices(stretch), Value.of(slices(stretch)), Value.NONE);
    }
    String reason = "no plan: " + stretch.reason().orElseThrow();
    return Cell.of(reason, Value.NONE, Value.of(reason));
  }

  private static String slices(Stretch stretch) {
    return SliceWords.of(stretch.slices());
  }

  private List<String> legend() {
    return List.of(
        "at from, at to: %s of the plan there; plan: each device with its positions"
            .formatted(problem.objective().quantity()),
        "proven: no plan is better anywhere on the stretch");
  }

  private List<String> caveats() {
    List<String> caveats = new ArrayList<>();
    if (found.complete() && !found.isProven()) {
      caveats.add(
          "plans between the values that were planned are not proven where limits or a bottleneck"
              + " decide, or a search proved nothing");
    }
    if (!found.complete()) {
      caveats.add("PARTIAL: stopped before the whole range was searched");
    }
    return caveats;
  }
}

package dev.espalier.report.result;

import dev.espalier.plan.Objective;
import dev.espalier.plan.PlanningProblem;
import dev.espalier.report.Cell;
import dev.espalier.report.Column;
import dev.espalier.report.Note;
import dev.espalier.report.Numbers;
import dev.espalier.report.Report;
import dev.espalier.report.Table;
import dev.espalier.report.Title;
import dev.espalier.report.Value;
import dev.espalier.search.SearchRecord;
import dev.espalier.search.front.ObjectiveFront;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/** Shows the Pareto front of two objectives: a row for each plan. */
public final class FrontReport {
  private FrontReport() {}

  /**
   * Describes a front.
   *
   * @param isTimed whether to show how long it took
   */
  public static Report of(ObjectiveFront front, boolean isTimed) {
    PlanningProblem problem = front.problem();
    int size = front.points().size();
    String coverage =
        "%s %s, %s"
            .formatted(
                size,
                size == 1 ? "plan" : "plans",
                front.complete() ? "proven complete" : "not proven complete");
    return Report.of(
        Title.of(
            "%s on %s: Pareto front of %s and %s"
                .formatted(
                    problem.linearization().net().name(),
                    problem.catalog().name(),
                    front.first().quantity(),
                    front.second().quantity()),
            coverage),
        table(front),
        Note.of(notes(front, isTimed)));
  }

  private static List<String> notes(ObjectiveFront front, boolean isTimed) {
    List<String> notes = new ArrayList<>();
    notes.add("plan: devices in order, each with the layer after which it hands over");
    boolean isPeriodOpen =
        front.problem().isPipelined() && front.problem().idlePeriodMs().isEmpty();
    boolean isAnyIdle =
        front.problem().devices().stream().anyMatch(d -> d.idlePowerW().orElse(0) > 0);
    if (isPeriodOpen && isAnyIdle) {
      notes.add("idle power is not counted, as each plan has a period of its own; --fps gives one");
    }
    notes.add(search(front.search(), isTimed));
    notes.addAll(TimeSourceWords.of(front.problem()));
    return notes;
  }

  private static String search(SearchRecord search, boolean isTimed) {
    return "%s, seed %s: %s evaluations%s"
        .formatted(
            search.solver(),
            search.seed(),
            search.evaluations(),
            isTimed ? ", " + Numbers.of(search.elapsedMs()) + " ms" : "");
  }

  private static Table table(ObjectiveFront front) {
    List<ObjectiveFront.Point> points = new ArrayList<>(front.points());
    return Table.of(points)
        .column(
            column(front.first()),
            point -> Cell.number(OptionalDouble.of(point.first()), FrontReport::digits))
        .column(
            column(front.second()),
            point -> Cell.number(OptionalDouble.of(point.second()), FrontReport::digits))
        .column(
            Column.numbers("slices", "slices"), point -> Cell.integer(point.plan().slices().size()))
        .column(
            Column.words("plan", "plan"),
            point -> {
              String route = PlanReport.route(point.plan());
              return Cell.of(route, Value.of(route));
            })
        .build();
  }

  private static Column column(Objective objective) {
    return Column.numbers(
            PlanReport.shortTitle(objective), Column.key(objective.label(), objective.unit()))
        .in(objective.unit());
  }

  /** Neighbors on a front are often close. */
  private static String digits(double value) {
    return String.format(Locale.ROOT, "%.6g", value);
  }
}

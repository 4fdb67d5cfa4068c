package dev.espalier.report.run;

import dev.espalier.report.Cell;
import dev.espalier.report.Column;
import dev.espalier.report.Heading;
import dev.espalier.report.Numbers;
import dev.espalier.report.Table;
import dev.espalier.report.Value;
import dev.espalier.reproduction.MeasuredFigure;
import dev.espalier.reproduction.MeasuredFigure.Row;
import dev.espalier.study.Interval;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;

/** Shows measured figures of a paper as tables: what was predicted beside what was measured. */
public final class MeasuredFigureTables {
  private MeasuredFigureTables() {}

  /** The heading of a figure. */
  public static Heading heading(MeasuredFigure figure) {
    return new Heading("%s: %s; %s".formatted(figure.id(), figure.title(), figure.timeTitle()));
  }

  /** A row for people; the setting is named where it changes. */
  private record Line(MeasuredFigure figure, Row row, boolean isFirst) {}

  /** A row for each time. */
  public static Table wide(MeasuredFigure figure) {
    List<Line> lines = new ArrayList<>();
    String before = "";
    for (Row row : figure.rows()) {
      lines.add(new Line(figure, row, !row.setting().equals(before)));
      before = row.setting();
    }
    return Table.of(lines)
        .column(
            Column.words(figure.settings()),
            line -> Cell.of(line.isFirst ? line.row.setting() : ""))
        .column(Column.numbers(figure.xAxis().title()), line -> Cell.of(figure.condition(line.row)))
        .column(
            Column.numbers("predicted"), line -> Cell.number(line.row.predictedMs(), RunTables::ms))
        .column(
            Column.numbers("measured"),
            line -> Cell.of(RunTables.ms(line.row.measuredMs().value())))
        .column(Column.numbers("95 % interval"), line -> Cell.of(interval(line.row)))
        .column(Column.numbers("off"), line -> Cell.number(line.row.difference(), Numbers::signed))
        .column(Column.numbers("n"), line -> Cell.integer(line.row.samples()))
        .build();
  }

  private static String interval(Row row) {
    return row.measuredMs()
        .interval()
        .map(ends -> RunTables.ms(ends.low()) + " to " + RunTables.ms(ends.high()))
        .orElse(Cell.NOTHING);
  }

  /** A row for each time of some figures, for programs. */
  public static Table data(List<MeasuredFigure> figures) {
    List<Line> lines =
        figures.stream()
            .flatMap(figure -> figure.rows().stream().map(row -> new Line(figure, row, true)))
            .toList();
    return Table.of(lines)
        .words(Column.hidden("figure"), line -> line.figure.id())
        .words(Column.hidden("setting"), line -> line.row.setting())
        .words(Column.hidden("x"), line -> line.figure.condition(line.row))
        .column(Column.hidden("predictedMs"), line -> value(line.row.predictedMs()))
        .column(Column.hidden("measuredMs"), line -> value(line.row.measuredMs().value()))
        .column(Column.hidden("lowMs"), line -> end(line.row, Interval::low))
        .column(Column.hidden("highMs"), line -> end(line.row, Interval::high))
        .column(Column.hidden("difference"), line -> value(line.row.difference()))
        .column(Column.hidden("samples"), line -> Cell.integer(line.row.samples()))
        .build();
  }

  private static Cell end(Row row, ToDoubleFunction<Interval> end) {
    return row.measuredMs()
        .interval()
        .map(interval -> value(end.applyAsDouble(interval)))
        .orElse(Cell.of("", Value.NONE));
  }

  private static Cell value(OptionalDouble value) {
    return Cell.of("", Value.of(value));
  }

  private static Cell value(double value) {
    return Cell.of("", Value.finite(value));
  }
}

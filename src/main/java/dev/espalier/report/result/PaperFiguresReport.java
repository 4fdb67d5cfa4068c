package dev.espalier.report.result;

import dev.espalier.report.Block;
import dev.espalier.report.Cell;
import dev.espalier.report.Column;
import dev.espalier.report.Heading;
import dev.espalier.report.Items;
import dev.espalier.report.Note;
import dev.espalier.report.Numbers;
import dev.espalier.report.Report;
import dev.espalier.report.Table;
import dev.espalier.report.Value;
import dev.espalier.reproduction.ReproducedFigure;
import dev.espalier.reproduction.ShapeCheck;
import dev.espalier.reproduction.pacheco2021.ReproducedShapes;
import dev.espalier.study.LineChart;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Shows the figures of papers as tables, and whether they have the papers' shapes. */
public final class PaperFiguresReport {
  private PaperFiguresReport() {}

  /** Describes all figures and checks. */
  public static Report of(ReproducedShapes shapes) {
    List<Block> blocks = new ArrayList<>();
    for (ReproducedFigure figure : shapes.figures()) {
      blocks.add(
          new Heading("%s: %s; %s".formatted(figure.id(), figure.chart().title(), height(figure))));
      blocks.add(wide(figure));
    }
    blocks.add(new Items("assumed:", shapes.assumptions()));
    blocks.add(
        new Items("shapes:", shapes.checks().stream().map(PaperFiguresReport::verdict).toList()));
    blocks.add(new Items("under other assumptions:", shapes.remarks()));
    if (!shapes.isComplete()) {
      blocks.add(
          Note.of(List.of())
              .withCaveats(List.of("PARTIAL: interrupted before every figure was complete")));
    }
    return Report.of(blocks).withData(data(shapes.figures()));
  }

  private static String verdict(ShapeCheck check) {
    return "%s: %s (%s)"
        .formatted(check.holds() ? "holds" : "DOES NOT HOLD", check.claim(), check.found());
  }

  private static String height(ReproducedFigure figure) {
    return figure.heights().isEmpty() ? figure.chart().yTitle() : "last layer at the edge";
  }

  /** A row for each x; where heights are named, only rows that differ from the one above. */
  private static Table wide(ReproducedFigure figure) {
    LineChart chart = figure.chart();
    boolean isNamed = !figure.heights().isEmpty();
    List<LineChart.Point> points = chart.lines().get(0).points();
    List<Integer> rows =
        IntStream.range(0, points.size())
            .filter(i -> !isNamed || i == 0 || !cells(figure, i).equals(cells(figure, i - 1)))
            .boxed()
            .toList();
    Table.Builder<Integer> table =
        Table.of(rows)
            .column(Column.numbers(chart.xAxis().title()), i -> Cell.of(plain(points.get(i).x())));
    for (int l = 0; l < chart.lines().size(); l++) {
      int line = l;
      String name = chart.lines().get(l).name();
      table.column(
          isNamed ? Column.words(name) : Column.numbers(name),
          i -> Cell.of(cells(figure, i).get(line)));
    }
    return table.build();
  }

  private static List<String> cells(ReproducedFigure figure, int row) {
    return figure.chart().lines().stream()
        .map(line -> line.points().get(row).y())
        .map(y -> figure.heights().isEmpty() ? Numbers.of(y) : name(figure, y))
        .toList();
  }

  private static String name(ReproducedFigure figure, double y) {
    return figure.heights().isEmpty() ? "" : figure.heights().get((int) y);
  }

  /** Without needless digits. */
  private static String plain(double value) {
    return BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
  }

  /** A point of a line of a figure. */
  private record Entry(ReproducedFigure figure, String line, LineChart.Point point) {}

  /** Figures as programs read them: a row for each point, with the name of its height if any. */
  public static Table data(List<ReproducedFigure> figures) {
    List<Entry> entries = new ArrayList<>();
    for (ReproducedFigure figure : figures) {
      for (LineChart.Line line : figure.chart().lines()) {
        line.points().forEach(point -> entries.add(new Entry(figure, line.name(), point)));
      }
    }
    return Table.of(entries)
        .words(Column.hidden("figure"), entry -> entry.figure.id())
        .words(Column.hidden("line"), Entry::line)
        .column(Column.hidden("x"), entry -> number(entry.point.x()))
        .column(Column.hidden("y"), entry -> number(entry.point.y()))
        .words(Column.hidden("name"), entry -> name(entry.figure, entry.point.y()))
        .build();
  }

  private static Cell number(double value) {
    return Cell.of("", Value.digits(plain(value)));
  }

  /** Checks as programs read them. */
  public static Table data(ReproducedShapes shapes) {
    return Table.of(shapes.checks())
        .words(Column.hidden("claim"), ShapeCheck::claim)
        .column(Column.hidden("holds"), check -> Cell.of("", Value.of(check.holds())))
        .words(Column.hidden("found"), ShapeCheck::found)
        .build();
  }
}

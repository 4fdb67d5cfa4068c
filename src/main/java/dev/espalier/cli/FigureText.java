package dev.espalier.cli;

import dev.espalier.reproduction.ReproducedFigure;
import dev.espalier.reproduction.ShapeCheck;
import dev.espalier.reproduction.pacheco2021.ReproducedShapes;
import dev.espalier.study.LineChart;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/** Figures of papers as tables, and whether they have the papers' shapes. */
final class FigureText {
  /** Characters of a line of an item. */
  private static final int ITEM_WIDTH = 98;

  private FigureText() {}

  /** Everything for people. */
  static String text(ReproducedShapes shapes) {
    StringBuilder text = new StringBuilder();
    for (ReproducedFigure figure : shapes.figures()) {
      text.append("%s: %s; %s%n%n".formatted(figure.id(), figure.chart().title(), height(figure)));
      text.append(table(figure).text()).append('\n');
    }
    text.append("assumed:\n");
    shapes.assumptions().forEach(assumption -> line(text, assumption));
    text.append("\nshapes:\n");
    for (ShapeCheck check : shapes.checks()) {
      line(text, "%s: %s (%s)".formatted(verdict(check), check.claim(), check.found()));
    }
    text.append("\nunder other assumptions:\n");
    shapes.remarks().forEach(remark -> line(text, remark));
    if (!shapes.isComplete()) {
      text.append("PARTIAL: interrupted before every figure was made\n");
    }
    return text.toString();
  }

  /** An item of a list, in lines that can be read. */
  private static void line(StringBuilder text, String item) {
    String wrapped = item.replaceAll("(.{1," + ITEM_WIDTH + "})(?: |$)", "$1\n  ").strip();
    text.append("- ").append(wrapped).append('\n');
  }

  private static String verdict(ShapeCheck check) {
    return check.holds() ? "holds" : "DOES NOT HOLD";
  }

  private static String height(ReproducedFigure figure) {
    return figure.heights().isEmpty() ? figure.chart().yTitle() : "last layer at the edge";
  }

  /** A row for each x; where things are named, only rows that differ from the one above. */
  private static TextTable table(ReproducedFigure figure) {
    LineChart chart = figure.chart();
    List<String> titles = new ArrayList<>(List.of(">" + chart.xAxis().title()));
    String align = figure.heights().isEmpty() ? ">" : "";
    chart.lines().forEach(line -> titles.add(align + line.name()));
    TextTable table = new TextTable(titles);
    List<String> above = List.of();
    List<LineChart.Point> points = chart.lines().get(0).points();
    for (int i = 0; i < points.size(); i++) {
      int row = i;
      List<String> cells =
          chart.lines().stream().map(line -> shown(figure, line.points().get(row).y())).toList();
      if (figure.heights().isEmpty() || !cells.equals(above)) {
        List<String> all = new ArrayList<>(List.of(plain(points.get(i).x())));
        all.addAll(cells);
        table.row(all);
      }
      above = cells;
    }
    return table;
  }

  private static String shown(ReproducedFigure figure, double y) {
    return figure.heights().isEmpty() ? Figures.of(y) : figure.heights().get((int) y);
  }

  /** Without needless digits. */
  private static String plain(double value) {
    return BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
  }

  /** Figures for programs: a line for each point, with the name of its height where it has one. */
  static String csv(List<ReproducedFigure> figures) {
    TextTable csv = new TextTable(List.of("figure", "line", "x", "y", "name"));
    for (ReproducedFigure figure : figures) {
      for (LineChart.Line line : figure.chart().lines()) {
        for (LineChart.Point point : line.points()) {
          csv.row(
              List.of(
                  figure.id(),
                  line.name(),
                  plain(point.x()),
                  plain(point.y()),
                  figure.heights().isEmpty() ? "" : figure.heights().get((int) point.y())));
        }
      }
    }
    return csv.csv();
  }

  /** Checks for programs. */
  static String checksCsv(List<ShapeCheck> checks) {
    TextTable csv = new TextTable(List.of("claim", "holds", "found"));
    for (ShapeCheck check : checks) {
      csv.row(List.of(check.claim(), String.valueOf(check.holds()), check.found()));
    }
    return csv.csv();
  }
}

package dev.espalier.io.json;

import dev.espalier.internal.Version;
import dev.espalier.reproduction.ReproducedFigure;
import dev.espalier.reproduction.ReproducedTable;
import dev.espalier.reproduction.ShapeCheck;
import dev.espalier.reproduction.na2023.Reproduction;
import dev.espalier.reproduction.pacheco2021.ReproducedShapes;
import dev.espalier.study.LineChart;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reproductions of a paper as {@code espalier-reproduction/1} documents. */
public final class ReproductionFile {
  private static final String FORMAT = "espalier-reproduction/1";

  private ReproductionFile() {}

  /**
   * A reproduction as text of a JSON document.
   *
   * @param paper name of the paper
   * @param runs seeds of each stochastic solver
   * @param seed the first of them
   */
  public static String write(Reproduction reproduction, String paper, int runs, long seed) {
    return JsonDocument.of(
        new Tables(
            FORMAT,
            Version.current(),
            paper,
            seed,
            runs,
            reproduction.isComplete(),
            reproduction.tables().stream().map(Table::of).toList(),
            reproduction.figures().stream().map(Table::of).toList(),
            reproduction.remarks()));
  }

  private record Tables(
      String format,
      String espalier,
      String paper,
      long seed,
      int runs,
      boolean complete,
      List<Table> tables,
      List<Table> figures,
      List<String> remarks) {}

  private record Table(String id, String title, List<Row> rows) {

    private static Table of(ReproducedTable table) {
      return new Table(
          table.id(),
          table.title(),
          table.rows().stream().map(row -> Row.of(table.columns(), row)).toList());
    }
  }

  private record Row(int slices, String method, String solver, Map<String, Number> figures) {

    private static Row of(List<String> columns, ReproducedTable.Row row) {
      Map<String, Number> figures = new LinkedHashMap<>();
      for (int c = 0; c < columns.size(); c++) {
        figures.put(
            columns.get(c), new Number(row.ours().get(c), row.published().get(c), row.ratio(c)));
      }
      return new Row(row.slices(), row.method(), row.solver(), figures);
    }
  }

  private record Number(double ours, double published, double ratio) {}

  /**
   * A reproduction of figures as text of a JSON document.
   *
   * @param paper name of the papers
   */
  public static String write(ReproducedShapes reproduction, String paper) {
    return JsonDocument.of(
        new Shapes(
            FORMAT,
            Version.current(),
            paper,
            reproduction.isComplete(),
            reproduction.figures().stream().map(Figure::of).toList(),
            reproduction.checks(),
            reproduction.assumptions(),
            reproduction.remarks()));
  }

  private record Shapes(
      String format,
      String espalier,
      String paper,
      boolean complete,
      List<Figure> figures,
      List<ShapeCheck> checks,
      List<String> assumptions,
      List<String> remarks) {}

  private record Figure(
      String id,
      String title,
      String x,
      String y,
      Optional<List<String>> heights,
      List<Line> lines) {

    private static Figure of(ReproducedFigure figure) {
      LineChart chart = figure.chart();
      return new Figure(
          figure.id(),
          chart.title(),
          chart.xAxis().title(),
          chart.yTitle(),
          Optional.of(figure.heights()).filter(heights -> !heights.isEmpty()),
          chart.lines().stream().map(Line::of).toList());
    }
  }

  private record Line(String name, List<Point> points) {

    private static Line of(LineChart.Line line) {
      return new Line(
          line.name(),
          line.points().stream().map(point -> new Point(point.x(), point.y())).toList());
    }
  }

  private record Point(double x, double y) {}
}

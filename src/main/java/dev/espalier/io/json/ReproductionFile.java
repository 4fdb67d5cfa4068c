package dev.espalier.io.json;

import dev.espalier.internal.Version;
import dev.espalier.io.json.tree.JsonDocument;
import dev.espalier.reproduction.Claim;
import dev.espalier.reproduction.MeasuredFigure;
import dev.espalier.reproduction.ReproducedFigure;
import dev.espalier.reproduction.ReproducedTable;
import dev.espalier.reproduction.Reproduction;
import dev.espalier.study.BarChart;
import dev.espalier.study.Interval;
import dev.espalier.study.LineChart;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** Reproductions of a paper as {@code espalier-reproduction/1} documents. */
public final class ReproductionFile {
  private static final String FORMAT = "espalier-reproduction/1";

  private ReproductionFile() {}

  /**
   * A reproduction as text of a JSON document.
   *
   * @param seed the first seed; empty if nothing is random
   * @param runs seeds of each stochastic solver; empty if nothing is random
   */
  public static String write(Reproduction reproduction, OptionalLong seed, OptionalInt runs) {
    return JsonDocument.of(
        new Document(
            FORMAT,
            Version.current(),
            reproduction.paper(),
            seed,
            runs,
            reproduction.isComplete(),
            reproduction.tables().stream().map(Table::of).toList(),
            reproduction.figures().stream().map(Figure::of).toList(),
            Optional.of(reproduction.measured().stream().map(Measured::of).toList())
                .filter(measured -> !measured.isEmpty()),
            reproduction.claims().stream().map(Verdict::of).toList(),
            reproduction.assumptions(),
            reproduction.remarks()));
  }

  private record Document(
      String format,
      String espalier,
      String paper,
      OptionalLong seed,
      OptionalInt runs,
      boolean complete,
      List<Table> tables,
      List<Figure> figures,
      Optional<List<Measured>> measured,
      List<Verdict> claims,
      List<String> assumptions,
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

  private record Figure(
      String id,
      String title,
      String x,
      String y,
      Optional<List<String>> heights,
      Optional<List<String>> categories,
      Optional<List<Series>> series,
      Optional<List<Line>> lines) {

    private static Figure of(ReproducedFigure figure) {
      String title = figure.chart().title();
      if (figure.chart() instanceof BarChart chart) {
        return new Figure(
            figure.id(),
            title,
            chart.categoryTitle(),
            chart.valueTitle(),
            Optional.empty(),
            Optional.of(chart.categories()),
            Optional.of(chart.series().stream().map(Series::of).toList()),
            Optional.empty());
      }
      LineChart chart = (LineChart) figure.chart();
      return new Figure(
          figure.id(),
          title,
          chart.xAxis().title(),
          chart.yTitle(),
          Optional.of(figure.heights()).filter(heights -> !heights.isEmpty()),
          Optional.of(chart.xAxis().names()).filter(names -> !names.isEmpty()),
          Optional.empty(),
          Optional.of(chart.lines().stream().map(Line::of).toList()));
    }
  }

  private record Series(String name, List<Double> values) {

    private static Series of(BarChart.Series series) {
      return new Series(series.name(), series.values());
    }
  }

  private record Line(String name, List<Point> points) {

    private static Line of(LineChart.Line line) {
      return new Line(line.name(), line.points().stream().map(Point::of).toList());
    }
  }

  private record Point(double x, double y, Optional<Double> low, Optional<Double> high) {

    private static Point of(LineChart.Point point) {
      return new Point(
          point.x(),
          point.y(),
          point.interval().map(Interval::low),
          point.interval().map(Interval::high));
    }
  }

  private record Measured(
      String id, String title, String settings, String x, String y, List<Time> times) {

    private static Measured of(MeasuredFigure figure) {
      return new Measured(
          figure.id(),
          figure.title(),
          figure.settings(),
          figure.xAxis().title(),
          figure.timeTitle(),
          figure.rows().stream().map(row -> Time.of(figure, row)).toList());
    }
  }

  private record Time(
      String setting,
      String x,
      OptionalDouble predictedMs,
      double measuredMs,
      Optional<Double> lowMs,
      Optional<Double> highMs,
      OptionalDouble difference,
      long samples) {

    private static Time of(MeasuredFigure figure, MeasuredFigure.Row row) {
      Optional<Interval> interval = row.measuredMs().interval();
      return new Time(
          row.setting(),
          figure.condition(row),
          row.predictedMs(),
          row.measuredMs().value(),
          interval.map(Interval::low),
          interval.map(Interval::high),
          row.difference(),
          row.samples());
    }
  }

  private record Verdict(
      String where,
      String claim,
      String published,
      String ours,
      boolean reproduced,
      String verdict) {

    private static Verdict of(Claim claim) {
      return new Verdict(
          claim.where(),
          claim.what(),
          claim.published(),
          claim.ours(),
          claim.isReproduced(),
          claim.verdict().text());
    }
  }
}

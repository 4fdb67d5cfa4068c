package dev.espalier.report.result;

import dev.espalier.report.Cell;
import dev.espalier.report.Column;
import dev.espalier.report.Heading;
import dev.espalier.report.Numbers;
import dev.espalier.report.Table;
import dev.espalier.report.Value;
import dev.espalier.reproduction.ReproducedFigure;
import dev.espalier.study.BarChart;
import dev.espalier.study.Interval;
import dev.espalier.study.LineChart;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/** Shows the figures of a paper as tables. */
final class FigureTables {
  private FigureTables() {}

  static Heading heading(ReproducedFigure figure) {
    return new Heading("%s: %s; %s".formatted(figure.id(), figure.chart().title(), height(figure)));
  }

  private static String height(ReproducedFigure figure) {
    if (!figure.heights().isEmpty()) {
      return "last layer at the edge";
    }
    return figure.chart() instanceof BarChart bars
        ? bars.valueTitle()
        : ((LineChart) figure.chart()).yTitle();
  }

  /** A row for each x or category. */
  static Table wide(ReproducedFigure figure) {
    return figure.chart() instanceof BarChart bars
        ? bars(bars)
        : lines(figure, (LineChart) figure.chart());
  }

  private static Table bars(BarChart chart) {
    List<Integer> rows = IntStream.range(0, chart.categories().size()).boxed().toList();
    Table.Builder<Integer> table =
        Table.of(rows)
            .column(
                Column.words(chart.categoryTitle()), row -> Cell.of(chart.categories().get(row)));
    for (BarChart.Series series : chart.series()) {
      table.column(Column.numbers(series.name()), row -> Cell.of(shown(series.values().get(row))));
    }
    return table.build();
  }

  private static String shown(double value) {
    return Double.isNaN(value) ? Cell.NOTHING : Numbers.of(value);
  }

  /** A row for each x; where heights are named, only rows that differ from the one above. */
  private static Table lines(ReproducedFigure figure, LineChart chart) {
    boolean isNamed = !figure.heights().isEmpty();
    List<Line> rows = new ArrayList<>();
    for (double x : xs(chart)) {
      Line row = new Line(x, chart.lines().stream().map(line -> shown(figure, line, x)).toList());
      if (!isNamed || rows.isEmpty() || !rows.get(rows.size() - 1).cells.equals(row.cells)) {
        rows.add(row);
      }
    }
    Table.Builder<Line> table =
        Table.of(rows)
            .column(Column.numbers(chart.xAxis().title()), row -> Cell.of(x(chart, row.x)));
    for (int l = 0; l < chart.lines().size(); l++) {
      int line = l;
      String name = chart.lines().get(l).name();
      table.column(
          isNamed ? Column.words(name) : Column.numbers(name), row -> Cell.of(row.cells.get(line)));
    }
    return table.build();
  }

  /** The heights of all lines at an x, as people read them. */
  private record Line(double x, List<String> cells) {}

  /** Every x of any line, ascending. */
  private static List<Double> xs(LineChart chart) {
    return chart.lines().stream()
        .flatMap(line -> line.points().stream())
        .map(LineChart.Point::x)
        .distinct()
        .sorted()
        .toList();
  }

  private static String x(LineChart chart, double x) {
    return chart.xAxis().names().isEmpty() ? plain(x) : chart.xAxis().names().get((int) x);
  }

  private static String shown(ReproducedFigure figure, LineChart.Line line, double x) {
    LineChart.Point point =
        line.points().stream()
            .filter(each -> each.x() == x)
            .findFirst()
            .orElse(new LineChart.Point(x, Double.NaN));
    return figure.heights().isEmpty() || Double.isNaN(point.y())
        ? shown(point.y()) + point.interval().map(FigureTables::shown).orElse("")
        : name(figure, point.y());
  }

  private static String shown(Interval interval) {
    return " (%s to %s)".formatted(Numbers.of(interval.low()), Numbers.of(interval.high()));
  }

  private static String name(ReproducedFigure figure, double y) {
    return figure.heights().isEmpty() || Double.isNaN(y) ? "" : figure.heights().get((int) y);
  }

  /** Without needless digits. */
  private static String plain(double value) {
    return BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
  }

  /**
   * A point or bar.
   *
   * @param line name of its line or series
   * @param x its place, or the name of its category
   * @param y its height
   * @param interval confidence interval of its height; empty if there is none
   */
  private record Entry(
      ReproducedFigure figure, String line, Value x, double y, Optional<Interval> interval) {}

  /** A row for each point or bar, with the name of its height and its interval if any. */
  static Table data(List<ReproducedFigure> figures) {
    List<Entry> entries = new ArrayList<>();
    for (ReproducedFigure figure : figures) {
      if (figure.chart() instanceof BarChart bars) {
        addBars(entries, figure, bars);
      } else {
        addPoints(entries, figure, (LineChart) figure.chart());
      }
    }
    Table.Builder<Entry> table =
        Table.of(entries)
            .words(Column.hidden("figure"), entry -> entry.figure.id())
            .words(Column.hidden("line"), Entry::line)
            .column(Column.hidden("x"), entry -> Cell.of("", entry.x))
            .column(Column.hidden("y"), entry -> Cell.of("", digits(entry.y)))
            .words(Column.hidden("name"), entry -> name(entry.figure, entry.y));
    if (entries.stream().anyMatch(entry -> entry.interval.isPresent())) {
      table
          .column(Column.hidden("low"), entry -> Cell.of("", end(entry, Interval::low)))
          .column(Column.hidden("high"), entry -> Cell.of("", end(entry, Interval::high)));
    }
    return table.build();
  }

  private static void addBars(List<Entry> entries, ReproducedFigure figure, BarChart chart) {
    for (BarChart.Series series : chart.series()) {
      for (int c = 0; c < chart.categories().size(); c++) {
        entries.add(
            new Entry(
                figure,
                series.name(),
                Value.of(chart.categories().get(c)),
                series.values().get(c),
                Optional.empty()));
      }
    }
  }

  private static void addPoints(List<Entry> entries, ReproducedFigure figure, LineChart chart) {
    for (LineChart.Line line : chart.lines()) {
      for (LineChart.Point point : line.points()) {
        Value x =
            chart.xAxis().names().isEmpty() ? digits(point.x()) : Value.of(x(chart, point.x()));
        entries.add(new Entry(figure, line.name(), x, point.y(), point.interval()));
      }
    }
  }

  private static Value end(Entry entry, ToDoubleFunction<Interval> end) {
    return entry.interval.map(interval -> digits(end.applyAsDouble(interval))).orElse(Value.NONE);
  }

  private static Value digits(double value) {
    return Double.isNaN(value) ? Value.NONE : Value.digits(plain(value));
  }
}

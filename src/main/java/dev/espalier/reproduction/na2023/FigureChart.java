package dev.espalier.reproduction.na2023;

import dev.espalier.reproduction.ReproducedTable;
import dev.espalier.study.BarChart;
import java.util.List;
import java.util.function.Predicate;

/** Draws the first column of a figure's data as bars. */
public final class FigureChart {
  private FigureChart() {}

  /** A group of bars for each number of devices, or, where there is only one, for each method. */
  public static BarChart of(ReproducedTable figure) {
    List<String> methods = methods(figure);
    List<Integer> devices =
        figure.rows().stream().map(ReproducedTable.Row::slices).distinct().toList();
    String column = figure.columns().get(0);
    if (devices.size() == 1) {
      List<Double> values =
          methods.stream().map(method -> value(figure, isMethod(method))).toList();
      return new BarChart(
          figure.title(), "method", column, methods, List.of(new BarChart.Series(column, values)));
    }
    return new BarChart(
        figure.title(),
        "devices",
        column,
        devices.stream().map(String::valueOf).toList(),
        methods.stream().map(method -> series(figure, method, devices)).toList());
  }

  private static List<String> methods(ReproducedTable figure) {
    return figure.rows().stream().map(ReproducedTable.Row::method).distinct().toList();
  }

  private static BarChart.Series series(
      ReproducedTable figure, String method, List<Integer> devices) {
    return new BarChart.Series(
        method,
        devices.stream()
            .map(count -> value(figure, isMethod(method).and(row -> row.slices() == count)))
            .toList());
  }

  private static Predicate<ReproducedTable.Row> isMethod(String method) {
    return row -> row.method().equals(method);
  }

  private static double value(ReproducedTable figure, Predicate<ReproducedTable.Row> which) {
    return figure.rows().stream()
        .filter(which)
        .mapToDouble(row -> row.ours().get(0))
        .findFirst()
        .orElse(Double.NaN);
  }
}

package dev.espalier.reproduction.na2023;

import dev.espalier.reproduction.ReproducedFigure;
import dev.espalier.study.BarChart;
import dev.espalier.study.LatencySummary;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * Figures 5 to 8 of the paper: (a) average total execution time and (b) device-average energy, of
 * five methods on two devices (5 and 7) and of three methods by number of devices (6 and 8). The
 * published bars of (a) are the averages of tables 3, 4, 8 and 9; of (b) no numbers are printed.
 */
final class PaperFigures {
  private static final String LATENCY = "average total execution time, ms";
  private static final String ENERGY = "device-average energy, J";

  private final Runs runs;

  PaperFigures(Runs runs) {
    this.runs = runs;
  }

  /** The figures that all runs are there for. */
  List<ReproducedFigure> figures() {
    List<ReproducedFigure> figures = new ArrayList<>();
    for (Scene.Network network : Scene.Network.values()) {
      addPair(figures, network, network.firstFigure, network.twoDeviceTable);
      addPair(figures, network, network.firstFigure + 1, network.latencyTable);
    }
    return figures;
  }

  private void addPair(
      List<ReproducedFigure> figures, Scene.Network network, int figure, int table) {
    List<PublishedTables.Row> rows = PublishedTables.latencies(table);
    boolean hasAllRuns =
        rows.stream()
            .allMatch(row -> runs.of(new Scene(network, row.slices()), row.method()).isPresent());
    if (!hasAllRuns) {
      return;
    }
    List<BarChart.Series> times = new ArrayList<>();
    List<BarChart.Series> energies = new ArrayList<>();
    for (Bars bars : bars(rows)) {
      times.add(bars.series("published", row -> row.values().get(0)));
      times.add(bars.series("ours", row -> averageMs(network, table, row)));
      energies.add(bars.series("ours", row -> energyJ(network, table, row)));
    }
    figures.add(figure("figure %da".formatted(figure), network, rows, LATENCY, times));
    figures.add(figure("figure %db".formatted(figure), network, rows, ENERGY, energies));
  }

  private double averageMs(Scene.Network network, int table, PublishedTables.Row row) {
    return runs.latency(table, new Scene(network, row.slices()), row.method())
        .map(LatencySummary::average)
        .orElse(Double.NaN);
  }

  private double energyJ(Scene.Network network, int table, PublishedTables.Row row) {
    return runs.energyJ(table, new Scene(network, row.slices()), row.method()).orElse(Double.NaN);
  }

  /**
   * Bars of one color.
   *
   * @param method method that they belong to; empty where the methods are the groups
   * @param rows a row for each group
   */
  private record Bars(String method, List<PublishedTables.Row> rows) {

    BarChart.Series series(String whose, ToDoubleFunction<PublishedTables.Row> height) {
      return new BarChart.Series(
          (method + " " + whose).strip(),
          rows.stream().map(row -> height.applyAsDouble(row)).toList());
    }
  }

  private static boolean isOneScene(List<PublishedTables.Row> rows) {
    return rows.stream().map(PublishedTables.Row::slices).distinct().count() == 1;
  }

  private static List<Bars> bars(List<PublishedTables.Row> rows) {
    if (isOneScene(rows)) {
      return List.of(new Bars("", rows));
    }
    return rows.stream()
        .map(PublishedTables.Row::method)
        .distinct()
        .map(
            method ->
                new Bars(method, rows.stream().filter(row -> row.method().equals(method)).toList()))
        .toList();
  }

  private static ReproducedFigure figure(
      String id,
      Scene.Network network,
      List<PublishedTables.Row> rows,
      String height,
      List<BarChart.Series> series) {
    boolean isOneScene = isOneScene(rows);
    String where = isOneScene ? "two devices" : "K devices, one slice each";
    List<String> groups =
        rows.stream()
            .map(row -> isOneScene ? row.method() : String.valueOf(row.slices()))
            .distinct()
            .toList();
    return new ReproducedFigure(
        id,
        new BarChart(
            "%s on %s".formatted(network.title, where),
            isOneScene ? "method" : "K",
            height,
            groups,
            series));
  }
}

package dev.espalier.reproduction.na2023;

import dev.espalier.reproduction.ReproducedTable;
import dev.espalier.study.LatencySummary;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Arranges runs like the tables of the paper, with a row for our own solver. */
final class PaperTables {
  private static final List<String> LATENCIES =
      List.of("average", "maximum", "minimum", "mode", "stddev", "gap %");

  private final Runs runs;
  private final boolean withTiming;

  PaperTables(Runs runs, boolean withTiming) {
    this.runs = runs;
    this.withTiming = withTiming;
  }

  /** Tables 3, 4, 5, 8, 9 and 10, as far as there are runs. */
  List<ReproducedTable> tables() {
    List<ReproducedTable> tables = new ArrayList<>();
    for (Scene.Network network : Scene.Network.values()) {
      tables.add(latencies(network, network.twoDeviceTable, "two devices"));
      tables.add(latencies(network, network.latencyTable, "K devices"));
      if (withTiming) {
        tables.add(times(network));
      }
    }
    return tables.stream().filter(table -> !table.rows().isEmpty()).toList();
  }

  private ReproducedTable latencies(Scene.Network network, int table, String where) {
    return new ReproducedTable(
        "table " + table,
        "%s on %s: unweighted latency of each method's plans, ms".formatted(network.title, where),
        LATENCIES,
        rows(
            network,
            PublishedTables.latencies(table),
            row -> {
              Scene scene = new Scene(network, row.slices());
              return runs.latency(table, scene, row.method())
                  .map(latency -> numbers(scene, latency));
            }));
  }

  private List<Double> numbers(Scene scene, LatencySummary latency) {
    return List.of(
        latency.average(),
        latency.maximum(),
        latency.minimum(),
        latency.mode(),
        latency.standardDeviation(),
        runs.gapPercent(scene, latency));
  }

  private ReproducedTable times(Scene.Network network) {
    return new ReproducedTable(
        "table " + network.timeTable,
        "%s on K devices: time to find a plan, median of the runs, and how many times as long"
                .formatted(network.title)
            + " the exhaustive search (ES) takes as the proposed algorithm (PGA)",
        List.of("time ms", "ES/PGA"),
        rows(network, PublishedTables.times(network.timeTable), row -> times(network, row)));
  }

  private Optional<List<Double>> times(Scene.Network network, PublishedTables.Row row) {
    Scene scene = new Scene(network, row.slices());
    return runs.of(scene, row.method())
        .map(
            found ->
                List.of(
                    found.planningMs(),
                    row.method().equals(PublishedTables.PROPOSED_GA)
                        ? runs.exhaustiveOverProposed(scene)
                        : Double.NaN));
  }

  /**
   * The printed rows with our numbers, and a row of our own after those of each scene.
   *
   * @param ours our numbers for a row; empty if the method has not run
   */
  private List<ReproducedTable.Row> rows(
      Scene.Network network,
      List<PublishedTables.Row> printed,
      Function<PublishedTables.Row, Optional<List<Double>>> ours) {
    List<ReproducedTable.Row> rows = new ArrayList<>();
    for (PublishedTables.Row row : withOurs(printed)) {
      ours.apply(row)
          .map(
              found ->
                  new ReproducedTable.Row(
                      row.slices(), row.method(), Runs.solver(row.method()), found, row.values()))
          .ifPresent(rows::add);
    }
    return rows;
  }

  private static List<PublishedTables.Row> withOurs(List<PublishedTables.Row> printed) {
    List<PublishedTables.Row> rows = new ArrayList<>();
    for (int i = 0; i < printed.size(); i++) {
      PublishedTables.Row row = printed.get(i);
      rows.add(row);
      if (i + 1 == printed.size() || printed.get(i + 1).slices() != row.slices()) {
        List<Double> none = Collections.nCopies(row.values().size(), Double.NaN);
        rows.add(new PublishedTables.Row(row.slices(), Runs.OURS, none));
      }
    }
    return rows;
  }
}

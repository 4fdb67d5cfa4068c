package dev.espalier.reproduction.na2023;

import dev.espalier.reproduction.ReproducedTable;
import dev.espalier.search.genetic.GeneticPlanner;
import dev.espalier.study.Comparison;
import dev.espalier.study.LatencySummary;
import dev.espalier.study.SolverRuns;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;

/** Arranges comparisons like the tables of the paper, with a row for our own solver. */
final class PaperTables {
  /** Method name of our own rows. */
  static final String OURS = "Espalier";

  private static final String GAP = "gap %";

  private static final String OUR_SOLVER = GeneticPlanner.NAME;

  /** Our solver for each method of the paper. */
  private static final Map<String, String> SOLVERS =
      Map.of(
          PublishedTables.FIRST_FORK, "first-fork",
          PublishedTables.SECOND_FORK, "second-fork",
          PublishedTables.NEUROSURGEON, "neurosurgeon",
          PublishedTables.SHORTEST_PATH, "shortest-path",
          PublishedTables.OPTIMUM, "exhaustive",
          PublishedTables.BASIC_GA, "basic-ga",
          PublishedTables.PROPOSED_GA, "two-layer");

  /** Caveats for a comparison with the paper. */
  private static final List<String> CAVEATS =
      List.of(
          "two-device methods: ours has each order of the devices once, the paper drew one for each"
              + " run; compare maximum and minimum",
          "two-layer and basic-ga: parameters of the paper's tables 2 and 7; where its text leaves"
              + " a step open, the reading that comes nearest to its averages",
          "figures 5 to 8: taken to chart the device-average energy, by the paper's equation 4;"
              + " their"
              + " published numbers were not available");

  private final Map<Scene, Comparison> comparisons;
  private final boolean withTiming;

  PaperTables(Map<Scene, Comparison> comparisons, boolean withTiming) {
    this.comparisons = comparisons;
    this.withTiming = withTiming;
  }

  /** Whether the tables have rows of a solver. */
  static boolean isShown(String solver) {
    return solver.equals(OUR_SOLVER) || SOLVERS.containsValue(solver);
  }

  List<ReproducedTable> tables() {
    List<ReproducedTable> tables = new ArrayList<>();
    for (Scene.Network network : Scene.Network.values()) {
      tables.add(latencyTable(network, network.twoDeviceTable, "two devices, both orders"));
      tables.add(latencyTable(network, network.latencyTable, "K devices"));
      if (withTiming) {
        tables.add(timeTable(network));
      }
    }
    return withRows(tables);
  }

  List<ReproducedTable> figures() {
    List<ReproducedTable> figures = new ArrayList<>();
    for (Scene.Network network : Scene.Network.values()) {
      int first = network.firstFigure;
      figures.add(figure(network, first, network.twoDeviceTable, "two devices, both orders"));
      figures.add(figure(network, first + 1, network.latencyTable, "K devices"));
    }
    return withRows(figures);
  }

  /** Remarks on the paper's genetic algorithms in these tables, ours against published. */
  static List<String> remarks(List<ReproducedTable> tables) {
    List<String> remarks = new ArrayList<>(CAVEATS);
    for (ReproducedTable table : tables) {
      int gap = table.columns().indexOf(GAP);
      if (gap >= 0) {
        remarks.addAll(
            Remarks.on(
                table,
                gap,
                List.of(
                    SOLVERS.get(PublishedTables.PROPOSED_GA),
                    SOLVERS.get(PublishedTables.BASIC_GA))));
      }
    }
    return remarks;
  }

  private static List<ReproducedTable> withRows(List<ReproducedTable> tables) {
    return tables.stream().filter(table -> !table.rows().isEmpty()).toList();
  }

  private ReproducedTable latencyTable(Scene.Network network, int table, String where) {
    return new ReproducedTable(
        "table " + table,
        "%s on %s: worst-case latency of each method's plans, ms".formatted(network.title, where),
        List.of("average", "maximum", "minimum", "mode", "stddev", GAP),
        rows(network, PublishedTables.latencies(table), PaperTables::latencies));
  }

  private ReproducedTable timeTable(Scene.Network network) {
    return new ReproducedTable(
        "table " + network.timeTable,
        "%s on K devices: time to find a plan, median of the runs".formatted(network.title),
        List.of("time ms"),
        rows(
            network,
            PublishedTables.times(network.timeTable),
            (comparison, runs) -> List.of(runs.planningMs())));
  }

  private ReproducedTable figure(Scene.Network network, int figure, int table, String where) {
    return new ReproducedTable(
        "figure " + figure,
        "%s on %s: average energy of a device".formatted(network.title, where),
        List.of("energy J"),
        rows(
            network,
            PublishedTables.latencies(table).stream()
                .map(PublishedTables.Row::withoutValues)
                .toList(),
            (comparison, runs) -> List.of(runs.deviceAverageEnergyJ().orElse(Double.NaN))));
  }

  /** The numbers of a solver's runs, column by column. */
  private interface Values extends BiFunction<Comparison, SolverRuns, List<Double>> {}

  /** The printed rows with our numbers, and a row of our own after those of each scene. */
  private List<ReproducedTable.Row> rows(
      Scene.Network network, List<PublishedTables.Row> printed, Values values) {
    List<ReproducedTable.Row> rows = new ArrayList<>();
    for (int i = 0; i < printed.size(); i++) {
      PublishedTables.Row row = printed.get(i);
      addRow(rows, network, row, SOLVERS.get(row.method()), values);
      boolean isLastOfScene =
          i + 1 == printed.size() || printed.get(i + 1).slices() != row.slices();
      if (isLastOfScene) {
        List<Double> none = Collections.nCopies(row.values().size(), Double.NaN);
        addRow(
            rows, network, new PublishedTables.Row(row.slices(), OURS, none), OUR_SOLVER, values);
      }
    }
    return rows;
  }

  private void addRow(
      List<ReproducedTable.Row> rows,
      Scene.Network network,
      PublishedTables.Row printed,
      String solver,
      Values values) {
    Comparison comparison = comparisons.get(new Scene(network, printed.slices()));
    if (comparison != null) {
      comparison
          .solver(solver)
          .map(runs -> values.apply(comparison, runs))
          .map(
              ours ->
                  new ReproducedTable.Row(
                      printed.slices(), printed.method(), solver, ours, printed.values()))
          .ifPresent(rows::add);
    }
  }

  private static List<Double> latencies(Comparison comparison, SolverRuns runs) {
    LatencySummary latency = runs.latency().orElseThrow();
    return List.of(
        latency.average(),
        latency.maximum(),
        latency.minimum(),
        latency.mode(),
        latency.standardDeviation(),
        100 * comparison.gap(latency).orElse(Double.NaN));
  }
}

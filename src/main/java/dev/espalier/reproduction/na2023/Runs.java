package dev.espalier.reproduction.na2023;

import dev.espalier.search.genetic.GeneticPlanner;
import dev.espalier.study.Comparison;
import dev.espalier.study.LatencySummary;
import dev.espalier.study.SolverRuns;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * The runs of each method in each scene, as the paper counts them.
 *
 * @param comparisons the runs, by scene, as far as there are any
 * @param basic the runs of the basic algorithm with deployments that are no plans
 */
record Runs(Map<Scene, Comparison> comparisons, BasicReadings basic) {
  /** Method name of our own rows. */
  static final String OURS = "Espalier";

  /** Our solver for each method of the paper, and for our own rows. */
  private static final Map<String, String> SOLVERS =
      Map.of(
          PublishedTables.FIRST_FORK,
          "first-fork",
          PublishedTables.SECOND_FORK,
          "second-fork",
          PublishedTables.NEUROSURGEON,
          "neurosurgeon",
          PublishedTables.SHORTEST_PATH,
          "shortest-path",
          PublishedTables.OPTIMUM,
          "exhaustive",
          PublishedTables.BASIC_GA,
          "basic-ga",
          PublishedTables.PROPOSED_GA,
          "two-layer",
          OURS,
          GeneticPlanner.NAME);

  /** Name of our solver for a method of the paper. */
  static String solver(String method) {
    return SOLVERS.get(method);
  }

  /** Whether a solver stands for a method of the paper, or for us. */
  static boolean isShown(String solver) {
    return SOLVERS.containsValue(solver);
  }

  /** The runs of a method; empty if it has not run. */
  Optional<SolverRuns> of(Scene scene, String method) {
    return Optional.ofNullable(comparisons.get(scene))
        .flatMap(comparison -> comparison.solver(solver(method)))
        .filter(runs -> runs.latency().isPresent());
  }

  /**
   * Latencies of a method, ms: for a two-device method of tables 3 and 8 ten draws, for the basic
   * algorithm those of its best deployments, which may visit a device twice.
   */
  Optional<LatencySummary> latency(int table, Scene scene, String method) {
    if (method.equals(PublishedTables.BASIC_GA)) {
      return basic.nearest(scene);
    }
    return of(scene, method)
        .map(
            runs ->
                TenDraws.are(table, method)
                    ? TenDraws.summary(table, method, runs.latenciesMs())
                    : LatencySummary.of(runs.latenciesMs()));
  }

  /**
   * Device-average energy of a method's plans, J: what a device of the plan spends on one full run
   * by the paper's equation 4, averaged over the devices and over the plans; for a two-device
   * method of tables 3 and 8 over ten draws.
   */
  OptionalDouble energyJ(int table, Scene scene, String method) {
    Optional<SolverRuns> runs = of(scene, method);
    if (runs.isEmpty()) {
      return OptionalDouble.empty();
    }
    if (!TenDraws.are(table, method)) {
      return runs.get().deviceAverageEnergyJ();
    }
    double[] latencies = runs.get().latenciesMs();
    double[] energies = runs.get().deviceAverageEnergiesJ();
    boolean isFirstSlower = latencies[0] >= latencies[latencies.length - 1];
    double slower = energies[isFirstSlower ? 0 : energies.length - 1];
    double faster = energies[isFirstSlower ? energies.length - 1 : 0];
    return Arrays.stream(TenDraws.of(table, method, slower, faster)).average();
  }

  /** Average gap of latencies to the optimum of a scene, percent; NaN if it is not known. */
  double gapPercent(Scene scene, LatencySummary latency) {
    return 100 * comparisons.get(scene).gap(latency).orElse(Double.NaN);
  }

  /**
   * Median time of the exhaustive search divided by that of the published algorithm; NaN where
   * either has not run or took no time.
   */
  double exhaustiveOverProposed(Scene scene) {
    double exhaustive = planningMs(scene, PublishedTables.OPTIMUM);
    double proposed = planningMs(scene, PublishedTables.PROPOSED_GA);
    return proposed > 0 ? exhaustive / proposed : Double.NaN;
  }

  private double planningMs(Scene scene, String method) {
    return of(scene, method).map(SolverRuns::planningMs).orElse(Double.NaN);
  }
}

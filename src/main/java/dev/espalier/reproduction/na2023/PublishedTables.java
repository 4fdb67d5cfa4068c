package dev.espalier.reproduction.na2023;

import dev.espalier.study.LatencySummary;
import java.util.List;
import java.util.stream.Stream;

/**
 * The numbers that the paper prints: J. Na, H. Zhang, J. Lian, B. Zhang, "Genetic Algorithm-Based
 * Online-Partitioning BranchyNet for Accelerating Edge Inference", Sensors 23(3) 1500, 2023.
 */
final class PublishedTables {
  static final String FIRST_FORK = "First-Fork";
  static final String SECOND_FORK = "Second-Fork";
  static final String NEUROSURGEON = "Neurosurgeon";
  static final String SHORTEST_PATH = "Shortest-Path";
  static final String OPTIMUM = "Opt";
  static final String BASIC_GA = "Basic GA";
  static final String PROPOSED_GA = "Prop. GA";

  /** Column of the average in tables 3, 4, 8 and 9, and those of other numbers. */
  static final int AVERAGE = 0;

  static final int MAXIMUM = 1;
  static final int MINIMUM = 2;
  static final int DEVIATION = 4;

  /** Tables 3, 4, 8 and 9: latency of ten runs, ms. */
  private static final List<Latency> LATENCIES =
      List.of(
          new Latency(3, 2, FIRST_FORK, of(271.9, 315.48, 206.53, 315.48, 56.26)),
          new Latency(3, 2, SECOND_FORK, of(227.18, 237.87, 202.23, 237.87, 17.22)),
          new Latency(3, 2, NEUROSURGEON, of(67.91, 96.67, 24.76, 96.67, 37.13)),
          new Latency(3, 2, SHORTEST_PATH, of(60.72, 96.67, 24.76, 24.76, 37.9)),
          new Latency(3, 2, PROPOSED_GA, of(24.8, 24.86, 24.76, 24.81, 0.03)),
          new Latency(4, 3, OPTIMUM, of(25.32, 25.32, 25.32, 25.32, 0)),
          new Latency(4, 3, BASIC_GA, of(70.93, 100.78, 25.32, 97.48, 36.11)),
          new Latency(4, 3, PROPOSED_GA, of(26.1, 32.79, 25.32, 25.38, 2.35)),
          new Latency(4, 4, OPTIMUM, of(22.66, 22.66, 22.66, 22.66, 0)),
          new Latency(4, 4, BASIC_GA, of(65.93, 98.75, 23.48, 61.65, 28.41)),
          new Latency(4, 4, PROPOSED_GA, of(24.51, 30.36, 22.9, 22.9, 2.42)),
          new Latency(4, 5, OPTIMUM, of(24.04, 24.04, 24.04, 24.04, 0)),
          new Latency(4, 5, BASIC_GA, of(70.16, 97.16, 26.85, 50.19, 25.27)),
          new Latency(4, 5, PROPOSED_GA, of(29.22, 34.86, 24.05, 30.82, 3.76)),
          new Latency(4, 6, OPTIMUM, of(25.12, 25.12, 25.12, 25.12, 0)),
          new Latency(4, 6, BASIC_GA, of(89.8, 153.49, 36.79, 66.08, 33.82)),
          new Latency(4, 6, PROPOSED_GA, of(43.62, 86.87, 30.86, 38.57, 16.32)),
          new Latency(8, 2, FIRST_FORK, of(1948.94, 3588.72, 309.15, 309.15, 1728.496)),
          new Latency(8, 2, SECOND_FORK, of(1935.4, 2016.63, 1881.24, 1881.24, 69.92)),
          new Latency(8, 2, NEUROSURGEON, of(267.6, 296.04, 224.93, 296.04, 36.72)),
          new Latency(8, 2, SHORTEST_PATH, of(260.49, 296.04, 224.93, 224.93, 37.48)),
          new Latency(8, 2, PROPOSED_GA, of(230.53, 243.55, 224.93, 224.96, 8.98)),
          new Latency(9, 2, OPTIMUM, of(224.93, 224.93, 224.93, 224.93, 0)),
          new Latency(9, 2, BASIC_GA, of(260.65, 313.56, 224.93, 241.92, 30.35)),
          new Latency(9, 2, PROPOSED_GA, of(230.53, 243.55, 224.93, 224.96, 8.98)),
          new Latency(9, 3, OPTIMUM, of(225.21, 225.21, 225.21, 225.21, 0)),
          new Latency(9, 3, BASIC_GA, of(278.4, 312.78, 242.21, 296.47, 26.67)),
          new Latency(9, 3, PROPOSED_GA, of(234.21, 243.91, 225.21, 225.22, 9.5)),
          new Latency(9, 4, OPTIMUM, of(213.55, 213.55, 213.55, 213.55, 0)),
          new Latency(9, 4, BASIC_GA, of(329.96, 373.71, 235.17, 339.48, 40.32)),
          new Latency(9, 4, PROPOSED_GA, of(267.04, 305.18, 230.53, 277.57, 26.58)));

  /**
   * Tables 5 and 10: time to find a plan, ms, and how many times as long the exhaustive search
   * takes as the proposed algorithm.
   */
  private static final List<PlanningTime> TIMES =
      List.of(
          new PlanningTime(5, 3, 577.37, 630.46, 575.29, 1),
          new PlanningTime(5, 4, 3111.94, 3387.3, 2395.67, 1.3),
          new PlanningTime(5, 5, 127744.53, 9193.03, 8207.73, 15.6),
          new PlanningTime(5, 6, 5612393.62, 28999.22, 19932.17, 131),
          new PlanningTime(10, 2, 534.76, 572.74, 558.87, 1),
          new PlanningTime(10, 3, 22076.23, 3904.0, 3656.95, 6),
          new PlanningTime(10, 4, 9549783.88, 10590.18, 8878.47, 1075.6));

  private PublishedTables() {}

  /** Latency of a method on a number of devices, one slice each. */
  private record Latency(int table, int slices, String method, LatencySummary latency) {

    /** Average, maximum, minimum, mode, standard deviation and, in percent, the average gap. */
    Row row(double optimumMs) {
      return new Row(
          slices,
          method,
          List.of(
              latency.average(),
              latency.maximum(),
              latency.minimum(),
              latency.mode(),
              latency.standardDeviation(),
              100 * (latency.average() - optimumMs) / optimumMs));
    }
  }

  /** Time that each of three methods takes on a number of devices, ms. */
  private record PlanningTime(
      int table,
      int slices,
      double exhaustiveMs,
      double basicGaMs,
      double proposedGaMs,
      double ratio) {

    Stream<Row> rows() {
      return Stream.of(
          new Row(slices, OPTIMUM, List.of(exhaustiveMs, Double.NaN)),
          new Row(slices, BASIC_GA, List.of(basicGaMs, Double.NaN)),
          new Row(slices, PROPOSED_GA, List.of(proposedGaMs, ratio)));
    }
  }

  /**
   * A row of a table.
   *
   * @param slices number of devices, one slice each
   * @param method name in the paper
   * @param values the number in each column
   */
  record Row(int slices, String method, List<Double> values) {}

  /** Rows of table 3, 4, 8 or 9. */
  static List<Row> latencies(int table) {
    List<Latency> rows = LATENCIES.stream().filter(row -> row.table == table).toList();
    return rows.stream().map(row -> row.row(optimumMs(rows, row.slices))).toList();
  }

  /** The minimum latency printed for a number of devices; some method always finds the optimum. */
  private static double optimumMs(List<Latency> rows, int slices) {
    return rows.stream()
        .filter(row -> row.slices == slices)
        .mapToDouble(row -> row.latency.minimum())
        .min()
        .orElseThrow();
  }

  /** The published optimum of a network on K devices, one slice each, ms. */
  static double optimumMs(Scene.Network network, int slices) {
    List<Latency> rows =
        LATENCIES.stream()
            .filter(row -> row.table == network.twoDeviceTable || row.table == network.latencyTable)
            .toList();
    return optimumMs(rows, slices);
  }

  /** Rows of table 5 or 10. */
  static List<Row> times(int table) {
    return TIMES.stream().filter(row -> row.table == table).flatMap(PlanningTime::rows).toList();
  }

  private static LatencySummary of(
      double average, double maximum, double minimum, double mode, double standardDeviation) {
    return new LatencySummary(average, maximum, minimum, mode, standardDeviation);
  }
}

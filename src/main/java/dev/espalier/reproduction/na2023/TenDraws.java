package dev.espalier.reproduction.na2023;

import dev.espalier.study.LatencySummary;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Ten runs of a two-device method, each of which draws one of the two orders of the devices. This
 * is what the rows of tables 3 and 8 turn out to be: the text says that the deployment is searched
 * exhaustively, which would give the faster order every time, but average and standard deviation
 * follow from maximum and minimum to the last digit, with these numbers of draws.
 */
final class TenDraws {
  static final int RUNS = 10;

  /** Draws of the slower order, by method, for each table. */
  private static final Map<Integer, Map<String, Integer>> SLOWER =
      Map.of(
          3,
          Map.of(
              PublishedTables.FIRST_FORK, 6,
              PublishedTables.SECOND_FORK, 7,
              PublishedTables.NEUROSURGEON, 6,
              PublishedTables.SHORTEST_PATH, 5),
          8,
          Map.of(
              PublishedTables.FIRST_FORK, 5,
              PublishedTables.SECOND_FORK, 4,
              PublishedTables.NEUROSURGEON, 6,
              PublishedTables.SHORTEST_PATH, 5));

  private TenDraws() {}

  /** Whether a method's rows of a table are such draws. */
  static boolean are(int table, String method) {
    return SLOWER.containsKey(table) && SLOWER.get(table).containsKey(method);
  }

  /** Number of draws of the slower order. */
  static int slower(int table, String method) {
    return SLOWER.get(table).get(method);
  }

  /**
   * Ten draws of two values.
   *
   * @param ofSlower value of the slower order
   * @param ofFaster value of the faster one
   */
  static double[] of(int table, String method, double ofSlower, double ofFaster) {
    return IntStream.range(0, RUNS)
        .mapToDouble(run -> run < slower(table, method) ? ofSlower : ofFaster)
        .toArray();
  }

  /** Summary of ten draws of the latencies of both orders, ms. */
  static LatencySummary summary(int table, String method, double... latenciesMs) {
    double[] sorted = latenciesMs.clone();
    Arrays.sort(sorted);
    return LatencySummary.of(of(table, method, sorted[sorted.length - 1], sorted[0]));
  }
}

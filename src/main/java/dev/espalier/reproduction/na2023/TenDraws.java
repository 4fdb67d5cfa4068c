package dev.espalier.reproduction.na2023;

import dev.espalier.reproduction.Claim;
import dev.espalier.study.LatencySummary;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Ten runs of a two-device method, each of which draws one of the two orders of the devices. This
 * is what the rows of tables 3 and 8 turn out to be: the text says that the deployment is searched
 * exhaustively, which would give the faster order every time, but average and standard deviation
 * follow from maximum and minimum as closely as these are printed, with these numbers of draws.
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

  /** The tables print to 0.01 ms, which rounds the smallest deviation by up to 3e-4 of it. */
  private static final double INPUT_ROUNDING = 5e-4;

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

  private static boolean follows(double computed, double published) {
    return Math.abs(computed / published - 1) <= INPUT_ROUNDING;
  }

  /** Which experiment the printed numbers are of: it follows from them alone. */
  static Claim claim(int table, PublishedTables.Row row) {
    double maximum = row.values().get(PublishedTables.MAXIMUM);
    double minimum = row.values().get(PublishedTables.MINIMUM);
    LatencySummary drawn = summary(table, row.method(), maximum, minimum);
    boolean holds =
        follows(drawn.average(), row.values().get(PublishedTables.AVERAGE))
            && follows(drawn.standardDeviation(), row.values().get(PublishedTables.DEVIATION));
    int slower = slower(table, row.method());
    return Claim.statement(
        "table %d, K = %d".formatted(table, row.slices()),
        "%s is ten draws of one of two orders, not an exhaustive search of the deployment as in"
                .formatted(row.method())
            + " section 5.1.1",
        holds,
        String.format(
            Locale.ROOT,
            "%d x %.2f and %d x %.2f ms average %s, standard deviation %s; the search gives %.2f",
            slower,
            maximum,
            RUNS - slower,
            minimum,
            PaperClaims.printed(drawn.average()),
            PaperClaims.printed(drawn.standardDeviation()),
            minimum),
        "average and deviation do not follow from maximum and minimum");
  }
}

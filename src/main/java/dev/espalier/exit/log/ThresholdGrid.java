package dev.espalier.exit.log;

import dev.espalier.error.InvalidFieldException;
import dev.espalier.exit.Criterion;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * The exit thresholds that each side exit may have. Neighboring indices are neighboring values,
 * smaller ones first. Immutable.
 */
public final class ThresholdGrid {
  /** Maximum number of thresholds of an exit: it fits the cells that samples are sorted into. */
  private static final int MAX_VALUES = 10_000;

  /** Number of thresholds of the default grid. */
  private static final int DEFAULT_VALUES = 10;

  private final double[][] ofExit;

  private ThresholdGrid(double[][] ofExit) {
    this.ofExit = ofExit;
  }

  /**
   * The same thresholds for each side exit.
   *
   * @param thresholds ascending
   * @throws IllegalArgumentException if there is none, or they do not ascend
   */
  public static ThresholdGrid same(int sideExits, double... thresholds) {
    double[][] ofExit = new double[sideExits][];
    Arrays.fill(ofExit, thresholds);
    return perExit(ofExit);
  }

  /**
   * The thresholds of each side exit.
   *
   * @param ofExit ascending for each exit
   * @throws IllegalArgumentException if there is none for an exit, or they do not ascend
   */
  public static ThresholdGrid perExit(double[]... ofExit) {
    double[][] copy = new double[ofExit.length][];
    for (int e = 0; e < ofExit.length; e++) {
      copy[e] = ofExit[e].clone();
      check(e, copy[e]);
    }
    return new ThresholdGrid(copy);
  }

  /**
   * Ten thresholds for each side exit of a log: confidence from 0.50 to 0.95 in steps of 0.05.
   * Entropies have no such natural scale, because their maximum depends on the number of classes,
   * which a log does not contain. Their thresholds are the 5, 15, ..., 95 % quantiles of the values
   * of each exit, so that each step lets another tenth of all samples leave.
   */
  public static ThresholdGrid defaultFor(ExitLog log) {
    int sideExits = log.exits().size() - 1;
    if (log.criterion() == Criterion.CONFIDENCE) {
      return same(
          sideExits,
          IntStream.range(0, DEFAULT_VALUES).mapToDouble(i -> (10 + i) / 20.0).toArray());
    }
    return perExit(
        IntStream.range(0, sideExits).mapToObj(e -> quantiles(log, e)).toArray(double[][]::new));
  }

  private static double[] quantiles(ExitLog log, int exit) {
    double[] sorted =
        IntStream.range(0, log.samples()).mapToDouble(s -> log.value(exit, s)).sorted().toArray();
    return IntStream.range(0, DEFAULT_VALUES)
        .map(i -> (int) ((2L * i + 1) * sorted.length / (2L * DEFAULT_VALUES)))
        .mapToDouble(rank -> sorted[rank])
        .distinct()
        .toArray();
  }

  private static void check(int exit, double[] thresholds) {
    boolean ascends =
        thresholds.length > 0
            && !Double.isNaN(thresholds[0])
            && IntStream.range(1, thresholds.length)
                .allMatch(i -> thresholds[i - 1] < thresholds[i]);
    if (!ascends || thresholds.length > MAX_VALUES) {
      throw new InvalidFieldException(
          String.valueOf(exit),
          "side exit %d: thresholds must be 1 to %d ascending numbers but are %d: %s"
              .formatted(
                  exit + 1,
                  MAX_VALUES,
                  thresholds.length,
                  Arrays.toString(Arrays.copyOf(thresholds, Math.min(thresholds.length, 10)))));
    }
  }

  /** Number of side exits. */
  public int sideExits() {
    return ofExit.length;
  }

  /** Number of thresholds of a side exit. */
  public int size(int exit) {
    return ofExit[exit].length;
  }

  /** A threshold of a side exit. */
  public double threshold(int exit, int index) {
    return ofExit[exit][index];
  }
}

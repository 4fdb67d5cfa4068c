package dev.espalier.reproduction.pacheco2021.leaving;

import java.util.ArrayList;
import java.util.List;

/**
 * An estimate of the share of pictures that have left a MobileNetV2 by a depth of its trunk, at a
 * confidence threshold. It goes straight from one exit of the network of {@link MeasuredShares} to
 * the next, starts at no share at the input, and continues beyond the last side exit with the slope
 * before it.
 *
 * <p>The network of figure 7 is another one of the same kind: same trunk, data and authors, five
 * exits instead of three. Its exit 3 follows the same block as the measured exit 2, its exit 4 lies
 * between two measured ones, and its exit 5 one block behind the last measured one. A picture that
 * an exit which is switched off would have taken is assumed to leave at the next one.
 */
public final class LeavingByDepth {
  private final List<Double> depths;
  private final List<Double> left;
  private final double shift;

  private LeavingByDepth(List<Double> depths, List<Double> left, double shift) {
    this.depths = depths;
    this.left = left;
    this.shift = shift;
  }

  /**
   * The estimate at a threshold.
   *
   * @param threshold one of {@link MeasuredShares#THRESHOLDS}
   */
  public static LeavingByDepth at(double threshold) {
    MeasuredShares measured = MeasuredShares.at(threshold);
    List<Double> depths = new ArrayList<>(List.of(0.0));
    depths.addAll(ExitPlaces.of(MeasuredShares.SIDE_EXITS).depths());
    List<Double> left = new ArrayList<>();
    for (int exits = 0; exits < depths.size(); exits++) {
      left.add(exits == 0 ? 0 : measured.leftAfter(exits).value());
    }
    return new LeavingByDepth(depths, left, 0);
  }

  /**
   * How much too high a straight line from the measured exit 1 to exit 3 is at exit 2: an error
   * that estimates between measured exits may have.
   */
  public static double errorAtExit2(double threshold) {
    MeasuredShares measured = MeasuredShares.at(threshold);
    List<Double> depths = ExitPlaces.of(MeasuredShares.SIDE_EXITS).depths();
    double first = measured.leftAfter(1).value();
    double third = measured.leftAfter(3).value();
    double part = (depths.get(1) - depths.get(0)) / (depths.get(2) - depths.get(0));
    return first + part * (third - first) - measured.leftAfter(2).value();
  }

  /**
   * This estimate with more or fewer pictures that have left, at every depth.
   *
   * @param more difference of the share, such as 0.1 for ten points more
   */
  public LeavingByDepth shifted(double more) {
    return new LeavingByDepth(depths, left, shift + more);
  }

  /** Share of all pictures that have left by a depth, 0 to 1. */
  public double hasLeft(double depth) {
    int above = 1;
    while (above < depths.size() - 1 && depths.get(above) < depth) {
      above++;
    }
    double slope =
        (left.get(above) - left.get(above - 1)) / (depths.get(above) - depths.get(above - 1));
    double share = left.get(above) + slope * (depth - depths.get(above));
    return Math.min(1, Math.max(0, share + shift));
  }

  /**
   * Probability of leaving at each of some side exits, and at the final one.
   *
   * @param sideExits number of side exits of the network
   * @param first the first one that is active
   * @param last the last one that is active
   */
  public double[] probabilities(int sideExits, int first, int last) {
    double[] probabilities = new double[last - first + 2];
    double before = 0;
    for (int exit = first; exit <= last; exit++) {
      double now = hasLeft(ExitPlaces.of(sideExits).depths().get(exit - 1));
      probabilities[exit - first] = now - before;
      before = now;
    }
    probabilities[last - first + 1] = 1 - before;
    return probabilities;
  }
}

package dev.espalier.reproduction.pacheco2021.leaving;

import dev.espalier.study.curve.Estimate;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Cited measurements: where the pictures of the Caltech-256 test set leave a MobileNetV2 with three
 * side exits, and how many of them are classified correctly there, without distortion.
 *
 * <p>Source: derived from the result files that the authors of R. G. Pacheco, F. D. V. R. Oliveira,
 * R. S. Couto, "Early-Exit Deep Neural Networks for Distorted Images: Providing an Efficient Edge
 * Offloading", GLOBECOM 2021, published. Every probability is a whole number of {@link #PICTURES}
 * divided by it.
 */
public final class MeasuredShares {
  /** Number of side exits; the network's exits are these and the final one. */
  public static final int SIDE_EXITS = 3;

  /** Number of pictures of the test set. */
  public static final int PICTURES = 3056;

  /** Confidence thresholds that were measured: those of the paper. */
  public static final List<Double> THRESHOLDS = List.of(0.7, 0.75, 0.8, 0.85, 0.9);

  private static final List<MeasuredShares> ALL =
      List.of(
          new MeasuredShares(
              List.of(0.00065445, 0.23723822, 0.39332461, 0.36878272),
              List.of(0.000000, 0.867586, 0.882696, 0.679681)),
          new MeasuredShares(
              List.of(0.00032723, 0.20746073, 0.37663613, 0.41557592),
              List.of(0.000000, 0.897476, 0.896612, 0.690551)),
          new MeasuredShares(
              List.of(0.00032723, 0.18422775, 0.35667539, 0.45876963),
              List.of(0.000000, 0.914742, 0.908257, 0.702568)),
          new MeasuredShares(
              List.of(0.00032723, 0.15445026, 0.33311518, 0.51210733),
              List.of(0.000000, 0.932203, 0.923379, 0.720128)),
          new MeasuredShares(
              List.of(0.00000000, 0.12270942, 0.31119110, 0.56609948),
              List.of(Double.NaN, 0.954667, 0.933754, 0.735260)));

  private final List<Double> probabilities;
  private final List<Double> accuracies;

  private MeasuredShares(List<Double> probabilities, List<Double> accuracies) {
    this.probabilities = probabilities;
    this.accuracies = accuracies;
  }

  /**
   * Those of a threshold.
   *
   * @param threshold one of {@link #THRESHOLDS}
   */
  public static MeasuredShares at(double threshold) {
    return ALL.get(THRESHOLDS.indexOf(threshold));
  }

  /**
   * Probability that a picture leaves at an exit.
   *
   * @param exit index, the final exit last
   */
  public double probability(int exit) {
    return probabilities.get(exit);
  }

  /** Accuracy on the pictures that leave at an exit; NaN if none does. */
  public double accuracy(int exit) {
    return accuracies.get(exit);
  }

  /** Number of pictures that leave at an exit. */
  public long leaving(int exit) {
    return Math.round(probability(exit) * PICTURES);
  }

  /**
   * Probability that a picture leaves at one of the first exits, with its Wilson interval.
   *
   * @param exits number of these exits
   */
  public Estimate leftAfter(int exits) {
    return Estimate.ofProportion(
        IntStream.range(0, exits).mapToLong(this::leaving).sum(), PICTURES);
  }

  /** Accuracy on the pictures that leave at an exit, with its Wilson interval; empty if none. */
  public Optional<Estimate> correct(int exit) {
    return leaving(exit) == 0
        ? Optional.empty()
        : Optional.of(
            Estimate.ofProportion(Math.round(accuracy(exit) * leaving(exit)), leaving(exit)));
  }
}

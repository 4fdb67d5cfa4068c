package dev.espalier.exit;

import java.util.Arrays;
import java.util.List;

/**
 * Behavior of all exits of a network under one choice of thresholds and deployed exits.
 *
 * @param exits one for each exit of the network, in its order, the final one last
 */
public record ExitBehavior(List<ExitUse> exits) {

  public ExitBehavior {
    exits = List.copyOf(exits);
  }

  /** Probability that a sample is classified correctly: {@code sum_e p_e a_e}. */
  public double accuracy() {
    // Probabilities printed with few digits may sum to slightly more than 1.
    return Math.min(1, exits.stream().mapToDouble(ExitUse::correctFraction).sum());
  }

  /**
   * Probabilities of the deployed exits, in their order. Printed ones sum to 1 only approximately;
   * a sample that leaves at no side exit leaves at the final one.
   */
  public double[] probabilities() {
    double[] probabilities =
        exits.stream().filter(ExitUse::deployed).mapToDouble(ExitUse::probability).toArray();
    int last = probabilities.length - 1;
    double atSideExits = Arrays.stream(probabilities).limit(last).sum();
    probabilities[last] = Math.max(0, 1 - atSideExits);
    return probabilities;
  }

  /** Number of deployed side exits. */
  public int deployedSideExits() {
    return (int) exits.stream().limit(exits.size() - 1L).filter(ExitUse::deployed).count();
  }
}

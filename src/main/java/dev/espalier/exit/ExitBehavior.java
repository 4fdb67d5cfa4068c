package dev.espalier.exit;

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

  /** Number of deployed side exits. */
  public int deployedSideExits() {
    return (int) exits.stream().limit(exits.size() - 1L).filter(ExitUse::deployed).count();
  }
}

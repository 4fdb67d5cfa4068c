package dev.espalier.exit;

import java.util.List;

/**
 * What all exits of a network do together under one choice of thresholds and deployed exits.
 *
 * @param exits one for each exit of the network, in its order, the final one last
 */
public record ExitBehavior(List<ExitUse> exits) {

  public ExitBehavior {
    exits = List.copyOf(exits);
  }

  /** Share of all samples that are classified right: {@code sum_e p_e a_e}. */
  public double accuracy() {
    // Shares that are printed with few digits may sum to a little more than 1.
    return Math.min(1, exits.stream().mapToDouble(ExitUse::correctFraction).sum());
  }

  /** How many side exits are deployed. */
  public int deployedSideExits() {
    return (int) exits.stream().limit(exits.size() - 1L).filter(ExitUse::deployed).count();
  }
}

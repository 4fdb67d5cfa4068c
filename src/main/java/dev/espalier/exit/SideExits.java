package dev.espalier.exit;

import dev.espalier.error.InvalidFieldException;
import java.util.BitSet;
import java.util.List;

/**
 * Sets of side exits, by index among all exits; the final exit belongs to none, because it always
 * runs.
 */
public final class SideExits {
  private SideExits() {}

  /**
   * All side exits.
   *
   * @param exits all exits, the final one last
   */
  public static BitSet all(List<?> exits) {
    BitSet all = new BitSet();
    all.set(0, exits.size() - 1);
    return all;
  }

  /**
   * Refuses indices of other exits.
   *
   * @param subject name of the owner of the exits, for the message
   * @param exits all exits, the final one last
   * @return the set
   * @throws IllegalArgumentException if an index is not one of a side exit
   */
  public static BitSet checked(String subject, BitSet deployed, List<?> exits) {
    if (deployed.length() >= exits.size()) {
      throw new InvalidFieldException(
          "deployed",
          "%s: side exits have the indices 0 to %d but %d is said to be deployed"
              .formatted(subject, exits.size() - 2, deployed.length() - 1));
    }
    return deployed;
  }
}

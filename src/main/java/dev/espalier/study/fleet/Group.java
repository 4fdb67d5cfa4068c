package dev.espalier.study.fleet;

import java.util.List;

/**
 * A group of devices that may be bought.
 *
 * @param counts number of devices of each kind, in the order of the fleet
 * @param price what they cost together
 */
public record Group(List<Integer> counts, double price) {
  public Group {
    counts = List.copyOf(counts);
  }

  /** A group of a fleet. */
  static Group of(Fleet fleet, int... counts) {
    double price = 0;
    Integer[] boxed = new Integer[counts.length];
    for (int k = 0; k < counts.length; k++) {
      price += counts[k] * fleet.kinds().get(k).cost();
      boxed[k] = counts[k];
    }
    return new Group(List.of(boxed), price);
  }

  /** Number of devices that are bought. */
  public int devices() {
    return counts.stream().mapToInt(each -> each).sum();
  }

  /** The group as people read it, such as {@code 2 edge + 1 cloud}. */
  public String words(Fleet fleet) {
    StringBuilder words = new StringBuilder();
    for (int k = 0; k < counts.size(); k++) {
      if (counts.get(k) > 0) {
        words.append(words.isEmpty() ? "" : " + ").append(counts.get(k)).append(' ');
        words.append(fleet.kinds().get(k).name());
      }
    }
    return words.isEmpty() ? "none" : words.toString();
  }
}

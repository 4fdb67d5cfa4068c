package dev.espalier.plan;

import java.util.Arrays;
import java.util.Optional;

/** What a plan minimises. */
public enum Objective {
  /** Mean time over all samples, each leaving at its exit. */
  EXPECTED("expected"),
  /** Time of a sample that runs everything and leaves at the final exit. */
  WORST_CASE("worst-case");

  private final String label;

  Objective(String label) {
    this.label = label;
  }

  /** The objective of that label, empty if there is none. */
  public static Optional<Objective> labelled(String label) {
    return Arrays.stream(values()).filter(each -> each.label.equals(label)).findFirst();
  }

  /** The name used in files and on the command line. */
  public String label() {
    return label;
  }
}

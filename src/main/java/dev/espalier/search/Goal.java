package dev.espalier.search;

import java.util.Arrays;
import java.util.Optional;

/** The quantity that a load-aware method minimizes: {@link PlannerTrait#LOAD_AWARE}. */
public enum Goal {
  /** The objective's latency. */
  LATENCY("latency"),
  /** Energy that the local device spends on one full run. */
  ENERGY("energy");

  private final String label;

  Goal(String label) {
    this.label = label;
  }

  /** The goal of that label, empty if there is none. */
  public static Optional<Goal> labeled(String label) {
    return Arrays.stream(values()).filter(each -> each.label.equals(label)).findFirst();
  }

  /** The name used on the command line. */
  public String label() {
    return label;
  }
}

package dev.espalier.study.batch;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Kinds of outcomes of a scenario. */
public enum Status {
  /** There is a plan. */
  PLANNED,
  /** It is proven that there is no plan. */
  INFEASIBLE,
  /** The search ended with neither a plan nor a proof. */
  UNDECIDED,
  /** The scenario is wrong. */
  INVALID,
  /** Planning ended with an error that is none of the scenario's. */
  FAILED;

  /** Name in files. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The status of that label; empty if there is none. */
  public static Optional<Status> labeled(String label) {
    return Arrays.stream(values()).filter(status -> status.label().equals(label)).findFirst();
  }
}

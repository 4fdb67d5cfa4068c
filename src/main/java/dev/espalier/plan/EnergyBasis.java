package dev.espalier.plan;

import java.util.Arrays;
import java.util.Optional;

/** Which run a battery is charged for. */
public enum EnergyBasis {
  /** One full, unweighted run that leaves at the final exit. */
  FULL("full", Weighting.FULL),
  /** The mean over all samples, each leaving at its exit. */
  EXPECTED("expected", Weighting.EXPECTED);

  private final String label;
  private final Weighting weighting;

  EnergyBasis(String label, Weighting weighting) {
    this.label = label;
    this.weighting = weighting;
  }

  /** The basis of that label, empty if there is none. */
  public static Optional<EnergyBasis> labeled(String label) {
    return Arrays.stream(values()).filter(each -> each.label.equals(label)).findFirst();
  }

  /** The name used in files and on the command line. */
  public String label() {
    return label;
  }

  /** Weights of layers and exits. */
  public Weighting weighting() {
    return weighting;
  }

  @Override
  public String toString() {
    return label;
  }
}

package dev.espalier.study.fleet;

/** How a percentile and its interval lie to the target. */
public enum Verdict {
  /** The whole interval keeps the target. */
  MET("yes"),

  /** The estimate keeps the target, but the interval reaches above. */
  PROBABLY_MET("not certain"),

  /** The estimate is above the target, but the interval reaches below. */
  PROBABLY_MISSED("unlikely"),

  /** The whole interval is above the target. */
  MISSED("no");

  private final String label;

  Verdict(String label) {
    this.label = label;
  }

  /** The verdict as people and programs read it. */
  public String label() {
    return label;
  }

  /** Whether no sample can be expected to change it. */
  public boolean isCertain() {
    return this == MET || this == MISSED;
  }

  /** Whether the estimate keeps the target. */
  public boolean isMet() {
    return this == MET || this == PROBABLY_MET;
  }
}

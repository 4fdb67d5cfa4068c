package dev.espalier.study.batch;

/** Classes of the gap between a plan and its lower bound. */
public enum GapClass {
  /** Proven optimal. */
  OPTIMAL("proven optimal", 0),
  /** Within 0.01 % of the bound. */
  TENTH_OF_PERMILLE("gap up to 0.01%", 1e-4),
  /** Within 0.1 %. */
  PERMILLE("gap up to 0.1%", 1e-3),
  /** Within 1 %. */
  PERCENT("gap up to 1%", 1e-2),
  /** Within 10 %. */
  TENTH("gap up to 10%", 1e-1),
  /** Farther away, or without a bound. */
  LARGER("larger gap", Double.POSITIVE_INFINITY);

  private final String title;
  private final double maximum;

  GapClass(String title, double maximum) {
    this.title = title;
    this.maximum = maximum;
  }

  /** Name for people. */
  public String title() {
    return title;
  }

  /**
   * The class of a gap.
   *
   * @param gap the relative gap; 0 where the plan is proven optimal
   */
  public static GapClass of(double gap) {
    for (GapClass each : values()) {
      if (gap <= each.maximum) {
        return each;
      }
    }
    return LARGER;
  }
}

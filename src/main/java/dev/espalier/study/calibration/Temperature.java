package dev.espalier.study.calibration;

/** What the logits of an exit are divided by, so that their softmax is as likely as can be. */
public sealed interface Temperature {

  /** The temperature to apply: 1, which changes nothing, where none is best. */
  double applied();

  /**
   * The best temperature.
   *
   * @param value the temperature, greater than 0
   * @param standardError how far chance in the choice of samples moves it, one standard deviation
   */
  record Fitted(double value, double standardError) implements Temperature {
    @Override
    public double applied() {
      return value;
    }
  }

  /**
   * None is best: the likelihood rises without end.
   *
   * @param towards in which direction
   */
  record Unbounded(Limit towards) implements Temperature {
    @Override
    public double applied() {
      return 1;
    }

    /** Why, as a sentence without subject and full stop. */
    public String reason() {
      return towards.reason;
    }
  }

  /** Where a temperature that has no best value strives. */
  enum Limit {
    /** All probability to the greatest logit. */
    ZERO("no sample has a logit above that of its label, so that T = 0 would be best"),

    /** The same probability to every class. */
    INFINITY("the labels' logits are not above average, so that T = infinity would be best");

    private final String reason;

    Limit(String reason) {
      this.reason = reason;
    }
  }
}

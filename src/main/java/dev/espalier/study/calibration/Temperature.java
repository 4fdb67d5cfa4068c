package dev.espalier.study.calibration;

/** The divisor of the logits of an exit that maximizes the likelihood of their softmax. */
public sealed interface Temperature {

  /** The temperature to apply: 1, which changes nothing, where none is best. */
  double applied();

  /**
   * The best temperature.
   *
   * @param value the temperature, greater than 0
   * @param standardError standard error due to the choice of samples
   */
  record Fitted(double value, double standardError) implements Temperature {
    @Override
    public double applied() {
      return value;
    }
  }

  /**
   * No temperature is best: the likelihood increases without bound.
   *
   * @param towards in which direction
   */
  record Unbounded(Limit towards) implements Temperature {
    @Override
    public double applied() {
      return 1;
    }

    /** The reason, as a clause. */
    public String reason() {
      return towards.reason;
    }
  }

  /** The limit of a temperature that has no best value. */
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

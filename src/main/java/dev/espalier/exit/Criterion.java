package dev.espalier.exit;

import dev.espalier.internal.Checks;
import java.util.Arrays;
import java.util.Optional;

/** The measure of an exit's certainty about a sample. */
public enum Criterion {
  /** The largest probability of a class, 0 to 1: a sample leaves from the threshold upwards. */
  CONFIDENCE("confidence", 1) {
    @Override
    public boolean leaves(double value, double threshold) {
      return value >= threshold;
    }

    @Override
    public boolean isMoreCertain(double value, double other) {
      return value > other;
    }

    @Override
    public double check(String subject, double value) {
      return Checks.probability(subject, label(), value);
    }
  },

  /** Entropy of the probabilities of the classes, nats: a sample leaves up to the threshold. */
  ENTROPY("entropy", Double.POSITIVE_INFINITY) {
    @Override
    public boolean leaves(double value, double threshold) {
      return value <= threshold;
    }

    @Override
    public boolean isMoreCertain(double value, double other) {
      return value < other;
    }

    @Override
    public double check(String subject, double value) {
      return Checks.notNegative(subject, label(), value);
    }
  };

  private final String label;
  private final double maximum;

  Criterion(String label, double maximum) {
    this.label = label;
    this.maximum = maximum;
  }

  /** Name in files and on the command line. */
  public String label() {
    return label;
  }

  /** Maximum of its values; the minimum is 0. */
  public double maximum() {
    return maximum;
  }

  /** Whether a sample of this value leaves at this threshold; both ends are inclusive. */
  public abstract boolean leaves(double value, double threshold);

  /** Whether one value expresses more certainty than another. */
  public abstract boolean isMoreCertain(double value, double other);

  /**
   * A value that this criterion can have.
   *
   * @param subject whose value it is, for the message
   * @throws IllegalArgumentException if it is NaN or out of range
   */
  public abstract double check(String subject, double value);

  /** The criterion with a label, empty if there is none. */
  public static Optional<Criterion> labeled(String label) {
    return Arrays.stream(values()).filter(each -> each.label.equals(label)).findFirst();
  }
}

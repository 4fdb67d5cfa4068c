package dev.espalier.study.run.compare;

import dev.espalier.study.curve.Estimate;
import java.util.Comparator;
import java.util.List;

/**
 * Why the mean latency differs from its prediction: the difference as a sum of parts, each of which
 * is due to one assumption of the prediction.
 *
 * @param predictedMs predicted mean latency, ms
 * @param measured measured mean latency, ms
 * @param parts the parts, which add up to the difference; those of transfers and slices in their
 *     order
 */
public record LatencyDifference(double predictedMs, Estimate measured, List<Part> parts) {

  /** Assumptions of a prediction. */
  public enum Cause {
    /** Samples leave at the exits with the planned probabilities. */
    EXITS("exit probabilities"),
    /** A slice takes the predicted time to compute. */
    COMPUTE("compute"),
    /** A transfer takes the predicted time. */
    TRANSFER("transfer"),
    /** No sample waits for another one. */
    QUEUEING("queueing"),
    /** Nothing but computing and the wire takes time. */
    COPYING("copying"),
    /** What is predicted for a whole latency but for none of its parts, or the other way round. */
    OTHER("other");

    private final String label;

    Cause(String label) {
      this.label = label;
    }

    /** Name in files. */
    public String label() {
      return label;
    }
  }

  /**
   * A part of the difference.
   *
   * @param cause the assumption that does not hold
   * @param subject the slice's device or the transfer; empty for other causes
   * @param ms how much the mean latency is longer for that, ms; negative where it is shorter
   */
  public record Part(Cause cause, String subject, Estimate ms) {}

  /** Copies the list. */
  public LatencyDifference {
    parts = List.copyOf(parts);
  }

  /** Measured minus predicted mean latency, ms. */
  public double ms() {
    return measured.value() - predictedMs;
  }

  /** Whether the prediction is within the 95 % interval of the measured mean. */
  public boolean isWithinInterval() {
    return measured
        .interval()
        .filter(range -> range.low() <= predictedMs && predictedMs <= range.high())
        .isPresent();
  }

  /**
   * The largest part in the direction of the difference. Where the difference is within the
   * interval, the largest part in either direction: parts may cancel out.
   */
  public Part largest() {
    double sign = isWithinInterval() ? 0 : Math.signum(ms());
    return parts.stream()
        .max(
            Comparator.comparingDouble(
                part -> sign == 0 ? Math.abs(part.ms().value()) : sign * part.ms().value()))
        .orElseThrow();
  }

  /** Whether the parts cancel out: the mean agrees, but some part alone exceeds its interval. */
  public boolean isCancelledOut() {
    double half = measured.interval().map(range -> (range.high() - range.low()) / 2).orElse(0.0);
    return isWithinInterval() && Math.abs(largest().ms().value()) > 2 * half;
  }
}

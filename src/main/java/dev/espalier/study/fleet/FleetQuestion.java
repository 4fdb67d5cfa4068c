package dev.espalier.study.fleet;

import dev.espalier.error.InvalidFieldException;
import dev.espalier.internal.Checks;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * What a group must achieve, and how much is sampled to find that out.
 *
 * @param targetMs maximum value of the objective, ms
 * @param percentile percentage of the samples that must keep the target, above 0 and below 100
 * @param confidence confidence of the intervals in percent, above 0 and below 100
 * @param budget maximum price of a group; empty = any
 * @param maxDevices maximum number of bought devices of a group; empty = any
 * @param samples maximum number of samples of a group
 * @param seed seed of all that is drawn
 */
public record FleetQuestion(
    double targetMs,
    double percentile,
    double confidence,
    OptionalDouble budget,
    OptionalInt maxDevices,
    int samples,
    long seed) {
  /** Maximum number of samples of a group. */
  public static final int MAX_SAMPLES = 1_000_000;

  private static final double PERCENT = 100;

  /**
   * @throws IllegalArgumentException if a number is out of range
   */
  public FleetQuestion {
    Checks.positive("fleet study", "latency", targetMs);
    checkPercent("percentile", percentile);
    checkPercent("confidence", confidence);
    budget.ifPresent(price -> Checks.notNegative("fleet study", "budget", price));
    if (maxDevices.isPresent() && maxDevices.getAsInt() < 1) {
      throw new InvalidFieldException(
          "max-devices", "fleet study: max-devices must be >= 1 but is " + maxDevices.getAsInt());
    }
    if (samples < 1 || samples > MAX_SAMPLES) {
      throw new InvalidFieldException(
          "samples",
          "fleet study: samples must be from 1 to %d but is %d".formatted(MAX_SAMPLES, samples));
    }
  }

  private static void checkPercent(String field, double percent) {
    if (!(percent > 0 && percent < PERCENT)) {
      throw new InvalidFieldException(
          field,
          "fleet study: %s must be above 0 and below 100 but is %s".formatted(field, percent));
    }
  }

  /** The percentile as a probability. */
  public double probability() {
    return percentile / PERCENT;
  }

  /** Probability that an interval may miss what it is an interval of. */
  public double errorRate() {
    return 1 - confidence / PERCENT;
  }

  /**
   * The smallest number of samples, from that of the question on, with which the interval of the
   * percentile has an upper end. More samples have more looks, whose intervals are wider.
   */
  public int samplesForUpperEnd() {
    int number = samples;
    while (number < samplesForUpperEnd(Looks.of(number).size())) {
      number = samplesForUpperEnd(Looks.of(number).size());
    }
    return number;
  }

  private int samplesForUpperEnd(int looks) {
    double alpha = errorRate() / looks;
    return (int) Math.ceil(Math.log(alpha / 2) / Math.log(probability()));
  }
}

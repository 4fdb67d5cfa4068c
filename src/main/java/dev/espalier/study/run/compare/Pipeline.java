package dev.espalier.study.run.compare;

import dev.espalier.study.Interval;
import dev.espalier.study.run.RunMeasurement;
import dev.espalier.study.run.RunPrediction;
import dev.espalier.study.run.SampleRun;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * How fast answers follow on one another.
 *
 * @param fill whether the pipeline was full, so that the period can be compared
 * @param periodMs time between two answers, ms; empty with fewer than two
 */
public record Pipeline(Fill fill, Optional<Measured> periodMs) {
  private static final double MS_PER_SECOND = 1e3;

  /** Whether the pipeline was full. */
  public enum Fill {
    /** It was: the period is that of the narrowest stage or link. */
    FULL,
    /** One sample was sent after the other. */
    ONE_AT_A_TIME,
    /** Too few samples were on their way for all stages to be busy. */
    TOO_FEW_IN_FLIGHT,
    /** Samples were sent more slowly than they can be answered. */
    BELOW_CAPACITY,
    /** Samples failed or were resumed, which takes time. */
    DISTURBED,
    /** No period is predicted. */
    NOT_PREDICTED
  }

  static Pipeline of(RunPrediction prediction, RunMeasurement run) {
    double[] ends =
        run.samples().stream()
            .filter(SampleRun::isAnswered)
            .mapToDouble(SampleRun::endMs)
            .sorted()
            .toArray();
    double[] gaps = new double[Math.max(0, ends.length - 1)];
    for (int i = 0; i < gaps.length; i++) {
      gaps[i] = ends[i + 1] - ends[i];
    }
    return new Pipeline(fill(prediction, run), Measured.of(gaps));
  }

  private static Fill fill(RunPrediction prediction, RunMeasurement run) {
    if (prediction.periodMs().isEmpty()) {
      return Fill.NOT_PREDICTED;
    }
    double periodMs = prediction.periodMs().getAsDouble();
    OptionalDouble rate = run.load().ratePerSecond();
    if (rate.isEmpty() && run.load().inFlight() == 1) {
      return Fill.ONE_AT_A_TIME;
    }
    if (rate.isPresent() && !(rate.getAsDouble() * periodMs >= MS_PER_SECOND)) {
      return Fill.BELOW_CAPACITY;
    }
    if (rate.isEmpty() && run.load().inFlight() < minInFlight(prediction)) {
      return Fill.TOO_FEW_IN_FLIGHT;
    }
    boolean isDisturbed =
        run.samples().stream().anyMatch(sample -> !sample.isAnswered() || sample.attempts() > 1);
    return isDisturbed ? Fill.DISTURBED : Fill.FULL;
  }

  /**
   * Minimum number of samples on their way of a full pipeline: expected latency over period
   * (Little's law); at least 2.
   */
  public static long minInFlight(RunPrediction prediction) {
    double latencyMs = prediction.expectedMs().orElse(0);
    double periodMs = prediction.periodMs().orElse(0);
    return periodMs > 0 ? Math.max(2, (long) Math.ceil(latencyMs / periodMs)) : 2;
  }

  /** Number of answers a second. */
  public Optional<Measured> throughput() {
    return periodMs
        .filter(period -> period.value() > 0)
        .map(
            period ->
                Measured.of(
                    MS_PER_SECOND / period.value(),
                    period
                        .interval()
                        .filter(range -> range.low() > 0)
                        .map(
                            range ->
                                new Interval(
                                    MS_PER_SECOND / range.high(), MS_PER_SECOND / range.low())),
                    period.samples()));
  }
}

package dev.espalier.study.trace;

import dev.espalier.error.InvalidFieldException;
import dev.espalier.internal.Checks;
import java.util.List;

/**
 * The rate of a link over time, as steps: each sample holds until the next one. Immutable and
 * thread-safe.
 *
 * @param name name of the trace, such as that of its file
 * @param samples at least one, in the order of time; the first one begins at 0 s
 * @param endSeconds end of the last sample, s
 */
public record BandwidthTrace(String name, List<Sample> samples, double endSeconds) {
  /**
   * Minimum rate of a link that follows a trace, Mbps. A trace may fall to 0, but a link has a rate
   * above 0: at 10 kbit/s, a message of 4.5 kB takes 3.6 s, and no plan that sends it is a good
   * one.
   */
  public static final double MIN_LINK_MBPS = 0.01;

  /** How long a single sample holds, s. */
  private static final double SINGLE_SECONDS = 1;

  /**
   * A rate that holds until the next sample.
   *
   * @param atSeconds when it begins, s
   * @param mbps rate, 10^6 bits per second; 0 in an outage
   */
  public record Sample(double atSeconds, double mbps) {

    /**
     * @throws IllegalArgumentException if a number is not from 0 to 1e30
     */
    public Sample {
      Checks.notNegative("sample of a trace", "atSeconds", atSeconds);
      Checks.notNegative("sample of a trace", "mbps", mbps);
    }
  }

  /**
   * @throws IllegalArgumentException if the name is blank, there is no sample, the first one does
   *     not begin at 0, or a time is not above the one before it
   */
  public BandwidthTrace {
    Checks.name("trace", "name", name);
    samples = List.copyOf(samples);
    Checks.notEmpty("trace", "samples", samples);
    if (samples.get(0).atSeconds() != 0) {
      throw new InvalidFieldException(
          "samples/0",
          "trace: the first sample must begin at 0 s but begins at %s"
              .formatted(samples.get(0).atSeconds()));
    }
    for (int i = 1; i < samples.size(); i++) {
      checkOrder("samples/" + i, samples.get(i - 1).atSeconds(), samples.get(i).atSeconds());
    }
    checkOrder("endSeconds", samples.get(samples.size() - 1).atSeconds(), endSeconds);
    Checks.notNegative("trace", "endSeconds", endSeconds);
  }

  private static void checkOrder(String field, double before, double seconds) {
    if (!(seconds > before)) {
      throw new InvalidFieldException(
          field,
          "trace: times must increase, but after %s s comes %s s".formatted(before, seconds));
    }
  }

  /** A trace whose last sample holds as long as the one before it; a single one holds for 1 s. */
  public static BandwidthTrace of(String name, List<Sample> samples) {
    return new BandwidthTrace(name, samples, usualEnd(samples));
  }

  /**
   * The end of a trace that does not say it: as if the last sample held as long as its neighbor.
   */
  private static double usualEnd(List<Sample> samples) {
    int last = samples.size() - 1;
    if (last < 1) {
      return SINGLE_SECONDS;
    }
    double seconds = samples.get(last).atSeconds();
    return seconds + (seconds - samples.get(last - 1).atSeconds());
  }

  /** Whether the last sample holds as long as the one before it. */
  public boolean endsAsUsual() {
    return endSeconds == usualEnd(samples);
  }

  /** Rate at a time, Mbps; from the end on, that of the last sample. */
  public double mbpsAt(double seconds) {
    int from = 0;
    int to = samples.size();
    while (to - from > 1) {
      int middle = (from + to) >>> 1;
      if (samples.get(middle).atSeconds() <= seconds) {
        from = middle;
      } else {
        to = middle;
      }
    }
    return samples.get(from).mbps();
  }

  /** How long a sample holds, s. */
  public double seconds(int index) {
    double until = index + 1 < samples.size() ? samples.get(index + 1).atSeconds() : endSeconds;
    return until - samples.get(index).atSeconds();
  }

  /** Mean rate over time, Mbps. */
  public double meanMbps() {
    double megabits = 0;
    for (int i = 0; i < samples.size(); i++) {
      megabits += samples.get(i).mbps() * seconds(i);
    }
    return megabits / endSeconds;
  }

  /** The rate of a link at a rate of a trace, Mbps: not below {@link #MIN_LINK_MBPS}. */
  public static double linkMbps(double mbps) {
    return Math.max(mbps, MIN_LINK_MBPS);
  }
}

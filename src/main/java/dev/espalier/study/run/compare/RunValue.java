package dev.espalier.study.run.compare;

import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A quantity of a run: what the plan predicts of it, and what was measured.
 *
 * @param kind what kind of quantity it is
 * @param name what it is the quantity of, such as an exit, a device or {@code d1 -> d2}
 * @param predicted the prediction; empty if there is none
 * @param measured what was measured; empty if nothing was
 */
public record RunValue(
    Kind kind, String name, OptionalDouble predicted, Optional<Measured> measured) {

  /** Kinds of quantities. */
  public enum Kind {
    /** Latency of all samples. */
    LATENCY("latency", "ms"),
    /** Latency of the samples that leave at an exit. */
    EXIT_LATENCY("exit latency", "ms"),
    /** Probability that a sample leaves at an exit. */
    PROBABILITY("exit probability", ""),
    /** Probability that an answer is correct. */
    ACCURACY("accuracy", ""),
    /**
     * Time of computing on a device, over the samples that reach it. Its prediction is that of the
     * segments at the measured frequencies with which samples reach them, so that it says nothing
     * of exit probabilities.
     */
    SLICE("compute of slice", "ms"),
    /** Time of computing a segment, over the samples that reach it. */
    SEGMENT("compute of segment", "ms"),
    /** Time on the wire, over the samples that are sent. */
    TRANSFER("transfer", "ms"),
    /** Time of waiting for a device and for its connection, over the samples that reach it. */
    QUEUEING("queueing", "ms"),
    /** Time of copying and handing over messages, over the samples that reach a device. */
    COPYING("copying", "ms"),
    /** Time between two answers. */
    PERIOD("period", "ms"),
    /** Number of answers a second. */
    THROUGHPUT("throughput", "1/s"),
    /** Energy of a device for each answered sample. */
    ENERGY("energy", "J");

    private final String label;
    private final String unit;

    Kind(String label, String unit) {
      this.label = label;
      this.unit = unit;
    }

    /** Name in files. */
    public String label() {
      return label;
    }

    /** Unit of the values; empty for a proportion. */
    public String unit() {
      return unit;
    }
  }

  /** Relative difference of what was measured from the prediction; empty without both. */
  public OptionalDouble difference() {
    return predicted.isPresent() && predicted.getAsDouble() > 0 && measured.isPresent()
        ? OptionalDouble.of(measured.get().value() / predicted.getAsDouble() - 1)
        : OptionalDouble.empty();
  }
}

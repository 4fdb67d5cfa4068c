package dev.espalier.plan;

import dev.espalier.device.Device;
import java.util.OptionalDouble;

/**
 * A limit that is decidable on one slice, as a value: what a device allows, and the rates at which
 * a slice uses it up. Every solver, validator, explanation and report works from these, so that a
 * new limit takes one class. Limits are inclusive; comparisons allow the relative {@link
 * Tolerance}.
 *
 * <p>What a slice uses is
 *
 * <pre>
 * constant + perComputeMs x compute + perTransferMs x (receive + send)
 *          + perResidentByte x (weights + largest set of live tensors)
 *          + perBufferedByte x (bytes received + bytes sent)
 * </pre>
 *
 * where times are weighted by {@link #weighting}; the first slice receives the model input from the
 * source, the last one sends the final exit's output to the sink.
 */
public interface SliceLimit {
  /** Memory of a device, MiB. */
  SliceLimit MEMORY = new MemoryLimit();

  /** Energy that a device may spend on one inference, J. */
  SliceLimit ENERGY = new EnergyLimit();

  /** Name of the limited resource, such as "memory". */
  String name();

  /** Unit of the limit and its use. */
  String unit();

  /** Amount that a device allows; empty = unlimited. */
  OptionalDouble allowed(PlanningProblem problem, Device device);

  /** The rates of a device, each &gt;= 0. */
  Rates rates(PlanningProblem problem, Device device);

  /** Weights of layers and transfers; 1 unless overridden. */
  default Weighting weighting(PlanningProblem problem) {
    return Weighting.FULL;
  }

  /** Whether what a slice uses of the device is known at all; true unless overridden. */
  default boolean isKnown(Device device) {
    return true;
  }

  /** Middle of a violation's message: {@code positions 0 to 3 <need> 2 MiB, <has> 1 MiB}. */
  default String phrase(double needed, double allowed) {
    return "need %s %s, it has %s %s"
        .formatted(MessageNumber.of(needed), unit(), MessageNumber.of(allowed), unit());
  }

  /**
   * Rates at which a slice uses a limit up, in the limit's unit.
   *
   * @param constant use of any slice
   * @param perComputeMs use of a weighted millisecond of computing
   * @param perTransferMs use of a weighted millisecond of receiving or sending
   * @param perResidentByte use of a byte of weights or live tensors
   * @param perBufferedByte use of a byte of the largest message received and of that sent
   */
  record Rates(
      double constant,
      double perComputeMs,
      double perTransferMs,
      double perResidentByte,
      double perBufferedByte) {

    /** Rates of a limit on time, such as energy. */
    public static Rates ofTime(double constant, double perComputeMs, double perTransferMs) {
      return new Rates(constant, perComputeMs, perTransferMs, 0, 0);
    }

    /** Rates of a limit on bytes, such as memory. */
    public static Rates ofBytes(double perResidentByte, double perBufferedByte) {
      return new Rates(0, 0, 0, perResidentByte, perBufferedByte);
    }
  }
}

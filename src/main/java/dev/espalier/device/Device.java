package dev.espalier.device;

import dev.espalier.internal.Checks;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A device that can run one slice of a network.
 *
 * @param name unique within the catalog
 * @param gflops computing speed, 10^9 operations per second, one multiply-accumulate counting as
 *     one
 * @param ioMBps rate at which tensors and weights are read and written, 10^6 bytes per second
 * @param memoryMiB memory that a slice may fill, MiB; empty = unlimited
 * @param powerW power drawn while it computes, receives or sends, W; empty = unknown, energy then
 *     counts as 0 and is not limited
 * @param energyJ energy it may spend, J; empty = unlimited
 * @param source where the figures come from
 */
public record Device(
    String name,
    double gflops,
    double ioMBps,
    OptionalDouble memoryMiB,
    OptionalDouble powerW,
    OptionalDouble energyJ,
    Optional<String> source) {

  /**
   * @throws IllegalArgumentException if the name is blank, a rate or a limit is not from 1e-30 to
   *     1e30, or the power not from 0 to 1e30
   */
  public Device {
    Checks.name("device", "name", name);
    String subject = Checks.quoted("device", name);
    Checks.positive(subject, "gflops", gflops);
    Checks.positive(subject, "ioMBps", ioMBps);
    memoryMiB.ifPresent(value -> Checks.positive(subject, "memoryMiB", value));
    powerW.ifPresent(value -> Checks.notNegative(subject, "powerW", value));
    energyJ.ifPresent(value -> Checks.positive(subject, "energyJ", value));
  }

  /** A device without limits and of unknown power. */
  public Device(String name, double gflops, double ioMBps) {
    this(
        name,
        gflops,
        ioMBps,
        OptionalDouble.empty(),
        OptionalDouble.empty(),
        OptionalDouble.empty(),
        Optional.empty());
  }

  /** This device with a limit on its memory, MiB. */
  public Device withMemoryMiB(double limit) {
    return new Device(name, gflops, ioMBps, OptionalDouble.of(limit), powerW, energyJ, source);
  }

  /** This device with its power, W, and a limit on its energy, J. */
  public Device withEnergy(double power, double limit) {
    return new Device(
        name,
        gflops,
        ioMBps,
        memoryMiB,
        OptionalDouble.of(power),
        OptionalDouble.of(limit),
        source);
  }

  /** This device at another computing speed, 10^9 operations per second, and another I/O rate. */
  public Device withRates(double newGflops, double newIoMBps) {
    return new Device(name, newGflops, newIoMBps, memoryMiB, powerW, energyJ, source);
  }
}

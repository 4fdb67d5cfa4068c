package dev.espalier.plan;

import dev.espalier.device.Device;
import java.util.Locale;
import java.util.Optional;

/**
 * The minimum period of a pipeline of samples: devices compute and transfer at the same time, so
 * the slowest resource decides. A device is occupied for its expected compute time per sample, a
 * directed link and a shared medium by the expected time that payloads take on it, without latency.
 */
record ThroughputObjective() implements Objective {
  private static final double MS_PER_SECOND = 1000;

  @Override
  public String label() {
    return "throughput";
  }

  @Override
  public String quantity() {
    return "period";
  }

  @Override
  public String unit() {
    return "ms";
  }

  @Override
  public Combination combination() {
    return Combination.MAX;
  }

  @Override
  public double perComputeMs(PlanningProblem problem, Device device) {
    return 1;
  }

  @Override
  public Ends ends() {
    return Ends.ALIKE;
  }

  @Override
  public double perTransferMs(
      PlanningProblem problem, Optional<Device> sender, Optional<Device> receiver) {
    return 1;
  }

  @Override
  public Optional<String> inOtherWords(double periodMs) {
    return periodMs > 0
        ? Optional.of(String.format(Locale.ROOT, "%.4g samples/s", MS_PER_SECOND / periodMs))
        : Optional.empty();
  }
}

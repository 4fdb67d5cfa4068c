package dev.espalier.plan;

import dev.espalier.device.Device;
import java.util.Objects;
import java.util.Optional;

/** A latency: the time of computing and transferring, each layer counted with a weight. */
record LatencyObjective(String label, String quantity, Weighting weighting) implements Objective {

  @Override
  public String unit() {
    return "ms";
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

  /** Written out, as a record's own is put together when first called: 10 ms of each short run. */
  @Override
  public boolean equals(Object other) {
    return other instanceof LatencyObjective that
        && label.equals(that.label)
        && quantity.equals(that.quantity)
        && weighting.equals(that.weighting);
  }

  @Override
  public int hashCode() {
    return Objects.hash(label, quantity, weighting);
  }
}

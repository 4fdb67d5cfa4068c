package com.example;

import dev.espalier.device.Device;
import dev.espalier.plan.Objective;
import dev.espalier.plan.PlanningProblem;
import java.util.Optional;

/** An objective of our own: what an inference sends over links in the mean, kB. */
public final class TrafficObjective implements Objective {
  @Override
  public String label() {
    return "traffic";
  }

  @Override
  public String quantity() {
    return "expected traffic";
  }

  @Override
  public String unit() {
    return "kB";
  }

  @Override
  public double perComputeMs(PlanningProblem problem, Device device) {
    return 0;
  }

  @Override
  public double perTransferMs(
      PlanningProblem problem, Optional<Device> sender, Optional<Device> receiver) {
    return 0;
  }

  @Override
  public double perByte() {
    return 1e-3;
  }
}

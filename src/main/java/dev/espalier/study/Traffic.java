package dev.espalier.study;

import dev.espalier.device.Device;
import dev.espalier.plan.Objective;
import dev.espalier.plan.PlanningProblem;
import dev.espalier.plan.Weighting;
import java.util.Optional;

/** The bytes that a full run moves over links, the model input and the result included. */
enum Traffic implements Objective {
  INSTANCE;

  @Override
  public String label() {
    return "traffic";
  }

  @Override
  public String quantity() {
    return "traffic";
  }

  @Override
  public String unit() {
    return "B";
  }

  @Override
  public Weighting weighting() {
    return Weighting.FULL;
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
  public Ends ends() {
    return Ends.ALIKE;
  }

  @Override
  public double perByte() {
    return 1;
  }
}

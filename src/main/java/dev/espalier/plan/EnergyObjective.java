package dev.espalier.plan;

import dev.espalier.device.Device;
import java.util.Optional;

/**
 * The expected energy of an inference: what every device that runs a slice draws while it computes,
 * receives and sends, and while it waits for the rest of a given period ({@link Power}).
 */
record EnergyObjective() implements Objective {

  @Override
  public String label() {
    return "energy";
  }

  @Override
  public String quantity() {
    return "expected energy";
  }

  @Override
  public String unit() {
    return "J";
  }

  @Override
  public double perComputeMs(PlanningProblem problem, Device device) {
    return Power.activeJoulesPerMs(problem, device);
  }

  @Override
  public Ends ends() {
    return Ends.APART;
  }

  @Override
  public double perTransferMs(
      PlanningProblem problem, Optional<Device> sender, Optional<Device> receiver) {
    return sender.map(device -> perComputeMs(problem, device)).orElse(0.0)
        + receiver.map(device -> perComputeMs(problem, device)).orElse(0.0);
  }

  @Override
  public double perSlice(PlanningProblem problem, Device device) {
    return Power.idleJoules(problem, device);
  }

  @Override
  public Optional<String> misfit(PlanningProblem problem) {
    return problem.devices().stream()
        .filter(device -> device.powerW().isEmpty())
        .findFirst()
        .map(
            device ->
                "device \"%s\" has no powerW; expected one for every device that may run a slice"
                    .formatted(device.name()));
  }
}

package dev.espalier.plan;

import dev.espalier.device.Device;
import java.util.OptionalDouble;

/**
 * Energy of an inference (Na et al. 2023, equation 4): {@code power x (compute + receive + send)},
 * in a full run or in the mean over all samples, plus what the device draws while it waits ({@link
 * Power}).
 */
record EnergyLimit() implements SliceLimit {

  @Override
  public String name() {
    return "energy";
  }

  @Override
  public String unit() {
    return "J";
  }

  @Override
  public OptionalDouble allowed(PlanningProblem problem, Device device) {
    return problem.energyLimitJ(device);
  }

  @Override
  public Rates rates(PlanningProblem problem, Device device) {
    double perMs = Power.activeJoulesPerMs(problem, device);
    return Rates.ofTime(Power.idleJoules(problem, device), perMs, perMs);
  }

  @Override
  public Weighting weighting(PlanningProblem problem) {
    return problem.energyBasis().weighting();
  }

  @Override
  public boolean isKnown(Device device) {
    return device.powerW().isPresent();
  }

  @Override
  public String phrase(double needed, double allowed) {
    return "need %s J an inference, it may spend %s J"
        .formatted(MessageNumber.of(needed), MessageNumber.of(allowed));
  }
}

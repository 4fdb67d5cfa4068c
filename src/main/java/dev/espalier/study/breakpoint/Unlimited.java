package dev.espalier.study.breakpoint;

import dev.espalier.device.Device;
import dev.espalier.device.DeviceCatalog;
import dev.espalier.plan.PlanningProblem;
import java.util.List;
import java.util.OptionalDouble;

/** Problems without some of their limits. */
public final class Unlimited {
  private Unlimited() {}

  /** A problem in which no device has a limit on energy. */
  public static PlanningProblem energy(PlanningProblem problem) {
    DeviceCatalog catalog = problem.catalog();
    List<Device> devices =
        catalog.devices().stream()
            .map(device -> device.toBuilder().energyJ(OptionalDouble.empty()).build())
            .toList();
    return problem.withCatalog(catalog.withDevices(devices));
  }
}

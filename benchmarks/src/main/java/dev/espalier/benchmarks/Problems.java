package dev.espalier.benchmarks;

import dev.espalier.device.Device;
import dev.espalier.device.DeviceCatalog;
import dev.espalier.device.Network;
import dev.espalier.plan.Objective;
import dev.espalier.plan.Objectives;
import dev.espalier.plan.PlanningProblem;
import dev.espalier.zoo.Zoo;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * The devices that are planned for: table 1 of Na, Zhang, Lian, Zhang, Sensors 23(3) 1500, 2023, on
 * a network of 8 Mbps. They are written down here so that a run needs no file.
 */
public final class Problems {
  private static final double BANDWIDTH_MBPS = 8;
  private static final double POWER_W = 3.5;

  private static final List<Device> DEVICES =
      List.of(
          new Device("d1", 0.218, 18.4614912),
          new Device("d2", 9.92, 199.9673754),
          new Device("d3", 0.213, 17.8113741),
          new Device("d4", 13.5, 222.593024),
          new Device("d5", 0.247, 18.4693555),
          new Device("d6", 3.62, 20.8994304));

  private Problems() {}

  /** A problem of {@link PlanningCase}, without limits. */
  public static PlanningProblem of(PlanningCase wanted, String objective) {
    return PlanningProblem.builder(
            Zoo.get(wanted.network), catalog(wanted.devices, Problems::withPower))
        .slices(wanted.minSlices, wanted.maxSlices)
        .objective(Objectives.labeled(objective).orElseThrow())
        .build();
  }

  /** A published scene: minimum worst-case latency, a slice on each of the first devices. */
  public static PlanningProblem published(String network, int devices) {
    return PlanningProblem.builder(Zoo.get(network), catalog(devices, UnaryOperator.identity()))
        .slices(devices)
        .objective(Objective.WORST_CASE)
        .build();
  }

  /** B-AlexNet on all devices, cut into exactly six slices, without limits. */
  static PlanningProblem sixSlices() {
    return of(PlanningCase.ALEXNET_SIX_DEVICES_SIX_SLICES, "expected");
  }

  /** As {@link #sixSlices}, with every device limited in memory and energy. */
  static PlanningProblem sixLimitedSlices(double memoryMiB, double energyJ) {
    PlanningCase six = PlanningCase.ALEXNET_SIX_DEVICES_SIX_SLICES;
    DeviceCatalog limited =
        catalog(
            six.devices, device -> device.withMemoryMiB(memoryMiB).withEnergy(POWER_W, energyJ));
    return PlanningProblem.builder(Zoo.get(six.network), limited)
        .slices(six.minSlices, six.maxSlices)
        .build();
  }

  private static Device withPower(Device device) {
    return device.toBuilder().powerW(POWER_W).build();
  }

  private static DeviceCatalog catalog(int count, UnaryOperator<Device> change) {
    List<Device> devices = DEVICES.subList(0, count).stream().map(change).toList();
    return new DeviceCatalog("na2023", devices, Network.uniform(BANDWIDTH_MBPS, 0));
  }
}

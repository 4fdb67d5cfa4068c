package dev.espalier.search.exhaustive;

import dev.espalier.device.Device;
import dev.espalier.device.DeviceCatalog;
import dev.espalier.device.Network;
import dev.espalier.plan.PlanningProblem;
import dev.espalier.zoo.Zoo;
import java.util.List;
import java.util.stream.IntStream;

/** Problems that nobody waits for. */
final class BigProblems {
  private BigProblems() {}

  private static DeviceCatalog devices(int count) {
    List<Device> devices =
        IntStream.range(0, count).mapToObj(d -> new Device("d" + d, 1 + d, 100)).toList();
    return new DeviceCatalog("many", devices, Network.uniform(100, 0));
  }

  /** More than 10^10 plans, all of which are feasible, but countable with a long. */
  static PlanningProblem hours() {
    return PlanningProblem.builder(Zoo.get("b-alexnet"), devices(8)).slices(8).build();
  }

  /** More plans than a long can count. */
  static PlanningProblem beyondLong() {
    return PlanningProblem.builder(Zoo.get("b-resnet110-chain"), devices(14)).slices(14).build();
  }
}

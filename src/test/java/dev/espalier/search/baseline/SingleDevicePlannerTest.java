package dev.espalier.search.baseline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espalier.device.Device;
import dev.espalier.device.DeviceCatalog;
import dev.espalier.device.Network;
import dev.espalier.plan.PlanningProblem;
import dev.espalier.search.PlanningResult;
import dev.espalier.search.PlanningResult.Planned;
import dev.espalier.search.SearchOptions;
import dev.espalier.zoo.Zoo;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The best single device, of few and of thousands. */
class SingleDevicePlannerTest {
  @Test
  void theFastestDeviceThatHoldsTheNetworkIsTheBestOfThousands() {
    PlanningProblem problem = problem(4096, 1024);
    PlanningResult result = new SingleDevicePlanner().plan(problem, SearchOptions.defaults());
    // Of d0 to d4095, each faster than the one before, every one from d3000 on has no memory.
    assertThat(((Planned) result).plan().slices().get(0).device()).isEqualTo("d2999");
    assertThat(SingleDevicePlanner.best(problem).orElseThrow().slices().get(0).device())
        .isEqualTo("d2999");
  }

  @Test
  void noDeviceThatHoldsTheNetworkLeavesTheReasonOfTheFirst() {
    PlanningProblem problem = problem(100, 0.001);
    PlanningResult result = new SingleDevicePlanner().plan(problem, SearchOptions.defaults());
    assertThat(((PlanningResult.Undecided) result).violations().get(0).message()).contains("d0");
    assertThat(SingleDevicePlanner.best(problem)).isEmpty();
  }

  @Test
  void manyDevicesAreOneVariant() {
    assertThat(new SingleDevicePlanner().variants(problem(64, 1024))).hasSize(64);
    assertThat(new SingleDevicePlanner().variants(problem(65, 1024))).hasSize(1);
  }

  private static PlanningProblem problem(int count, double memoryMiB) {
    List<Device> devices = new ArrayList<>();
    for (int d = 0; d < count; d++) {
      devices.add(
          new Device("d" + d, 1 + d, 100).withMemoryMiB(d < 3000 ? memoryMiB : memoryMiB / 1e6));
    }
    DeviceCatalog catalog = new DeviceCatalog("many", devices, Network.uniform(8, 0));
    return PlanningProblem.of(Zoo.get("b-lenet"), catalog);
  }
}

package dev.espalier.search.exact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.espalier.cost.PlanValidator;
import dev.espalier.cost.table.CostTables;
import dev.espalier.device.Device;
import dev.espalier.device.DeviceCatalog;
import dev.espalier.device.Network;
import dev.espalier.model.BranchyNet;
import dev.espalier.model.Exit;
import dev.espalier.model.Layer;
import dev.espalier.model.ModelInput;
import dev.espalier.plan.PlanningProblem;
import dev.espalier.plan.PlanningProblemBuilder;
import dev.espalier.search.PlanningResult.Planned;
import dev.espalier.search.SearchEvents;
import dev.espalier.search.SearchOptions;
import dev.espalier.search.local.Trial;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Sets of more devices than a word has bits. Each device but the last is fast for one layer alone;
 * the last one is fastest for all, but may run only one slice.
 */
class ManyDevicesTest {
  private static final double FAST_MS = 1;
  private static final double OWN_MS = 1.5;
  private static final double SLOW_MS = 1_000;

  /** A cut moves 1,000 bytes at 8 Mbit/s. */
  private static final double CUT_MS = 1;

  /**
   * The device that is fast for a layer: a permutation, as N and the step have no common factor.
   */
  private static int owner(int layer, int count) {
    return layer == count - 1 ? count - 1 : layer * 11 % (count - 1);
  }

  private static PlanningProblem problem(int count) {
    List<Device> devices = new ArrayList<>();
    List<Layer> layers = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      devices.add(new Device("d" + i, 1, 1));
      layers.add(new Layer("t" + i, "Op", List.of(i == 0 ? "image" : "t" + (i - 1)), 1, 0, 1_000));
    }
    BranchyNet net =
        new BranchyNet(
            "chain",
            new ModelInput("image", 1_000),
            layers,
            List.of(new Exit("final", "t" + (count - 1), 1)));
    PlanningProblemBuilder builder =
        PlanningProblem.builder(net, new DeviceCatalog("many", devices, Network.uniform(8, 0)))
            .slices(count);
    for (int i = 0; i < count; i++) {
      for (int d = 0; d < count; d++) {
        double ms = d == count - 1 ? FAST_MS : d == owner(i, count) ? OWN_MS : SLOW_MS;
        builder.measured("d" + d, "t" + i, ms);
      }
    }
    return builder.build();
  }

  private static double optimum(int count) {
    return (count - 1) * (OWN_MS + CUT_MS) + FAST_MS;
  }

  @ParameterizedTest
  @ValueSource(ints = {65, 70, 130})
  void everyDeviceRunsItsOwnLayer(int count) {
    PlanningProblem problem = problem(count);
    Planned planned = (Planned) new ExactPlanner().plan(problem, SearchOptions.defaults());
    assertThat(PlanValidator.violations(planned.plan())).isEmpty();
    assertThat(planned.plan().value()).isCloseTo(optimum(count), within(1e-6));
    assertThat(planned.lowerBound()).isLessThanOrEqualTo(optimum(count) * (1 + 1e-9));
    assertThat(planned.lowerBound()).isGreaterThan(0.99 * optimum(count));
    assertThat(planned.optimal()).isTrue();
  }

  /** Neighbors in the wrong order, on devices on both sides of the borders of words. */
  @ParameterizedTest
  @ValueSource(ints = {65, 70, 130})
  void windowPutsSwappedDevicesInOrder(int count) {
    PlanningProblem problem = problem(count);
    CostTables costs = new CostTables(problem);
    ExactSearch search =
        new ExactSearch(problem, costs, SearchEvents.none(problem), 0, () -> false);
    for (int k : new int[] {1, 30, count - 5, count - 3}) {
      Trial plan = ordered(costs);
      plan.swapDevices(k, k + 1);
      int outside = plan.devices[k > 1 ? 0 : count - 1];
      Trial found = search.anew(plan, k - 1, k + 2, outside).orElseThrow();
      assertThat(Arrays.copyOf(found.devices, count)).isEqualTo(ordered(costs).devices);
      Optional<Trial> barred = search.anew(plan, k - 1, k + 2, plan.devices[k]);
      assertThat(barred).as("all devices are needed").isEmpty();
    }
  }

  private static Trial ordered(CostTables costs) {
    Trial trial = new Trial(costs);
    trial.count = costs.length();
    for (int k = 0; k < trial.count; k++) {
      trial.starts[k] = k;
      trial.devices[k] = owner(k, trial.count);
    }
    return trial;
  }
}

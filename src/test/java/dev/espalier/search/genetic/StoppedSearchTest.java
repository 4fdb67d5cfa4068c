package dev.espalier.search.genetic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.espalier.device.Device;
import dev.espalier.device.DeviceCatalog;
import dev.espalier.device.Network;
import dev.espalier.model.BranchyNet;
import dev.espalier.model.Exit;
import dev.espalier.model.Layer;
import dev.espalier.model.ModelInput;
import dev.espalier.plan.PlanningProblem;
import dev.espalier.search.PlanningResult;
import dev.espalier.search.PlanningResult.Planned;
import dev.espalier.search.SearchOptions;
import dev.espalier.search.exact.ExactPlanner;
import dev.espalier.testing.Oracle;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/**
 * A search that is stopped at once has drawn partitions and selected a deployment for each, but
 * improved none of them. The selection alone must honor limits wherever it can.
 */
class StoppedSearchTest {
  private static final int PROBLEMS = 40;
  private static final int LAYERS = 24;
  private static final int DEVICES = 6;

  private static BranchyNet chain(int length, RandomGenerator random) {
    List<Layer> layers = new ArrayList<>();
    for (int i = 0; i < length; i++) {
      String before = i == 0 ? "image" : "t" + (i - 1);
      long flops = random.nextLong(1_000_000, 50_000_000);
      layers.add(new Layer("t" + i, "Op", List.of(before), flops, 100_000, 10_000));
    }
    return new BranchyNet(
        "chain",
        new ModelInput("image", 10_000),
        layers,
        List.of(new Exit("final", "t" + (length - 1), 1)));
  }

  /** The faster a device, the less it holds: the fastest a layer or two, the slowest all. */
  private static DeviceCatalog fastDevicesAreSmall() {
    List<Device> devices = new ArrayList<>();
    for (int d = 0; d < DEVICES; d++) {
      devices.add(new Device("d" + d, 1 << d, 1_000).withMemoryMiB(3.0 / (1 << d) + 0.1));
    }
    return new DeviceCatalog("small", devices, Network.uniform(100, 0.1));
  }

  @Test
  void deploymentOfAnUnimprovedPartitionHonorsMemory() {
    int planned = 0;
    for (long seed = 0; seed < PROBLEMS; seed++) {
      PlanningProblem problem =
          PlanningProblem.builder(chain(LAYERS, new SplittableRandom(seed)), fastDevicesAreSmall())
              .slices(3)
              .build();
      PlanningResult result =
          new GeneticPlanner()
              .plan(problem, SearchOptions.defaults().withSeed(seed).withCancellation(() -> true));
      if (result instanceof Planned found) {
        planned++;
        Oracle.checkFeasible(found.plan(), "seed " + seed);
      }
    }
    assertThat(planned).isGreaterThanOrEqualTo(PROBLEMS / 2);
  }

  /**
   * With as many slices as layers there is one partition, and on equal links its best deployment.
   */
  @Test
  void deploymentOfTheOnlyPartitionIsTheBestOneWhereAllLinksAreEqual() {
    for (long seed = 0; seed < PROBLEMS; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      List<Device> devices = new ArrayList<>();
      for (int d = 0; d < DEVICES; d++) {
        devices.add(new Device("d" + d, random.nextDouble(1, 20), random.nextDouble(10, 1_000)));
      }
      PlanningProblem problem =
          PlanningProblem.builder(
                  chain(DEVICES - 1, random),
                  new DeviceCatalog("equal links", devices, Network.uniform(10, 1)))
              .slices(DEVICES - 1)
              .source("d0")
              .build();
      SearchOptions stopped = SearchOptions.defaults().withCancellation(() -> true);
      Planned found = (Planned) new GeneticPlanner().plan(problem, stopped);
      Planned exact = (Planned) new ExactPlanner().plan(problem, SearchOptions.defaults());
      double minMs = exact.plan().value();
      assertThat(found.plan().value()).isCloseTo(minMs, within(1e-9 * minMs));
    }
  }
}

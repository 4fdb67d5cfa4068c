package dev.espalier.search.genetic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espalier.device.Device;
import dev.espalier.device.DeviceCatalog;
import dev.espalier.device.Link;
import dev.espalier.device.Network;
import dev.espalier.model.BranchyNet;
import dev.espalier.model.Exit;
import dev.espalier.model.Layer;
import dev.espalier.model.ModelInput;
import dev.espalier.plan.PlanningProblem;
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
 * The search alone, without its certificate, on chains of many layers over devices with unequal
 * links. The number of slices is prescribed: thin slices must then move together and devices change
 * places, which moving one cut or swapping two devices cannot do.
 */
class LargeProblemsTest {
  private static final int PROBLEMS = 14;
  private static final double LIMITED_MIB = 1.5;
  private static final double ROUNDING = 1e-9;

  /** Of {@link #PROBLEMS}. */
  private static final int MIN_OPTIMAL = 12;

  private static final GeneticPlanner SEARCH =
      new GeneticPlanner(GeneticOptions.defaults().withCertificateBudget(0));

  private static double logUniform(RandomGenerator random, double from, double to) {
    return from * Math.pow(to / from, random.nextDouble());
  }

  private static BranchyNet chain(int length, RandomGenerator random) {
    List<Layer> layers = new ArrayList<>();
    for (int i = 0; i < length; i++) {
      String before = i == 0 ? "image" : "t" + (i - 1);
      long flops = random.nextLong(1_000_000, 50_000_000);
      long outputBytes = random.nextLong(1_000, 200_000);
      layers.add(new Layer("t" + i, "Op", List.of(before), flops, 100_000, outputBytes));
    }
    return new BranchyNet(
        "chain",
        new ModelInput("image", 150_000),
        layers,
        List.of(new Exit("final", "t" + (length - 1), 1)));
  }

  private static DeviceCatalog catalog(int size, boolean limited, RandomGenerator random) {
    List<Device> devices = new ArrayList<>();
    List<Link> links = new ArrayList<>();
    for (int d = 0; d < size; d++) {
      Device device =
          new Device("d" + d, logUniform(random, 0.2, 20), logUniform(random, 10, 1000));
      // With a limit a third of the layers fits on a device.
      devices.add(limited ? device.withMemoryMiB(LIMITED_MIB) : device);
      for (int to = 0; to < size; to++) {
        if (to != d) {
          double mbps = logUniform(random, 10, 5000);
          links.add(new Link("d" + d, "d" + to, mbps, 5 * random.nextDouble()));
        }
      }
    }
    return new DeviceCatalog("unequal", devices, Network.uniform(100, 1).withLinks(links));
  }

  private static int optimal(int layers, int devices, int slices, boolean limited) {
    int optimal = 0;
    for (long seed = 0; seed < PROBLEMS; seed++) {
      RandomGenerator random = new SplittableRandom(seed);
      PlanningProblem problem =
          PlanningProblem.builder(chain(layers, random), catalog(devices, limited, random))
              .slices(slices + (int) (seed % 3))
              .build();
      SearchOptions options = SearchOptions.defaults().withSeed(seed);
      Planned exact = (Planned) new ExactPlanner().plan(problem, options);
      assertThat(exact.optimal()).as("seed %d", seed).isTrue();
      Planned found = (Planned) SEARCH.plan(problem, options);
      Oracle.checkFeasible(found.plan(), "seed " + seed);
      double excess = found.plan().value() / exact.plan().value() - 1;
      assertThat(excess).as("seed %d", seed).isGreaterThan(-ROUNDING);
      optimal += excess <= ROUNDING ? 1 : 0;
    }
    return optimal;
  }

  @Test
  void searchAloneFindsNearlyEveryOptimum() {
    assertThat(optimal(60, 12, 7, false)).isGreaterThanOrEqualTo(MIN_OPTIMAL);
  }

  @Test
  void searchAloneFindsNearlyEveryOptimumWhereMemoryIsLimited() {
    assertThat(optimal(40, 8, 5, true)).isGreaterThanOrEqualTo(MIN_OPTIMAL);
  }
}

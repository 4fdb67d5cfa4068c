package dev.espalier.search.exact;

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
import dev.espalier.plan.PlanningProblemBuilder;
import dev.espalier.search.PlanningResult;
import dev.espalier.search.PlanningResult.Planned;
import dev.espalier.search.SearchOptions;
import dev.espalier.search.genetic.GeneticOptions;
import dev.espalier.search.genetic.GeneticPlanner;
import dev.espalier.testing.Oracle;
import dev.espalier.testing.RandomProblems;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** How good bounds are, that proofs hold, and what both may cost. */
class BoundsAndProofsTest {
  private static final double ROUNDING = 1e-9;
  private static final List<String> NAMES = List.of("a", "b", "c", "d", "e", "f");
  private static final SearchOptions DEFAULTS = SearchOptions.defaults();

  /** A search that seldom finds the optimum, so that the certificate has to. */
  private static GeneticPlanner poor(long certificateBudget) {
    return new GeneticPlanner(
        GeneticOptions.defaults()
            .withPopulationSize(2)
            .withGenerations(1, 1)
            .withCertificateBudget(certificateBudget));
  }

  /** A chain of layers t0, t1, ... without weights, each with this output. */
  private static BranchyNet chain(long... outputBytes) {
    List<Layer> layers = new ArrayList<>();
    for (int i = 0; i < outputBytes.length; i++) {
      String before = i == 0 ? "image" : "t" + (i - 1);
      layers.add(new Layer("t" + i, "Op", List.of(before), 1, 0, outputBytes[i]));
    }
    return new BranchyNet(
        "chain",
        new ModelInput("image", 1_000),
        layers,
        List.of(new Exit("final", "t" + (outputBytes.length - 1), 1)));
  }

  /** 1,000 bytes take 1 ms. */
  private static PlanningProblemBuilder problem(BranchyNet net, Device... devices) {
    return PlanningProblem.builder(
        net, new DeviceCatalog("devices", List.of(devices), Network.uniform(8, 0)));
  }

  private static PlanningProblemBuilder measured(
      PlanningProblemBuilder problem, String device, double... ms) {
    for (int i = 0; i < ms.length; i++) {
      problem.measured(device, "t" + i, ms[i]);
    }
    return problem;
  }

  private static Device device(String name) {
    return new Device(name, 1, 1);
  }

  private static void assertBoundIsTight(PlanningProblemBuilder problem, double minMs) {
    Planned planned =
        (Planned)
            new GeneticPlanner(GeneticOptions.defaults().withCertificateBudget(0))
                .plan(problem.build(), DEFAULTS);
    assertThat(planned.plan().value()).isCloseTo(minMs, within(ROUNDING * minMs));
    assertThat(planned.lowerBound()).isCloseTo(minMs, within(ROUNDING * minMs));
  }

  @Test
  void relaxedBoundCountsTransfers() {
    PlanningProblemBuilder problem = problem(chain(10_000, 0), device("a"), device("b"));
    measured(problem, "a", 1, 100);
    assertBoundIsTight(measured(problem, "b", 100, 1), 12);
  }

  @Test
  void relaxedBoundCountsTheSlicesThatAreDemanded() {
    PlanningProblemBuilder problem =
        problem(chain(10_000, 10_000, 0), device("a"), device("b"), device("c")).slices(3);
    for (String each : List.of("a", "b", "c")) {
      measured(problem, each, 1, 1, 1);
    }
    assertBoundIsTight(problem, 23);
  }

  @Test
  void relaxedBoundCountsTheWayFromTheSource() {
    PlanningProblemBuilder problem = problem(chain(0, 0), device("a"), device("camera"));
    measured(problem, "a", 5, 5);
    assertBoundIsTight(measured(problem, "camera", 100, 100).source("camera"), 11);
  }

  @Test
  void relaxedBoundExcludesDevicesThatCannotRunALayer() {
    PlanningProblemBuilder problem =
        problem(chain(1_000_000, 0), device("small").withMemoryMiB(0.5), device("b"));
    measured(problem, "small", 1, 1);
    assertBoundIsTight(measured(problem, "b", 50, 50), 100);
  }

  /** 16,256 labels; 320,499 before prices, when devices might repeat at no cost. */
  @Test
  void boundsSparePartialPlans() {
    long labels = 0;
    for (long seed = 0; seed < 40; seed++) {
      PlanningProblem problem = new RandomProblems(new SplittableRandom(seed)).problem(30, 10);
      PlanningResult result = new ExactPlanner().plan(problem, DEFAULTS);
      labels += result instanceof Planned ? result.search().evaluations() : 0;
    }
    assertThat(labels).isLessThan(18_000);
  }

  /** A budget that ends the proof leaves a bound, and never one above the optimum. */
  @Test
  void proofsAndBoundsHoldWhateverTheBudget() {
    int proven = 0;
    int open = 0;
    int improved = 0;
    for (long seed = 0; seed < 80; seed++) {
      PlanningProblem problem = new RandomProblems(new SplittableRandom(seed)).problem(48, 12);
      if (!(new ExactPlanner().plan(problem, DEFAULTS) instanceof Planned exact)) {
        continue;
      }
      double minMs = exact.plan().value();
      long alone = poor(0).plan(problem, DEFAULTS).search().evaluations();
      for (long budget : new long[] {1, 30, 300, 1 << 21}) {
        String context = "seed %d, budget %d".formatted(seed, budget);
        PlanningResult result = poor(budget).plan(problem, DEFAULTS);
        // A label that is expanded makes one for each device at most.
        assertThat(result.search().evaluations() - alone)
            .as(context)
            .isLessThanOrEqualTo(budget + 2L * problem.devices().size());
        if (!(result instanceof Planned found)) {
          assertThat(result).as(context).isInstanceOf(PlanningResult.Undecided.class);
          continue;
        }
        Oracle.checkFeasible(found.plan(), context);
        assertThat(found.lowerBound()).as(context).isLessThanOrEqualTo(minMs * (1 + ROUNDING));
        boolean isMinimum = found.plan().value() <= minMs * (1 + ROUNDING);
        assertThat(isMinimum || !found.optimal()).as(context).isTrue();
        proven += found.optimal() ? 1 : 0;
        open += found.optimal() ? 0 : 1;
        improved += isMinimum ? 0 : 1;
      }
    }
    assertThat(proven).isGreaterThan(60);
    assertThat(open).isGreaterThan(20);
    assertThat(improved).as("plans that are not the best").isGreaterThan(5);
  }

  /** Nearly equal devices: many plans are within a tenth of a percent of each other. */
  @Test
  void certificateFindsThePlanThatIsBetterByVeryLittle() {
    int nearly = 0;
    for (int seed = 0; seed < 40; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      BranchyNet net = chain(random.longs(60, 900, 1_100).toArray());
      PlanningProblemBuilder builder =
          problem(net, NAMES.stream().map(BoundsAndProofsTest::device).toArray(Device[]::new))
              .slices(4);
      for (String each : NAMES) {
        measured(builder, each, random.doubles(60, 9.99, 10.01).toArray());
      }
      PlanningProblem problem = builder.build();
      Planned exact = (Planned) new ExactPlanner().plan(problem, DEFAULTS);
      double minMs = exact.plan().value();
      Planned found = (Planned) poor(1 << 21).plan(problem, DEFAULTS);
      assertThat(found.optimal()).as("seed %d", seed).isTrue();
      assertThat(found.plan().value())
          .as("seed %d", seed)
          .isCloseTo(minMs, within(ROUNDING * minMs));
      Planned alone = (Planned) poor(0).plan(problem, DEFAULTS);
      double excess = alone.plan().value() / minMs - 1;
      nearly += excess > ROUNDING && excess < 1e-3 ? 1 : 0;
    }
    assertThat(nearly).as("plans of a poor search that are nearly optimal").isGreaterThan(3);
  }

  /**
   * Device a may be busy for 100 ms: 3 ms and 1 ms of work and 98 ms to send are too many, though
   * not a moment of the first boundary's transfer was needed.
   */
  @Test
  void energyCountsFromTheFirstLayerWhereALaterTransferIsLonger() {
    Device limited = device("a").withEnergy(1, 0.1);
    PlanningProblemBuilder problem =
        problem(chain(0, 98_000, 0), limited, device("b")).slices(2).inferences(1);
    measured(problem, "a", 3, 1, 50);
    measured(problem, "b", 1_000, 1_000, 1);
    Planned planned = (Planned) new ExactPlanner().plan(problem.build(), DEFAULTS);
    Oracle.checkFeasible(planned.plan(), "late transfer");
    assertThat(planned.plan().value()).isCloseTo(1_004, within(1e-6));
  }

  /** What cannot run out needs no labels of its own. */
  @Test
  void energyThatCannotRunOutCostsNothing() {
    for (int seed = 0; seed < 10; seed++) {
      long[] labels = new long[2];
      for (int limited = 0; limited < 2; limited++) {
        SplittableRandom random = new SplittableRandom(seed);
        Device[] devices = new Device[6];
        for (int d = 0; d < devices.length; d++) {
          Device each = new Device("d" + d, random.nextDouble(1, 10), random.nextDouble(10, 100));
          devices[d] = limited == 0 ? each : each.withEnergy(1, 1e9);
        }
        BranchyNet net = chain(random.longs(20, 1, 20_000).toArray());
        PlanningProblemBuilder builder = problem(net, devices).slices(4);
        for (Device each : devices) {
          measured(builder, each.name(), random.doubles(20, 1, 20).toArray());
        }
        labels[limited] = new ExactPlanner().plan(builder.build(), DEFAULTS).search().evaluations();
      }
      assertThat(labels[1]).as("seed %d", seed).isEqualTo(labels[0]);
    }
  }
}

package dev.espalier.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espalier.cost.ComputeTime;
import dev.espalier.cost.Latency;
import dev.espalier.cost.PlanEvaluator;
import dev.espalier.cost.PlanValidator;
import dev.espalier.cost.SliceUse;
import dev.espalier.cost.TransferTime;
import dev.espalier.cost.table.AdditiveCompletion;
import dev.espalier.cost.table.CompletionBound;
import dev.espalier.cost.table.CostTables;
import dev.espalier.cost.table.LimitFactors;
import dev.espalier.device.Device;
import dev.espalier.device.DeviceCatalog;
import dev.espalier.device.Link;
import dev.espalier.device.Network;
import dev.espalier.model.BranchyNet;
import dev.espalier.model.Exit;
import dev.espalier.model.Layer;
import dev.espalier.model.ModelInput;
import dev.espalier.plan.Plan;
import dev.espalier.plan.PlanningProblem;
import dev.espalier.plan.Slice;
import dev.espalier.plan.Violation;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Costs: numbers worked out by hand, and random plans against the oracle. */
class CostTest {
  private static final int PROBLEMS = 500;
  private static final int PLANS = 8;

  /** What is checked for one random plan. */
  private interface PlanCase {
    void check(PlanningProblem problem, Oracle oracle, List<Slice> slices, String context);
  }

  private static void forRandomPlans(PlanCase test) {
    for (long seed = 0; seed < PROBLEMS; seed++) {
      RandomProblems random = new RandomProblems(new SplittableRandom(seed));
      PlanningProblem problem = random.problem();
      Oracle oracle = new Oracle(problem);
      for (int p = 0; p < PLANS; p++) {
        List<Slice> slices = random.slices(problem);
        test.check(problem, oracle, slices, "seed %d: %s".formatted(seed, slices));
      }
    }
  }

  // One trunk of two layers and a branch of one, two devices; every value is a round number.
  private static final BranchyNet NET =
      new BranchyNet(
          "by hand",
          new ModelInput("image", 1_000),
          List.of(
              new Layer("stem", "Conv", List.of("image"), 1_000_000, 2_000, 4_000),
              new Layer("head", "Gemm", List.of("stem"), 3_000_000, 6_000, 100),
              new Layer("branch", "Gemm", List.of("stem"), 2_000_000, 1_000, 500)),
          List.of(new Exit("early", "branch", 0.75), new Exit("final", "head", 0.25)));

  private static final DeviceCatalog CATALOG =
      new DeviceCatalog(
          "by hand",
          List.of(new Device("cam", 1, 1).withEnergy(2, 100), new Device("hub", 10, 100)),
          Network.uniform(8, 5).withLinks(List.of(new Link("hub", "cam", 80, 1))));

  /** stem on the camera, branch and head on the hub; source and sink are the hub. */
  private static Plan planByHand() {
    PlanningProblem problem =
        PlanningProblem.builder(NET, CATALOG).source("hub").sink("cam").inferences(10).build();
    return PlanEvaluator.evaluate(problem, List.of(new Slice("cam", 0, 1), new Slice("hub", 1, 3)));
  }

  // By hand, in ms. The order is stem, branch, head.
  // Entry hub -> cam: 1 + 8 x 1000 / 80e3 = 1.1.
  // stem on cam: 1e6 / 1e9 = 1, (1000 + 2000 + 4000) / 1e6 = 7; 8 in all.
  // Cut cam -> hub: 5 + 8 x 4000 / 8e3 = 9.
  // branch on hub: 2e6 / 10e9 = 0.2, (4000 + 1000 + 500) / 100e6 = 0.055; 0.255.
  // head on hub: 3e6 / 10e9 = 0.3, (4000 + 6000 + 100) / 100e6 = 0.101; 0.401, reached by 0.25.
  // Results hub -> cam: early 1 + 8 x 500 / 80e3 = 1.05, final 1 + 8 x 100 / 80e3 = 1.01.

  @Test
  void sampleTimesFollowTheSampleToItsExit() {
    Plan plan = planByHand();
    PlanCheck.assertClose(plan.exits().get(0).latencyMs(), 1.1 + 8 + 9 + 0.255 + 1.05, "early");
    PlanCheck.assertClose(
        plan.exits().get(1).latencyMs(), 1.1 + 8 + 9 + 0.255 + 0.401 + 1.01, "final");
    PlanCheck.assertClose(plan.worstCaseLatencyMs(), 19.766, "worst case");
  }

  @Test
  void expectedLatencyWeighsEachPositionWithItsReachAndEachResultWithItsProbability() {
    double expected = 1.1 + 8 + 9 + 0.255 + 0.25 * 0.401 + 0.75 * 1.05 + 0.25 * 1.01;
    PlanCheck.assertClose(planByHand().expectedLatencyMs(), expected, "expected latency");
  }

  @Test
  void fullRunReceivesTheInputAndSendsTheFinalResultAlone() {
    Plan plan = planByHand();
    PlanCheck.assertClose(plan.devices().get(0).busyMs(), 1.1 + 8 + 9, "cam");
    PlanCheck.assertClose(plan.devices().get(1).busyMs(), 9 + 0.255 + 0.401 + 1.01, "hub");
  }

  @Test
  void energyIsPowerTimesBusyTimeAndItsLimitIsSharedByTheInferences() {
    Plan.DeviceUse cam = planByHand().devices().get(0);
    PlanCheck.assertClose(cam.energyJ().getAsDouble(), 2 * 18.1 / 1000, "energy");
    assertThat(cam.energyLimitJ().getAsDouble()).isEqualTo(10);
  }

  @Test
  void energyOfADeviceOfUnknownPowerIsUnknownAndNotLimited() {
    assertThat(planByHand().devices().get(1).energyJ()).isEmpty();
    assertThat(PlanValidator.violations(planByHand())).isEmpty();
  }

  @Test
  void memoryIsWeightsPlusTheLargestSetOfLiveTensors() {
    Plan plan = planByHand();
    double mib = 1 << 20;
    PlanCheck.assertClose(plan.devices().get(0).memoryMiB(), (2_000 + 5_000) / mib, "cam");
    PlanCheck.assertClose(plan.devices().get(1).memoryMiB(), (7_000 + 4_500) / mib, "hub");
  }

  @Test
  void transferOnOneDeviceIsFreeWhateverItsSize() {
    assertThat(TransferTime.ms(CATALOG, "cam", "cam", 1e9)).isZero();
  }

  @Test
  void linkOfItsOwnReplacesTheDefaultInItsDirectionOnly() {
    PlanCheck.assertClose(TransferTime.ms(CATALOG, "cam", "hub", 1_000), 6, "default");
    PlanCheck.assertClose(TransferTime.ms(CATALOG, "hub", "cam", 1_000), 1.1, "own");
    DeviceCatalog faster = CATALOG.withDefaultBandwidthMbps(16);
    PlanCheck.assertClose(TransferTime.ms(faster, "cam", "hub", 1_000), 5.5, "default");
    PlanCheck.assertClose(TransferTime.ms(faster, "hub", "cam", 1_000), 1.1, "own");
  }

  @Test
  void everyNumberOfARandomPlanAgreesWithTheOracle() {
    forRandomPlans(
        (problem, oracle, slices, context) ->
            Oracle.check(PlanEvaluator.evaluate(problem, slices), context));
  }

  @Test
  void planThatReusesADeviceOrUsesOneThatWasNotChosenIsPricedAndRefused() {
    for (long seed = 0; seed < PROBLEMS; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      PlanningProblem problem = new RandomProblems(random).problem();
      List<Device> any = problem.catalog().devices();
      List<Slice> slices =
          new RandomProblems(random)
              .slices(problem).stream()
                  .map(s -> new Slice(any.get(random.nextInt(any.size())).name(), s.from(), s.to()))
                  .toList();
      Oracle.check(PlanEvaluator.evaluate(problem, slices), "seed " + seed);
    }
  }

  @Test
  void equationTwoIsTheLayerWiseSum() {
    forRandomPlans(
        (problem, oracle, slices, context) -> {
          double byExit = 0;
          List<Exit> exits = problem.linearization().net().exits();
          for (int e = 0; e < exits.size(); e++) {
            byExit += exits.get(e).probability() * Latency.sampleMs(problem, slices, e);
          }
          PlanCheck.assertClose(Latency.expectedMs(problem, slices), byExit, context);
        });
  }

  @Test
  void memoryAndEnergyOfASliceAgreeWithTheOracle() {
    forRandomPlans(
        (problem, oracle, slices, context) -> {
          for (int k = 0; k < slices.size(); k++) {
            Slice slice = slices.get(k);
            assertThat(SliceUse.residentBytes(problem.linearization(), slice.from(), slice.to()))
                .as(context)
                .isEqualTo(oracle.memoryBytes(slice.from(), slice.to()));
            PlanCheck.assertClose(
                SliceUse.busyMs(problem, slices, k), oracle.busyMs(slices, k), context);
          }
        });
  }

  @Test
  void tablesOfSlicesAreTheDirectSums() {
    for (long seed = 0; seed < PROBLEMS; seed++) {
      PlanningProblem problem = RandomProblems.ofSeed(seed);
      CostTables tables = new CostTables(problem);
      Oracle oracle = new Oracle(problem);
      for (int d = 0; d < tables.deviceCount(); d++) {
        Device device = problem.devices().get(d);
        String context = "seed %d, device %s".formatted(seed, device.name());
        PlanCheck.assertClose(tables.entryMs(d), oracle.entryMs(device.name()), context);
        for (int from = 0; from < tables.length(); from++) {
          double busyMs = 0;
          for (int to = from + 1; to <= tables.length(); to++) {
            double ms = oracle.computeMs(device.name(), to - 1);
            PlanCheck.assertClose(ComputeTime.ms(problem, device, to - 1), ms, context);
            busyMs += ms;
            PlanCheck.assertClose(tables.computeMs(d, from, to), busyMs, context);
            assertThat(tables.residentBytes(from, to))
                .as(context)
                .isEqualTo(oracle.memoryBytes(from, to));
          }
        }
      }
    }
  }

  @Test
  void endsOfSlicesAreTheFarthestThatMemoryAndPinsAllow() {
    for (long seed = 0; seed < PROBLEMS; seed++) {
      PlanningProblem problem = RandomProblems.ofSeed(seed);
      CostTables tables = new CostTables(problem);
      Oracle oracle = new Oracle(problem);
      for (int d = 0; d < tables.deviceCount(); d++) {
        String device = problem.devices().get(d).name();
        for (int from = 0; from < tables.length(); from++) {
          int byMemory = from;
          int byBoth = from;
          for (int to = from + 1; to <= tables.length(); to++) {
            List<Slice> slice = List.of(new Slice(device, from, to));
            boolean fits = Oracle.isKept(oracle.memoryRatio(slice, 0));
            byMemory = fits ? to : byMemory;
            byBoth = fits && oracle.keepsPins(oracle.runs(slice)) ? to : byBoth;
          }
          String context = "seed %d, device %s from %d".formatted(seed, device, from);
          assertThat(tables.heldEnd(d, from)).as(context).isEqualTo(byMemory);
          assertThat(tables.end(d, from)).as(context).isEqualTo(byBoth);
        }
      }
    }
  }

  /** The slices as the tables take them. */
  private record Coded(int[] starts, int[] devices, int count) {
    static Coded of(PlanningProblem problem, List<Slice> slices) {
      List<String> names = problem.devices().stream().map(Device::name).toList();
      return new Coded(
          slices.stream().mapToInt(Slice::from).toArray(),
          slices.stream().mapToInt(slice -> names.indexOf(slice.device())).toArray(),
          slices.size());
    }
  }

  @Test
  void tablesPriceAPlanLikeTheOracle() {
    forRandomPlans(
        (problem, oracle, slices, context) -> {
          CostTables tables = new CostTables(problem);
          Coded plan = Coded.of(problem, slices);
          PlanCheck.assertClose(
              tables.value(plan.starts, plan.devices, plan.count),
              oracle.latencyMs(slices),
              context);
          assertThat(CostTables.slices(problem, plan.starts, plan.devices, plan.count))
              .isEqualTo(slices);
        });
  }

  @Test
  void tablesFindAPlanFeasibleExactlyWhereTheValidatorFindsNoViolation() {
    forRandomPlans(
        (problem, oracle, slices, context) -> {
          Coded plan = Coded.of(problem, slices);
          List<Violation> violations =
              PlanValidator.violations(PlanEvaluator.evaluate(problem, slices));
          assertThat(isFeasible(new CostTables(problem), plan))
              .as(context)
              .isEqualTo(violations.isEmpty());
        });
  }

  @Test
  void excessIsTheRelativeShortageOfALimitAndOneForPins() {
    forRandomPlans(
        (problem, oracle, slices, context) -> {
          CostTables tables = new CostTables(problem);
          Coded plan = Coded.of(problem, slices);
          List<String> broken = oracle.broken(slices);
          for (int k = 0; k < plan.count; k++) {
            String device = slices.get(k).device();
            double expected = broken.contains("pin " + device) ? 1 : 0;
            if (broken.contains("memory " + device)) {
              expected += oracle.memoryRatio(slices, k) - 1;
            }
            if (broken.contains("energy " + device)) {
              expected += oracle.energyRatio(slices, k) - 1;
            }
            PlanCheck.assertClose(
                tables.excess(plan.starts, plan.devices, plan.count, k), expected, context);
          }
        });
  }

  @Test
  void enlargedLimitsAreKeptExactlyByThePlansThatNeedNoMore() {
    for (long seed = 0; seed < PROBLEMS; seed++) {
      RandomProblems random = new RandomProblems(new SplittableRandom(seed));
      PlanningProblem problem = random.problem();
      Oracle oracle = new Oracle(problem);
      List<Slice> slices = random.slices(problem);
      double factor = oracle.limitFactorOf(oracle.runs(slices));
      if (factor == 0 || !oracle.keepsPins(oracle.runs(slices))) {
        continue;
      }
      Coded plan = Coded.of(problem, slices);
      CostTables enough = new CostTables(problem, LimitFactors.all(problem, factor));
      CostTables tooSmall = new CostTables(problem, LimitFactors.all(problem, factor * (1 - 1e-6)));
      CostTables unlimited =
          new CostTables(problem, LimitFactors.all(problem, Double.POSITIVE_INFINITY));
      assertThat(isFeasible(enough, plan)).as("seed %d", seed).isTrue();
      assertThat(isFeasible(tooSmall, plan)).as("seed %d", seed).isFalse();
      assertThat(isFeasible(unlimited, plan)).as("seed %d", seed).isTrue();
    }
  }

  @Test
  void completionBoundIsNeverAboveTheOptimum() {
    int bounded = 0;
    for (long seed = 0; seed < PROBLEMS; seed++) {
      PlanningProblem problem = RandomProblems.ofSeed(seed);
      Enumeration all = new Oracle(problem).enumerate();
      double boundMs = CompletionBound.of(new CostTables(problem)).lowerBound();
      assertThat(boundMs)
          .as("seed %d", seed)
          .isNotNaN()
          .isGreaterThanOrEqualTo(0)
          .isLessThanOrEqualTo(all.minMs() * (1 + 1e-12));
      bounded += boundMs > 0 ? 1 : 0;
    }
    assertThat(bounded).as("bounds above 0").isGreaterThan(PROBLEMS / 2);
  }

  @Test
  void completionBoundIsNeverAboveTheRestOfTheBestPlan() {
    for (long seed = 0; seed < PROBLEMS; seed++) {
      PlanningProblem problem = RandomProblems.ofSeed(seed);
      Enumeration all = new Oracle(problem).enumerate();
      if (!all.isFeasible()) {
        continue;
      }
      CostTables tables = new CostTables(problem);
      AdditiveCompletion bound = (AdditiveCompletion) CompletionBound.of(tables);
      Coded plan = Coded.of(problem, all.best().orElseThrow());
      double restMs = 0;
      for (int k = plan.count - 1; k >= 0; k--) {
        int to = k + 1 < plan.count ? plan.starts[k + 1] : tables.length();
        restMs += tables.slice(plan.devices[k], plan.starts[k], to);
        assertThat(bound.rest(k + 1, plan.devices[k], plan.starts[k]))
            .as("seed %d, slice %d", seed, k)
            .isLessThanOrEqualTo(restMs * (1 + 1e-9) + 1e-12);
        if (k > 0) {
          restMs += tables.cut(plan.devices[k - 1], plan.devices[k], plan.starts[k]);
        }
      }
    }
  }

  private static boolean isFeasible(CostTables costs, Coded plan) {
    return Double.isFinite(costs.feasibleValue(plan.starts, plan.devices, plan.count));
  }

  @Test
  void boundsOfEveryObjectiveAreNeverAboveTheOptimum() {
    int tight = 0;
    for (long seed = 0; seed < 4 * PROBLEMS; seed++) {
      PlanningProblem problem = RandomObjectives.ofSeed(seed);
      Enumeration all = new Oracle(problem).enumerate();
      double bound = CompletionBound.of(new CostTables(problem)).lowerBound();
      assertThat(bound)
          .as("seed %d", seed)
          .isNotNaN()
          .isGreaterThanOrEqualTo(0)
          .isLessThanOrEqualTo(all.minMs() * (1 + 1e-12));
      boolean isThroughput = problem.objective().label().equals("throughput");
      tight += isThroughput && all.isFeasible() && bound > 0.6 * all.minMs() ? 1 : 0;
    }
    assertThat(tight).as("bounds of the period within 40 %% of it").isGreaterThan(PROBLEMS / 4);
  }

  @Test
  void tablesPriceEveryObjectiveAndLimitLikeTheOracle() {
    for (long seed = 0; seed < 4 * PROBLEMS; seed++) {
      PlanningProblem problem = RandomObjectives.ofSeed(seed);
      String at = "seed %d, %s".formatted(seed, problem.objective().label());
      Oracle oracle = new Oracle(problem);
      CostTables tables = new CostTables(problem);
      List<Slice> slices = new RandomProblems(new SplittableRandom(~seed)).slices(problem);
      Coded plan = Coded.of(problem, slices);
      PlanCheck.assertClose(
          tables.value(plan.starts, plan.devices, plan.count), oracle.value(slices), at);
      Plan evaluated = PlanEvaluator.evaluate(problem, slices);
      Oracle.check(evaluated, at);
      if (problem.idlePeriodMs().isPresent() || !problem.objective().label().equals("throughput")) {
        assertThat(isFeasible(tables, plan))
            .as(at)
            .isEqualTo(PlanValidator.violations(evaluated).isEmpty());
      }
    }
  }
}

package dev.espalier.search.joint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.espalier.device.Device;
import dev.espalier.device.DeviceCatalog;
import dev.espalier.exit.ExitTable;
import dev.espalier.exit.ExitUse;
import dev.espalier.io.csv.ExitTableFile;
import dev.espalier.io.json.CatalogFile;
import dev.espalier.model.BranchyNet;
import dev.espalier.plan.Objective;
import dev.espalier.plan.PlanningProblem;
import dev.espalier.plan.PlanningProblemBuilder;
import dev.espalier.search.SearchOptions;
import dev.espalier.solvers.Planners;
import dev.espalier.testing.Oracle;
import dev.espalier.testing.Reference;
import dev.espalier.testing.TableOracle;
import dev.espalier.testing.TableOracle.Known;
import dev.espalier.zoo.Zoo;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The measured exits of a MobileNetV2 under twelve conditions, decided on by the joint planner and
 * by trying every combination.
 */
class ReferenceExitTableTest {
  private static final List<String> BRANCHES = List.of("b1_", "b2_", "b3_");

  /** By how much demands are moved off what can be had exactly, relative. */
  private static final double STEP = 1e-7;

  /** One in this many attainable values is demanded. */
  private static final int VALUES_APART = 5;

  /** Conditions that are tried where other scenes have all. */
  private static final int SOME_CONDITIONS = 4;

  /** Conditions that are tried where a single plan takes long. */
  private static final int FEW_CONDITIONS = 1;

  private static final DeviceCatalog SIX = CatalogFile.na2023();

  private static final DeviceCatalog BENCH =
      CatalogFile.read(Path.of("device-catalogs/lab-bench.catalog.json"));

  /** What the network has to run on. */
  enum Scene {
    THREE_DEVICES {
      @Override
      PlanningProblemBuilder problem(BranchyNet net) {
        return PlanningProblem.builder(net, SIX).devices(List.of("d1", "d2", "d3"));
      }
    },
    SIX_DEVICES_ON_FAST_LINKS_THAT_ALL_WORK(SOME_CONDITIONS) {
      @Override
      PlanningProblemBuilder problem(BranchyNet net) {
        return PlanningProblem.builder(net, SIX).bandwidthMbps(1000).slices(6);
      }
    },
    RESULTS_BACK_ON_THE_SMALL_BOARD {
      @Override
      PlanningProblemBuilder problem(BranchyNet net) {
        return PlanningProblem.builder(net, BENCH)
            .devices(List.of("pi-zero2w", "pi5", "beaglebone"))
            .source("pi-zero2w")
            .sink("pi-zero2w");
      }
    },
    SLOW_LINKS(SOME_CONDITIONS) {
      @Override
      PlanningProblemBuilder problem(BranchyNet net) {
        return PlanningProblem.builder(net, SIX)
            .devices(List.of("d1", "d2", "d6"))
            .bandwidthMbps(0.9)
            .source("d6");
      }
    },
    /** The whole network misses its memory by less than the weights of a branch. */
    MEMORY_FOR_TWO_BRANCHES(FEW_CONDITIONS) {
      @Override
      PlanningProblemBuilder problem(BranchyNet net) {
        return PlanningProblem.builder(net, withMemory("d2", 100_000)).devices(List.of("d1", "d2"));
      }
    },
    MEMORY_FOR_TWO_BRANCHES_AND_NO_SPLIT(FEW_CONDITIONS) {
      @Override
      PlanningProblemBuilder problem(BranchyNet net) {
        return PlanningProblem.builder(net, withMemory("d2", 100_000)).devices(List.of("d2"));
      }
    },
    WORST_CASE(SOME_CONDITIONS) {
      @Override
      PlanningProblemBuilder problem(BranchyNet net) {
        return PlanningProblem.builder(net, BENCH)
            .source("pi-zero2w")
            .objective(Objective.WORST_CASE);
      }
    };

    private final int conditions;

    Scene() {
      this(Integer.MAX_VALUE);
    }

    Scene(int conditions) {
      this.conditions = conditions;
    }

    abstract PlanningProblemBuilder problem(BranchyNet net);

    PlanningProblem on(BranchyNet net) {
      return problem(net).build();
    }
  }

  /** The six devices, one of them short of some bytes of what the whole network needs. */
  private static DeviceCatalog withMemory(String name, long missingBytes) {
    Device device = SIX.device(name);
    PlanningProblem whole = PlanningProblem.of(Zoo.get("b-mobilenetv2"), SIX);
    long needed = new Oracle(whole).memoryBytes(0, whole.linearization().length());
    return SIX.withDevice(device.withMemoryMiB((needed - missingBytes) / 1048576.0));
  }

  @ParameterizedTest
  @EnumSource
  void everyDemandIsAnsweredAsTryingEveryCombinationDoes(Scene scene) {
    Path measured = Reference.measuredExits();
    TableOracle oracle = new TableOracle(measured);
    ExitTable table = ExitTableFile.read(measured);
    BranchyNet net = Zoo.get("b-mobilenetv2");
    assertThat(table.conditions()).isEqualTo(oracle.conditions()).hasSize(12);
    JointPlanner planner = new JointPlanner(scene.on(net), Planners.exact());
    for (String condition : oracle.conditions().stream().limit(scene.conditions).toList()) {
      List<Known> all = oracle.enumerate(condition, net, BRANCHES, scene::on);
      ExitPlans plans =
          planner.plan(table.choices(condition), Optional.empty(), SearchOptions.defaults());
      assertThat(plans.size()).as(condition).isEqualTo(all.size());
      assertThat(plans.isComplete()).isTrue();
      for (double accuracy : around(all, Known::accuracy)) {
        ExitDemand demand = new ExitDemand.MinAccuracy(Math.min(1, accuracy));
        check(plans, all, demand, condition);
      }
      for (double latencyMs : around(all, Known::latencyMs)) {
        ExitDemand demand = new ExitDemand.MaxLatency(latencyMs);
        check(plans, all, demand, condition);
      }
      checkFront(((JointResult.Front) plans.front()).plans(), all, condition);
    }
  }

  /** Some attainable values, the numbers just beside them, and far too much and too little. */
  private static List<Double> around(List<Known> all, ToDoubleFunction<Known> quantity) {
    List<Double> around = new ArrayList<>(List.of(1e-9, 1.0, 1e9));
    double[] demands = all.stream().mapToDouble(quantity).distinct().sorted().toArray();
    IntStream.range(0, demands.length)
        .filter(i -> i % VALUES_APART == 0 || i == demands.length - 1)
        .mapToDouble(i -> demands[i])
        .flatMap(value -> DoubleStream.of(value * (1 - STEP), value, value * (1 + STEP)))
        .forEach(around::add);
    return around;
  }

  private static void check(ExitPlans plans, List<Known> all, ExitDemand demand, String condition) {
    String context = condition + ", " + demand;
    boolean isAccuracy = demand instanceof ExitDemand.MinAccuracy;
    List<Known> met = all.stream().filter(known -> isMet(known, demand)).toList();
    JointResult result = plans.best(demand);
    ExitPlan plan;
    Known expected;
    if (met.isEmpty()) {
      assertThat(result).as(context).isInstanceOf(JointResult.Unmet.class);
      JointResult.Unmet unmet = (JointResult.Unmet) result;
      assertThat(unmet.proven()).as(context).isTrue();
      assertThat(unmet.demand()).isEqualTo(demand);
      plan = unmet.closest();
      expected = isAccuracy ? mostAccurate(all) : fastest(all);
    } else {
      assertThat(result).as(context).isInstanceOf(JointResult.Met.class);
      plan = ((JointResult.Met) result).plan();
      expected = isAccuracy ? fastest(met) : mostAccurate(met);
      assertThat(plan.planned().optimal()).as(context).isTrue();
      assertThat(isMet(plan.accuracy(), plan.value(), demand)).as(context).isTrue();
    }
    assertThat(plan.value())
        .as(context)
        .isCloseTo(expected.latencyMs(), within(1e-9 * expected.latencyMs()));
    assertThat(plan.accuracy()).as(context).isCloseTo(expected.accuracy(), within(1e-11));
    checkIsReal(plan, all, context);
    assertThat(plan.behavior().deployedSideExits())
        .as("%s: no exit that gains nothing", context)
        .isEqualTo(
            (int)
                all.stream()
                    .filter(known -> isSame(known, plan))
                    .mapToLong(Known::deployed)
                    .min()
                    .orElseThrow());
  }

  private static boolean isMet(Known known, ExitDemand demand) {
    return isMet(known.accuracy(), known.latencyMs(), demand);
  }

  private static boolean isMet(double accuracy, double latencyMs, ExitDemand demand) {
    return demand instanceof ExitDemand.MinAccuracy min
        ? accuracy >= min.accuracy() * (1 - 1e-9)
        : latencyMs <= ((ExitDemand.MaxLatency) demand).latencyMs() * (1 + 1e-9);
  }

  /** The fastest, and of those that are as fast the most accurate. */
  private static Known fastest(List<Known> all) {
    double min = all.stream().mapToDouble(Known::latencyMs).min().orElseThrow();
    return all.stream()
        .filter(known -> known.latencyMs() <= min * (1 + 1e-12))
        .reduce((a, b) -> b.accuracy() > a.accuracy() ? b : a)
        .orElseThrow();
  }

  /** The most accurate, and of those that are as accurate the fastest. */
  private static Known mostAccurate(List<Known> all) {
    double max = all.stream().mapToDouble(Known::accuracy).max().orElseThrow();
    return all.stream()
        .filter(known -> known.accuracy() >= max * (1 - 1e-12))
        .reduce((a, b) -> b.latencyMs() < a.latencyMs() ? b : a)
        .orElseThrow();
  }

  private static boolean isSame(Known known, ExitPlan plan) {
    return Math.abs(known.latencyMs() - plan.value()) <= 1e-11 * known.latencyMs()
        && Math.abs(known.accuracy() - plan.accuracy()) <= 1e-11;
  }

  /** Asserts that a plan is one of the combinations, in all that it says of its exits. */
  private static void checkIsReal(ExitPlan plan, List<Known> all, String context) {
    assertThat(all).as(context).anyMatch(known -> isSaidBy(plan, known));
  }

  private static boolean isSaidBy(ExitPlan plan, Known known) {
    boolean isSame = known.dropped().equals(dropped(plan)) && isSame(known, plan);
    for (int e = 0; e < known.probabilities().size() && isSame; e++) {
      ExitUse use = plan.behavior().exits().get(e);
      isSame =
          Math.abs(use.probability() - known.probabilities().get(e)) <= 1e-12
              && use.threshold().orElse(known.threshold()) == known.threshold();
    }
    return isSame;
  }

  private static List<Boolean> dropped(ExitPlan plan) {
    List<ExitUse> exits = plan.behavior().exits();
    return exits.subList(0, exits.size() - 1).stream().map(use -> !use.deployed()).toList();
  }

  private static void checkFront(List<ExitPlan> front, List<Known> all, String context) {
    for (ExitPlan point : front) {
      checkIsReal(point, all, context);
      assertThat(point.planned().optimal()).as(context).isTrue();
      assertThat(all)
          .as("%s: dominates %s ms, %s", context, point.value(), point.accuracy())
          .noneMatch(
              known ->
                  known.latencyMs() < point.value() * (1 - 1e-9)
                          && known.accuracy() >= point.accuracy() - 1e-12
                      || known.latencyMs() <= point.value() * (1 + 1e-12)
                          && known.accuracy() > point.accuracy() + 1e-9);
    }
    for (Known known : all) {
      assertThat(front)
          .as("%s: as good as %s", context, known)
          .anyMatch(
              point ->
                  point.value() <= known.latencyMs() * (1 + 1e-11)
                      && point.accuracy() >= known.accuracy() - 1e-11);
    }
    Oracle.checkFeasible(front.get(0).planned().plan(), context);
    Oracle.checkFeasible(front.get(front.size() - 1).planned().plan(), context);
    for (int i = 1; i < front.size(); i++) {
      assertThat(front.get(i).value()).isGreaterThan(front.get(i - 1).value());
      assertThat(front.get(i).accuracy()).isGreaterThan(front.get(i - 1).accuracy());
    }
  }
}

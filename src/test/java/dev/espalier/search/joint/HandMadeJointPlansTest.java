package dev.espalier.search.joint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.espalier.device.Device;
import dev.espalier.device.DeviceCatalog;
import dev.espalier.device.Network;
import dev.espalier.exit.Criterion;
import dev.espalier.exit.ExitChoices;
import dev.espalier.exit.ExitUse;
import dev.espalier.exit.log.ExitLog;
import dev.espalier.exit.log.ExitLogBuilder;
import dev.espalier.plan.Objective;
import dev.espalier.plan.PlanningProblem;
import dev.espalier.plan.PlanningProblemBuilder;
import dev.espalier.plan.Slice;
import dev.espalier.search.SearchOptions;
import dev.espalier.search.joint.GlobalThresholds.Global;
import dev.espalier.solvers.Planners;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

/** Small problems whose best plans are worked out by hand, as are all numbers here. */
class HandMadeJointPlansTest {
  private static final OptionalDouble NONE = OptionalDouble.empty();

  /** One device, on which the layers t0, b0, t1, b1, t2 take these times, ms. */
  private static PlanningProblemBuilder oneDevice(double... ms) {
    String[] layers = {"t0", "b0", "t1", "b1", "t2"};
    DeviceCatalog catalog =
        new DeviceCatalog("one", List.of(new Device("board", 1, 1)), Network.uniform(8, 0));
    PlanningProblemBuilder problem = PlanningProblem.builder(Chains.net(2, 0, 0, 0, 0), catalog);
    for (int i = 0; i < ms.length; i++) {
      problem.measured("board", layers[i], ms[i]);
    }
    return problem;
  }

  /** Adds samples of which one value and one judgement of each exit are the same. */
  private static void add(ExitLogBuilder log, int count, double[] values, boolean... right) {
    for (int i = 0; i < count; i++) {
      log.add(values, right);
    }
  }

  private static ExitLogBuilder log(int sideExits) {
    return ExitLog.builder(Chains.exits(sideExits), Criterion.CONFIDENCE);
  }

  private static ExitPlan best(PlanningProblem problem, ExitChoices choices, ExitDemand demand) {
    JointResult result =
        new JointPlanner(problem, Planners.exact())
            .plan(choices, Optional.of(demand), SearchOptions.defaults())
            .best(demand);
    ExitPlan plan = GlobalThresholds.met(result, demand.toString());
    assertThat(plan.planned().optimal()).isTrue();
    return plan;
  }

  private static void assertThresholds(ExitPlan plan, OptionalDouble... expected) {
    assertThat(plan.behavior().exits()).extracting(ExitUse::threshold).containsExactly(expected);
  }

  /**
   * Ten samples, all classified correctly: five leave at the first exit, one at the second, four
   * stay. The branches take 1 and 8 ms, each trunk layer 10 ms.
   *
   * <ul>
   *   <li>all exits: 10 + 1 + 0.5 (10 + 8) + 0.4 x 10 = 24 ms
   *   <li>the first alone: 10 + 1 + 0.5 (10 + 10) = 21 ms
   *   <li>the second alone: 10 + 10 + 8 + 0.9 x 10 = 37 ms
   *   <li>none: 30 ms
   * </ul>
   */
  @Test
  void exitWhoseBranchTakesLongerThanItSavesIsDropped() {
    ExitLogBuilder log = log(2);
    add(log, 5, new double[] {0.9, 0.2, 0.9}, true, true, true);
    add(log, 1, new double[] {0.2, 0.9, 0.9}, true, true, true);
    add(log, 4, new double[] {0.2, 0.2, 0.9}, true, true, true);
    ExitChoices choices = Chains.choices(log.build(), 0.5);
    PlanningProblem problem = oneDevice(10, 1, 10, 8, 10).build();

    List<Global> global = GlobalThresholds.plans(problem, choices);
    assertThat(global).hasSize(1);
    assertThat(global.get(0).latencyMs()).isCloseTo(24, within(1e-9));
    ExitPlan plan = best(problem, choices, new ExitDemand.MinAccuracy(1));
    assertThat(plan.value()).isCloseTo(21, within(1e-9));
    assertThat(plan.accuracy()).isCloseTo(1, within(1e-12));
    assertThresholds(plan, OptionalDouble.of(0.5), NONE, NONE);
    // With both exits 24 ms, 3 ms more; one sample in ten leaves at the second one.
    assertThat(plan.dropped())
        .containsExactly(
            new DroppedExit(
                "exit1",
                "the best plan with it takes 3.00 ms more; 10.00% of the samples leave there"));
  }

  /**
   * The first exit is correct wherever its confidence is 0.6, the second one is wrong there and
   * right at 0.95. Branches take no time, each trunk layer 10 ms.
   *
   * <ul>
   *   <li>0.5 for both: 4 leave at 10 ms, 6 at 20 ms, 4 of them wrong: 16 ms at 60 %
   *   <li>0.9 for both: 6 leave at 20 ms, 4 at 30 ms: 24 ms at 100 %
   *   <li>0.5 and 0.9: 4 leave at 10 ms, 2 at 20 ms, 4 at 30 ms: 20 ms at 100 %
   *   <li>0.5 and no second exit: 4 leave at 10 ms, 6 at 30 ms: 22 ms at 100 %
   * </ul>
   */
  @Test
  void eachExitGetsTheThresholdThatSuitsIt() {
    ExitLogBuilder log = log(2);
    add(log, 4, new double[] {0.6, 0.95, 0.9}, true, true, true);
    add(log, 4, new double[] {0.1, 0.6, 0.9}, false, false, true);
    add(log, 2, new double[] {0.1, 0.95, 0.9}, false, true, true);
    ExitChoices choices = Chains.choices(log.build(), 0.5, 0.9);
    PlanningProblem problem = oneDevice(10, 0, 10, 0, 10).build();

    List<Global> global = GlobalThresholds.plans(problem, choices);
    assertThat(global)
        .extracting(g -> Math.round(g.latencyMs() * 1e6))
        .containsExactly(16_000_000L, 24_000_000L);
    assertThat(global)
        .extracting(g -> Math.round(g.accuracy() * 1e6))
        .containsExactly(600_000L, 1_000_000L);
    ExitPlan accurate = best(problem, choices, new ExitDemand.MinAccuracy(0.9));
    assertThat(accurate.value()).isCloseTo(20, within(1e-9));
    assertThat(accurate.accuracy()).isCloseTo(1, within(1e-12));
    assertThresholds(accurate, OptionalDouble.of(0.5), OptionalDouble.of(0.9), NONE);
    assertThat(accurate.dropped()).isEmpty();

    ExitPlan quick = best(problem, choices, new ExitDemand.MaxLatency(20));
    assertThat(quick.accuracy()).isCloseTo(1, within(1e-12));
    ExitPlan quickest = best(problem, choices, new ExitDemand.MinAccuracy(0));
    assertThat(quickest.value()).isCloseTo(16, within(1e-9));
    assertThresholds(quickest, OptionalDouble.of(0.5), OptionalDouble.of(0.5), NONE);
  }

  /**
   * The image has its source on a board and takes 15 ms to a server, as does the output of t0. The
   * layers t0, b0, t1 take 10, 2 and 40 ms on the board, 1, 1 and 5 ms on the server. Nine of ten
   * samples leave at the side exit, three of them wrongly answered; one of ten leaves at 0.95.
   *
   * <ul>
   *   <li>exit at 0.5: all on the board 12 + 0.1 x 40 = 16 ms, all on the server 15 + 2 + 0.1 x 5 =
   *       17.5 ms, cut behind the branch 12 + 0.1 (15 + 5) = 14 ms, at 70 %
   *   <li>exit at 0.95: all on the server 15 + 2 + 0.9 x 5 = 21.5 ms, the others 12 + 0.9 x 20 = 30
   *       and 48 ms, at 100 %
   *   <li>no exit: all on the server 15 + 6 = 21 ms, cut 10 + 15 + 5 = 30 ms, at 100 %
   * </ul>
   */
  @Test
  void cutsAndDevicesChangeWithTheExits() {
    DeviceCatalog catalog =
        new DeviceCatalog(
            "two",
            List.of(new Device("board", 1, 1), new Device("server", 1, 1)),
            Network.uniform(8, 0)); // 1000 bytes/ms
    PlanningProblem problem =
        PlanningProblem.builder(Chains.net(1, 15_000, 0, 0, 15_000), catalog)
            .source("board")
            .measured("board", "t0", 10)
            .measured("board", "b0", 2)
            .measured("board", "t1", 40)
            .measured("server", "t0", 1)
            .measured("server", "b0", 1)
            .measured("server", "t1", 5)
            .build();
    ExitLogBuilder log = log(1);
    add(log, 1, new double[] {0.95, 0.9}, true, true);
    add(log, 5, new double[] {0.6, 0.9}, true, true);
    add(log, 3, new double[] {0.6, 0.9}, false, true);
    add(log, 1, new double[] {0.1, 0.9}, false, true);
    ExitChoices choices = Chains.choices(log.build(), 0.5, 0.95);

    ExitPlan coarse = best(problem, choices, new ExitDemand.MinAccuracy(0.6));
    assertThat(coarse.value()).isCloseTo(14, within(1e-9));
    assertThat(coarse.accuracy()).isCloseTo(0.7, within(1e-12));
    assertThat(coarse.planned().plan().slices())
        .containsExactly(new Slice("board", 0, 2), new Slice("server", 2, 3));

    ExitPlan exact = best(problem, choices, new ExitDemand.MinAccuracy(0.9));
    assertThat(exact.value()).isCloseTo(21, within(1e-9));
    assertThat(exact.planned().plan().slices()).containsExactly(new Slice("server", 0, 2));
    assertThat(exact.behavior().deployedSideExits()).isZero();
    assertThat(GlobalThresholds.plans(problem, choices).get(1).latencyMs())
        .isCloseTo(21.5, within(1e-9));
  }

  /**
   * Half the samples are classified correctly by the side exit alone, the other half by the final
   * one alone. In the worst case a sample runs 10 + 2 + 10 + 2 + 10 ms, 32 ms without the second
   * branch, 30 ms without both, whatever the thresholds are.
   */
  @Test
  void worstCaseIsThatOfTheDeployedBranches() {
    ExitLogBuilder log = log(2);
    add(log, 5, new double[] {0.6, 0.1, 0.9}, true, false, false);
    add(log, 5, new double[] {0.1, 0.6, 0.9}, false, false, true);
    ExitChoices choices = Chains.choices(log.build(), 0.5, 0.7);
    PlanningProblem problem = oneDevice(10, 2, 10, 2, 10).objective(Objective.WORST_CASE).build();

    ExitPlan half = best(problem, choices, new ExitDemand.MinAccuracy(0.5));
    assertThat(half.value()).isCloseTo(30, within(1e-9));
    assertThat(half.behavior().deployedSideExits()).isZero();
    ExitPlan all = best(problem, choices, new ExitDemand.MinAccuracy(0.9));
    assertThat(all.value()).isCloseTo(32, within(1e-9));
    assertThat(all.accuracy()).isCloseTo(1, within(1e-12));
    assertThresholds(all, OptionalDouble.of(0.5), NONE, NONE);
    ExitPlan within31Ms = best(problem, choices, new ExitDemand.MaxLatency(31));
    assertThat(within31Ms.accuracy()).isCloseTo(0.5, within(1e-12));
  }
}

package dev.espalier.search.joint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espalier.exit.ExitChoices;
import dev.espalier.plan.PlanningProblem;
import dev.espalier.search.PlanningResult;
import dev.espalier.search.SearchOptions;
import dev.espalier.search.joint.GlobalThresholds.Global;
import dev.espalier.solvers.Planners;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Where there are too many choices to price them all. */
class ThresholdSearchTest {

  private static PlanningProblem problem(int sideExits) {
    return PlanningProblem.builder(
            Chains.net(sideExits, 50_000, 10_000_000, 20_000, 20_000), Chains.devices(2))
        .source("d0")
        .build();
  }

  /** Nine side exits have 512 sets. */
  private static ExitChoices manyExits() {
    return Chains.choices(Chains.log(1, 9, 200), 0.5, 0.7, 0.9);
  }

  /** 81^3 choices for three side exits. */
  private static ExitChoices fineGrid() {
    double[] fine = IntStream.range(0, 80).mapToDouble(i -> 0.2 + i / 100.0).toArray();
    return Chains.choices(Chains.log(2, 3, 200), fine);
  }

  private static ExitPlans plan(
      PlanningProblem problem, ExitChoices choices, Optional<ExitDemand> demand, long seed) {
    ExitPlans plans =
        new JointPlanner(problem, Planners.exact())
            .plan(choices, demand, SearchOptions.defaults().withSeed(seed));
    assertThat(plans.isComplete()).isFalse();
    return plans;
  }

  private static void assertNeverWorse(
      PlanningProblem problem, ExitChoices choices, List<Global> globals) {
    int better = 0;
    for (Global global : globals) {
      ExitDemand accurate = new ExitDemand.MinAccuracy(global.accuracy());
      JointResult fastest = plan(problem, choices, Optional.of(accurate), 1).best(accurate);
      better += GlobalThresholds.isFaster(fastest, global, global.toString()) ? 1 : 0;
      ExitDemand quick = new ExitDemand.MaxLatency(global.latencyMs());
      JointResult best = plan(problem, choices, Optional.of(quick), 1).best(quick);
      better += GlobalThresholds.isMoreAccurate(best, global, global.toString()) ? 1 : 0;
      assertThat(planned(best).optimal()).isFalse();
      assertThat(planned(fastest).optimal()).isFalse();
      assertThat(planned(fastest).lowerBound())
          .isPositive()
          .isLessThan(planned(fastest).plan().value());
    }
    assertThat(better).as("better of %d", 2 * globals.size()).isGreaterThan(globals.size());
  }

  private static PlanningResult.Planned planned(JointResult met) {
    return ((JointResult.Met) met).plan().planned();
  }

  @Test
  void withManyExitsNoGlobalThresholdIsBetter() {
    List<Global> globals = GlobalThresholds.plans(problem(9), manyExits());
    assertThat(globals).hasSize(3);
    assertNeverWorse(problem(9), manyExits(), globals);
  }

  @Test
  void onAFineGridNoGlobalThresholdIsBetter() {
    List<Global> globals = GlobalThresholds.plans(problem(3), fineGrid());
    assertThat(globals).hasSize(80);
    assertNeverWorse(
        problem(3), fineGrid(), List.of(globals.get(20), globals.get(45), globals.get(70)));
  }

  /** Without a demand every global threshold is still among what was seen. */
  @Test
  void frontOfAnIncompleteSearchBeatsEveryGlobalThreshold() {
    ExitPlans plans = plan(problem(3), fineGrid(), Optional.empty(), 1);
    for (Global global : GlobalThresholds.plans(problem(3), fineGrid())) {
      JointResult fastest = plans.best(new ExitDemand.MinAccuracy(global.accuracy()));
      GlobalThresholds.isFaster(fastest, global, global.toString());
      JointResult best = plans.best(new ExitDemand.MaxLatency(global.latencyMs()));
      GlobalThresholds.isMoreAccurate(best, global, global.toString());
    }
    List<ExitPlan> front = ((JointResult.Front) plans.front()).plans();
    assertThat(front).hasSizeGreaterThan(10).noneMatch(point -> point.planned().optimal());
    for (int i = 1; i < front.size(); i++) {
      assertThat(front.get(i).accuracy()).isGreaterThan(front.get(i - 1).accuracy());
      assertThat(front.get(i).value()).isGreaterThan(front.get(i - 1).value());
    }
  }

  /** As many choices as can just be priced one by one: 707^2 is below half a million. */
  @Test
  void searchIsCompleteUpToHalfAMillionChoices() {
    double[] thresholds = IntStream.range(0, 706).mapToDouble(i -> i / 706.0).toArray();
    ExitChoices choices = Chains.choices(Chains.log(3, 2, 50), thresholds);
    ExitDemand demand = new ExitDemand.MinAccuracy(0.7);
    ExitPlans all =
        new JointPlanner(problem(2), Planners.exact())
            .plan(choices, Optional.of(demand), SearchOptions.defaults());
    assertThat(all.isComplete()).isTrue();
    assertThat(all.size()).isEqualTo(707 * 707);
    assertThat(planned(all.best(demand)).optimal()).isTrue();
  }

  @Test
  void unmetDemandIsNotProvenUnmet() {
    ExitDemand demand = new ExitDemand.MinAccuracy(1);
    JointResult result = plan(problem(9), manyExits(), Optional.of(demand), 1).best(demand);
    assertThat(result).isInstanceOf(JointResult.Unmet.class);
    assertThat(((JointResult.Unmet) result).proven()).isFalse();
    assertThat(((JointResult.Unmet) result).closest().accuracy()).isBetween(0.5, 0.9999);
  }

  @Test
  void equalSeedsGiveEqualPlans() {
    ExitDemand demand = new ExitDemand.MinAccuracy(0.7);
    for (int sideExits : new int[] {9, 3}) {
      ExitChoices choices = sideExits == 9 ? manyExits() : fineGrid();
      ExitPlans first = plan(problem(sideExits), choices, Optional.of(demand), 7);
      ExitPlans again = plan(problem(sideExits), choices, Optional.of(demand), 7);
      ExitPlan plan = GlobalThresholds.met(first.best(demand), "first");
      ExitPlan samePlan = GlobalThresholds.met(again.best(demand), "again");
      assertThat(samePlan.behavior()).isEqualTo(plan.behavior());
      assertThat(samePlan.planned().plan().slices()).isEqualTo(plan.planned().plan().slices());
      assertThat(samePlan.value()).isEqualTo(plan.value());
      assertThat(again.size()).isEqualTo(first.size());
      assertThat(again.search().evaluations()).isEqualTo(first.search().evaluations());
      assertThat(again.search().generations()).isEqualTo(first.search().generations());
      assertThat(first.search().seed()).isEqualTo(7);
    }
  }
}

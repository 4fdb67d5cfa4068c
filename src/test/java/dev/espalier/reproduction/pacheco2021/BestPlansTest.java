package dev.espalier.reproduction.pacheco2021;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.espalier.plan.Objective;
import dev.espalier.plan.Plan;
import dev.espalier.reproduction.pacheco2021.leaving.LeavingByDepth;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BestPlansTest {
  @ParameterizedTest
  @ValueSource(doubles = {0.5, 1, 2, 5, 20})
  void threeTiersAreNeverWorseThanTwo(double slower) {
    for (Objective objective : new Objective[] {Objective.EXPECTED, Objective.THROUGHPUT}) {
      double three = ThreeTiers.best(ThreeTiers.ALL, slower, objective).value();
      assertThat(three)
          .isLessThanOrEqualTo(ThreeTiers.best(ThreeTiers.WITH_EDGE, slower, objective).value())
          .isLessThanOrEqualTo(ThreeTiers.best(ThreeTiers.WITH_CLOUD, slower, objective).value())
          .isLessThanOrEqualTo(ThreeTiers.best(ThreeTiers.END_ALONE, slower, objective).value());
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.5, 3, 4, 10, 94})
  void plansKeepTheirDeadlineAndCostNoLess(double mbps) {
    Plan free = Requirements.best(mbps, Double.POSITIVE_INFINITY).orElseThrow();
    for (double deadlineMs :
        new double[] {Requirements.COGNITIVE_ASSISTANCE_MS, Requirements.DRIVING_MS}) {
      Optional<Plan> plan = Requirements.best(mbps, deadlineMs);
      if (plan.isPresent()) {
        assertThat(plan.get().worstCaseLatencyMs()).isLessThanOrEqualTo(deadlineMs);
        assertThat(plan.get().expectedLatencyMs()).isGreaterThanOrEqualTo(free.expectedLatencyMs());
      } else {
        assertThat(free.worstCaseLatencyMs()).isGreaterThan(deadlineMs);
      }
    }
  }

  @Test
  void slowUplinkLeavesNoPlanWithinTheShorterRequirement() {
    assertThat(Requirements.best(0.5, Requirements.COGNITIVE_ASSISTANCE_MS)).isEmpty();
    assertThat(Requirements.best(0.5, Requirements.DRIVING_MS)).isPresent();
  }

  @ParameterizedTest
  @ValueSource(doubles = {100, 300})
  void slowestEdgeJustMeetsTheRequirement(double required) {
    MobileNetScene scene =
        MobileNetScene.with(Machine.GPU.slowed(Requirements.slowestEdge(required)));
    assertThat(scene.offloading(5, LeavingByDepth.at(0.8)).worstCaseLatencyMs())
        .isCloseTo(required, within(1e-6));
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.7, 0.8, 0.9})
  void noFixedCutIsBetterThanTheBestPlan(double threshold) {
    LeavingByDepth leaving = LeavingByDepth.at(threshold);
    for (Machine edge : new Machine[] {Machine.GPU, Machine.CPU, Machine.BOARD}) {
      MobileNetScene scene = MobileNetScene.with(edge);
      assertThat(scene.best(leaving).expectedLatencyMs())
          .isLessThanOrEqualTo(scene.offloading(5, leaving).expectedLatencyMs());
    }
  }
}

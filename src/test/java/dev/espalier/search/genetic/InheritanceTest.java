package dev.espalier.search.genetic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espalier.cost.table.CostTables;
import dev.espalier.device.Device;
import dev.espalier.device.DeviceCatalog;
import dev.espalier.device.Network;
import dev.espalier.model.BranchyNet;
import dev.espalier.model.Exit;
import dev.espalier.model.Layer;
import dev.espalier.model.ModelInput;
import dev.espalier.plan.PlanningProblem;
import dev.espalier.search.local.Trial;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/** First plans, crossover and mutation. */
class InheritanceTest {
  private static final int ROUNDS = 40_000;

  /** 99.9th percentile of the chi-squared distribution with 8 degrees of freedom. */
  private static final double CHI_SQUARED_8 = 26.12;

  private final RandomGenerator random = new SplittableRandom(3);

  @Test
  void everyBoundaryIsCutEquallyOften() {
    FirstPlans plans = new FirstPlans(costs(10, 4, 1, 4));
    int[] cuts = new int[9];
    for (int round = 0; round < ROUNDS; round++) {
      cuts[plans.partition(2, random).starts[1] - 1]++;
    }
    double expected = ROUNDS / 9.0;
    double chiSquared =
        Arrays.stream(cuts).mapToDouble(n -> (n - expected) * (n - expected) / expected).sum();
    assertThat(chiSquared).isLessThan(CHI_SQUARED_8);
  }

  @Test
  void firstPlansHaveEveryAllowedNumberOfSlicesInEqualShares() {
    List<Trial> plans = new ArrayList<>();
    new FirstPlans(costs(12, 6, 2, 5)).fill(plans, 12, random);
    assertThat(plans)
        .extracting(plan -> plan.count)
        .containsExactly(2, 2, 2, 3, 3, 3, 4, 4, 4, 5, 5, 5);
  }

  @Test
  void knownPlansAreKeptAndFilledUpOnly() {
    CostTables costs = costs(12, 6, 2, 5);
    Trial known = trial(costs, new int[] {0, 3}, new int[] {4, 1});
    List<Trial> plans = new ArrayList<>(List.of(known));
    new FirstPlans(costs).fill(plans, 3, random);
    assertThat(plans).hasSize(3);
    assertThat(plans.get(0)).isSameAs(known);
    new FirstPlans(costs).fill(plans, 2, random);
    assertThat(plans).hasSize(3);
  }

  @Test
  void childHasTheHeadOfOneParentAndTheTailOfTheOther() {
    CostTables costs = costs(4, 6, 2, 6);
    Trial first = trial(costs, new int[] {0, 1}, new int[] {0, 1});
    Trial second = trial(costs, new int[] {0, 3}, new int[] {2, 3});
    Set<List<Integer>> children = new HashSet<>();
    for (int round = 0; round < 100; round++) {
      children.add(described(new PlanCrossover(costs).cross(first, second, random)));
    }
    // Starts, then devices; one child for each boundary.
    assertThat(children)
        .containsExactlyInAnyOrder(
            List.of(0, 1, 3, 0, 2, 3), List.of(0, 1, 2, 3, 0, 1, 2, 3), List.of(0, 1, 3, 0, 1, 3));
  }

  @Test
  void slicesOfOneDeviceOnBothSidesOfTheBoundaryJoin() {
    CostTables costs = costs(4, 2, 2, 2);
    Trial plan = trial(costs, new int[] {0, 2}, new int[] {1, 0});
    for (int round = 0; round < 20; round++) {
      assertThat(described(new PlanCrossover(costs).cross(plan, plan, random)))
          .isEqualTo(described(plan));
    }
  }

  @Test
  void childrenAndMutantsAreAllowedPlans() {
    CostTables costs = costs(12, 6, 3, 5);
    PlanCrossover crossover = new PlanCrossover(costs);
    PlanMutation mutation = new PlanMutation(costs, PlanMutation.WindowSearch.NONE);
    FirstPlans plans = new FirstPlans(costs);
    Set<Integer> counts = new HashSet<>();
    for (int round = 0; round < 5_000; round++) {
      Trial first = plans.draw(random.nextInt(3, 6), random);
      Trial second = plans.draw(random.nextInt(3, 6), random);
      Trial child = crossover.cross(first, second, random);
      checkAllowed(child, costs);
      mutation.change(child, random);
      checkAllowed(child, costs);
      counts.add(child.count);
    }
    assertThat(counts).containsExactlyInAnyOrder(3, 4, 5);
  }

  @Test
  void mutationReachesEveryPlan() {
    CostTables costs = costs(3, 3, 1, 3);
    PlanMutation mutation = new PlanMutation(costs, PlanMutation.WindowSearch.NONE);
    Trial plan = trial(costs, new int[] {0}, new int[] {0});
    Set<List<Integer>> reached = new HashSet<>();
    for (int round = 0; round < 5_000; round++) {
      mutation.change(plan, random);
      reached.add(described(plan));
    }
    // 3 plans of one slice, 2 x 6 of two, 6 of three.
    assertThat(reached).hasSize(21);
  }

  @Test
  void theOnlyPlanStaysAsItIs() {
    CostTables costs = costs(1, 1, 1, 1);
    Trial plan = trial(costs, new int[] {0}, new int[] {0});
    new PlanMutation(costs, PlanMutation.WindowSearch.NONE).change(plan, random);
    assertThat(described(new PlanCrossover(costs).cross(plan, plan, random)))
        .isEqualTo(described(plan))
        .isEqualTo(List.of(0, 0));
  }

  private static void checkAllowed(Trial trial, CostTables costs) {
    assertThat(trial.count).isBetween(costs.minSlices(), costs.maxSlices());
    assertThat(trial.starts[0]).isZero();
    for (int k = 0; k < trial.count; k++) {
      assertThat(trial.end(k)).isGreaterThan(trial.starts[k]).isLessThanOrEqualTo(costs.length());
    }
    assertThat(Arrays.stream(trial.devices, 0, trial.count).distinct().count())
        .isEqualTo(trial.count);
  }

  private static List<Integer> described(Trial trial) {
    return Arrays.stream(trial.key().array()).boxed().toList();
  }

  private static Trial trial(CostTables costs, int[] starts, int[] devices) {
    Trial trial = new Trial(costs);
    trial.count = starts.length;
    System.arraycopy(starts, 0, trial.starts, 0, starts.length);
    System.arraycopy(devices, 0, trial.devices, 0, starts.length);
    return trial;
  }

  private static CostTables costs(int layers, int devices, int min, int max) {
    List<Layer> chain = new ArrayList<>();
    for (int i = 0; i < layers; i++) {
      chain.add(new Layer("l" + i, "Relu", List.of(i == 0 ? "in" : "l" + (i - 1)), 1, 1, 1));
    }
    List<Exit> exits = List.of(new Exit("final", "l" + (layers - 1), 1));
    List<Device> all = new ArrayList<>();
    for (int d = 0; d < devices; d++) {
      all.add(new Device("d" + d, 1, 1));
    }
    return new CostTables(
        PlanningProblem.builder(
                new BranchyNet("chain", new ModelInput("in", 1), chain, exits),
                new DeviceCatalog("c", all, Network.uniform(1, 0)))
            .slices(min, max)
            .build());
  }
}

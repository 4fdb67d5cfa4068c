package dev.espalier.search.joint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.espalier.exit.ExitBehavior;
import dev.espalier.exit.ExitChoices;
import dev.espalier.exit.ExitUse;
import dev.espalier.exit.ThresholdChoices;
import dev.espalier.model.BranchyNet;
import dev.espalier.model.Exit;
import dev.espalier.plan.PlanningProblem;
import dev.espalier.search.Planner;
import dev.espalier.search.PlanningResult;
import dev.espalier.search.SearchOptions;
import dev.espalier.solvers.Planners;
import dev.espalier.testing.Oracle;
import dev.espalier.testing.RandomExits;
import dev.espalier.testing.RandomProblems;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/** Joint plans against planning every choice by itself. */
class JointPlannerTest {
  private static final int PROBLEMS = 150;

  /** A choice, planned by itself. */
  record Known(double accuracy, double latencyMs) {}

  /** Every choice for which a planner, asked about it alone, finds a plan. */
  static List<Known> enumerated(PlanningProblem problem, ExitChoices choices, Planner planner) {
    List<Known> all = new ArrayList<>();
    int sideExits = choices.exits().size() - 1;
    for (long bits = 0; bits < 1L << sideExits; bits++) {
      ThresholdChoices thresholds = choices.forDeployed(BitSet.valueOf(new long[] {bits}));
      int[] index = new int[thresholds.dimensions()];
      enumerate(problem, planner, thresholds, index, 0, all);
    }
    return all;
  }

  private static void enumerate(
      PlanningProblem problem,
      Planner planner,
      ThresholdChoices thresholds,
      int[] index,
      int d,
      List<Known> all) {
    if (d < index.length) {
      for (index[d] = 0; index[d] < thresholds.size(d); index[d]++) {
        enumerate(problem, planner, thresholds, index, d + 1, all);
      }
      return;
    }
    Optional<ExitBehavior> behavior = thresholds.at(index);
    if (behavior.isPresent()) {
      BranchyNet net = net(problem, behavior.get());
      boolean hasPinned =
          problem.pins().keySet().stream()
              .allMatch(p -> net.layers().contains(problem.linearization().layer(p)));
      if (net.layers().size() < problem.minSlices() || !hasPinned) {
        return;
      }
      PlanningProblem own = problem.withNet(net);
      if (planner.misfit(own).isEmpty()
          && planner.plan(own, SearchOptions.defaults())
              instanceof PlanningResult.Planned planned) {
        all.add(new Known(behavior.get().accuracy(), planned.plan().value()));
      }
    }
  }

  private static BranchyNet net(PlanningProblem problem, ExitBehavior behavior) {
    BranchyNet net = problem.linearization().net();
    List<Exit> kept = new ArrayList<>();
    for (int e = 0; e < net.exits().size(); e++) {
      ExitUse use = behavior.exits().get(e);
      if (use.deployed()) {
        kept.add(net.exits().get(e).withProbability(use.probability()));
      }
    }
    return net.withExits(kept);
  }

  /** A random problem with a side exit. */
  static PlanningProblem problem(long seed) {
    RandomGenerator random = new SplittableRandom(seed);
    while (true) {
      PlanningProblem problem = new RandomProblems(random).problem();
      if (problem.linearization().net().exits().size() > 1) {
        return problem;
      }
    }
  }

  @Test
  void everyDemandIsAnsweredAsPlanningEachChoiceByItselfDoes() {
    int planned = 0;
    for (long seed = 0; seed < PROBLEMS; seed++) {
      PlanningProblem problem = problem(seed);
      ExitChoices choices =
          RandomExits.choices(problem.linearization().net(), new SplittableRandom(seed));
      List<Known> all = enumerated(problem, choices, Planners.exact());
      ExitPlans plans =
          new JointPlanner(problem, Planners.exact())
              .plan(choices, Optional.empty(), SearchOptions.defaults());
      assertThat(plans.size()).as("seed %d", seed).isEqualTo(all.size());
      assertThat(plans.isComplete()).as("seed %d", seed).isTrue();
      if (all.isEmpty()) {
        assertThat(plans.best(new ExitDemand.MinAccuracy(0)))
            .isInstanceOf(JointResult.NoPlan.class);
        continue;
      }
      planned++;
      for (Known each : all) {
        checkMinAccuracy(plans, each.accuracy(), all, seed);
        checkMaxLatency(plans, each.latencyMs(), all, seed);
      }
      checkFront(plans, all, seed);
    }
    assertThat(planned).isGreaterThan(PROBLEMS / 2);
  }

  private static void checkMinAccuracy(
      ExitPlans plans, double accuracy, List<Known> all, long seed) {
    double expected =
        all.stream()
            .filter(k -> k.accuracy() >= accuracy * (1 - 1e-9))
            .mapToDouble(Known::latencyMs)
            .min()
            .orElseThrow();
    ExitPlan plan = met(plans.best(new ExitDemand.MinAccuracy(accuracy)));
    assertThat(plan.value()).as("seed %d", seed).isCloseTo(expected, within(1e-9 * expected));
    assertThat(plan.accuracy()).isGreaterThanOrEqualTo(accuracy * (1 - 1e-9));
    assertThat(plan.planned().optimal()).isTrue();
    Oracle.checkFeasible(plan.planned().plan(), "seed " + seed);
  }

  private static void checkMaxLatency(
      ExitPlans plans, double latencyMs, List<Known> all, long seed) {
    if (latencyMs == 0) {
      return;
    }
    double expected =
        all.stream()
            .filter(k -> k.latencyMs() <= latencyMs * (1 + 1e-9))
            .mapToDouble(Known::accuracy)
            .max()
            .orElseThrow();
    ExitPlan plan = met(plans.best(new ExitDemand.MaxLatency(latencyMs)));
    assertThat(plan.accuracy()).as("seed %d", seed).isCloseTo(expected, within(1e-9));
    assertThat(plan.value()).isLessThanOrEqualTo(latencyMs * (1 + 1e-9));
    assertThat(plan.planned().optimal()).isTrue();
  }

  private static void checkFront(ExitPlans plans, List<Known> all, long seed) {
    List<ExitPlan> front = ((JointResult.Front) plans.front()).plans();
    for (int i = 1; i < front.size(); i++) {
      assertThat(front.get(i).value()).isGreaterThan(front.get(i - 1).value());
      assertThat(front.get(i).accuracy()).isGreaterThan(front.get(i - 1).accuracy());
    }
    for (Known each : all) {
      assertThat(front)
          .as("seed %d: nothing on the front is as good as %s", seed, each)
          .anyMatch(
              p ->
                  p.value() <= each.latencyMs() * (1 + 1e-9)
                      && p.accuracy() >= each.accuracy() - 1e-9);
    }
    for (ExitPlan point : front) {
      assertThat(all)
          .as("seed %d: the front's %s, %s is real", seed, point.accuracy(), point.value())
          .anyMatch(
              k ->
                  Math.abs(k.accuracy() - point.accuracy()) < 1e-9
                      && Math.abs(k.latencyMs() - point.value()) <= 1e-9 * k.latencyMs());
    }
  }

  private static ExitPlan met(JointResult result) {
    assertThat(result).isInstanceOf(JointResult.Met.class);
    return ((JointResult.Met) result).plan();
  }
}

package dev.espalier.search.joint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.espalier.exit.ExitChoices;
import dev.espalier.plan.PlanningProblem;
import dev.espalier.search.Planner;
import dev.espalier.search.PlannerTrait;
import dev.espalier.search.PlanningResult;
import dev.espalier.search.SearchOptions;
import dev.espalier.search.genetic.GeneticOptions;
import dev.espalier.search.genetic.GeneticPlanner;
import dev.espalier.solvers.Planners;
import dev.espalier.testing.RandomExits;
import dev.espalier.testing.RandomProblems;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/** What a joint planner keeps from one call for the next, and what it must not keep. */
class ReusedJointPlannerTest {
  private static final int PROBLEMS = 15;

  /** What a search may come to after it was stopped: random cuts, and no proof. */
  private static final Planner POOR =
      new GeneticPlanner(
          GeneticOptions.defaults()
              .withPopulationSize(2)
              .withGenerations(1, 1)
              .withCertificateBudget(0));

  private static final SearchOptions DEFAULTS = SearchOptions.defaults();

  private interface Planning {
    PlanningResult plan(PlanningProblem problem, SearchOptions options);
  }

  private static Planner planner(Planning planning) {
    return new Planner() {
      @Override
      public String name() {
        return "test";
      }

      @Override
      public Set<PlannerTrait> traits() {
        return Set.of(PlannerTrait.PROVES_OPTIMALITY);
      }

      @Override
      public PlanningResult plan(PlanningProblem problem, SearchOptions options) {
        return planning.plan(problem, options);
      }
    };
  }

  private static PlanningResult poorPlan(PlanningProblem problem) {
    return POOR.plan(problem, DEFAULTS.withCancellation(() -> true));
  }

  private static PlanningProblem problem(long seed) {
    RandomGenerator random = new SplittableRandom(seed);
    while (true) {
      PlanningProblem problem = new RandomProblems(random).problem(8, 4);
      if (problem.linearization().net().exits().size() > 1) {
        return problem;
      }
    }
  }

  private static ExitChoices choices(PlanningProblem problem, long seed) {
    return RandomExits.choices(problem.linearization().net(), new SplittableRandom(seed));
  }

  private static ExitPlans plan(JointPlanner planner, ExitChoices choices, SearchOptions options) {
    return planner.plan(choices, Optional.empty(), options);
  }

  private static void assertSameAnswers(ExitPlans actual, ExitPlans expected, String context) {
    assertThat(actual.isComplete()).as(context).isEqualTo(expected.isComplete());
    assertThat(actual.size()).as(context).isEqualTo(expected.size());
    if (expected.size() == 0) {
      return;
    }
    List<ExitPlan> front = actual.front().plans();
    List<ExitPlan> expectedFront = expected.front().plans();
    assertThat(front).as(context).hasSameSizeAs(expectedFront);
    for (int i = 0; i < front.size(); i++) {
      assertSame(front.get(i), expectedFront.get(i), context);
      ExitDemand demand = new ExitDemand.MinAccuracy(expectedFront.get(i).accuracy());
      assertSame(
          GlobalThresholds.met(actual.best(demand), context),
          GlobalThresholds.met(expected.best(demand), context),
          context);
    }
  }

  private static void assertSame(ExitPlan actual, ExitPlan expected, String context) {
    double latencyMs = expected.value();
    assertThat(actual.accuracy()).as(context).isCloseTo(expected.accuracy(), within(1e-9));
    assertThat(actual.value()).as(context).isCloseTo(latencyMs, within(1e-9 * latencyMs));
    assertThat(actual.planned().optimal()).as(context).isEqualTo(expected.planned().optimal());
    assertThat(actual.planned().lowerBound())
        .as(context)
        .isCloseTo(expected.planned().lowerBound(), within(1e-9 * latencyMs));
  }

  /** Calls a planner twice, the first time until it is stopped, and looks at the second answer. */
  private static int assertNothingIsLeft(Planning whenStopped) {
    int stopped = 0;
    for (long seed = 0; seed < PROBLEMS; seed++) {
      PlanningProblem problem = problem(seed);
      ExitChoices choices = choices(problem, seed);
      ExitPlans expected = plan(new JointPlanner(problem, Planners.exact()), choices, DEFAULTS);
      for (int plans : new int[] {0, 1, 3}) {
        AtomicBoolean stop = new AtomicBoolean();
        AtomicInteger left = new AtomicInteger(plans);
        JointPlanner planner =
            new JointPlanner(
                problem,
                planner(
                    (inner, options) -> {
                      if (left.getAndDecrement() == 0) {
                        stop.set(true); // while this plan is sought
                      }
                      return stop.get()
                          ? whenStopped.plan(inner, options)
                          : Planners.exact().plan(inner, options);
                    }));
        stopped +=
            plan(planner, choices, DEFAULTS.withCancellation(stop::get)).search().interrupted()
                ? 1
                : 0;
        stop.set(false);
        left.set(-1);
        assertSameAnswers(
            plan(planner, choices, DEFAULTS),
            expected,
            "seed %d, stopped after %d plans".formatted(seed, plans));
      }
    }
    return stopped;
  }

  @Test
  void plansOfAnInterruptedSearchProveNothingLater() {
    assertThat(assertNothingIsLeft((problem, options) -> poorPlan(problem)))
        .isGreaterThan(PROBLEMS);
  }

  @Test
  void plansThatAnInterruptedSearchDidNotFindAreSoughtAgain() {
    assertThat(
            assertNothingIsLeft(
                (problem, options) ->
                    new PlanningResult.Undecided(List.of(), poorPlan(problem).search())))
        .isGreaterThan(PROBLEMS);
  }

  /** The search is stopped between two plans, too: then the rest is not planned at all. */
  @Test
  void pointsThatAnInterruptedSearchDidNotPlanArePlannedLater() {
    int stopped = 0;
    for (long seed = 0; seed < PROBLEMS; seed++) {
      PlanningProblem problem = problem(seed);
      ExitChoices choices = choices(problem, seed);
      ExitPlans expected = plan(new JointPlanner(problem, Planners.exact()), choices, DEFAULTS);
      for (int asked = 0; asked < 40; asked += 1 + asked) {
        AtomicInteger left = new AtomicInteger(asked);
        BooleanSupplier stop = () -> left.decrementAndGet() < 0;
        JointPlanner planner = new JointPlanner(problem, Planners.exact());
        SearchOptions options = DEFAULTS.withCancellation(stop);
        stopped += plan(planner, choices, options).search().interrupted() ? 1 : 0;
        assertSameAnswers(
            plan(planner, choices, DEFAULTS), expected, "seed %d, %d".formatted(seed, asked));
      }
    }
    assertThat(stopped).isGreaterThan(PROBLEMS);
  }

  @Test
  void whatWasPlannedBeforeIsNotPlannedAgain() {
    for (long seed = 0; seed < PROBLEMS; seed++) {
      PlanningProblem problem = problem(seed);
      ExitChoices choices = choices(problem, seed);
      AtomicInteger plans = new AtomicInteger();
      JointPlanner planner =
          new JointPlanner(
              problem,
              planner(
                  (inner, options) -> {
                    plans.incrementAndGet();
                    return Planners.exact().plan(inner, options);
                  }));
      ExitPlans first = plan(planner, choices, DEFAULTS);
      if (first.isComplete() && first.size() > 0) {
        int before = plans.get();
        assertSameAnswers(plan(planner, choices, DEFAULTS), first, "seed " + seed);
        int setsWithoutPlan = 1 << (choices.exits().size() - 1);
        assertThat(plans.get() - before).as("seed %d", seed).isLessThan(setsWithoutPlan);
      }
    }
  }

  /** A bound is what the planner proved, not what it found. */
  @Test
  void planThatNobodyProvedIsNoLowerBound() {
    int worse = 0;
    for (long seed = 0; seed < 4 * PROBLEMS; seed++) {
      PlanningProblem problem = problem(seed);
      ExitChoices choices = choices(problem, seed);
      ExitPlans proven = plan(new JointPlanner(problem, Planners.exact()), choices, DEFAULTS);
      ExitPlans poor =
          plan(
              new JointPlanner(problem, planner((inner, o) -> poorPlan(inner))), choices, DEFAULTS);
      if (poor.size() == 0) {
        continue;
      }
      for (ExitPlan point : poor.front().plans()) {
        ExitDemand demand = new ExitDemand.MinAccuracy(point.accuracy());
        double bestMs = GlobalThresholds.met(proven.best(demand), "proven").value();
        ExitPlan found = GlobalThresholds.met(poor.best(demand), "poor");
        String context = "seed " + seed;
        assertThat(found.planned().lowerBound())
            .as(context)
            .isLessThanOrEqualTo(bestMs * (1 + 1e-9));
        if (found.value() > bestMs * (1 + 1e-9)) {
          worse++;
          assertThat(found.planned().optimal()).as(context).isFalse();
        }
      }
    }
    assertThat(worse).isGreaterThan(1);
  }
}

package dev.espalier.search.joint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espalier.exit.Criterion;
import dev.espalier.exit.ExitChoices;
import dev.espalier.exit.log.ExitLog;
import dev.espalier.exit.log.RandomLogs;
import dev.espalier.plan.PlanningProblem;
import dev.espalier.search.SearchOptions;
import dev.espalier.search.joint.GlobalThresholds.Global;
import dev.espalier.solvers.Planners;
import dev.espalier.testing.RandomExits;
import dev.espalier.testing.RandomProblems;
import java.util.Optional;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/** A joint plan is never worse than any plan with one global threshold and all exits deployed. */
class JointVsGlobalThresholdTest {
  private static final int PROBLEMS = 120;

  /** How often the joint plan was as good at least, and how often better. */
  private static final class Score {
    private int plans;
    private int faster;
    private int moreAccurate;

    void play(PlanningProblem problem, ExitChoices choices, String context) {
      ExitPlans joint =
          new JointPlanner(problem, Planners.exact())
              .plan(choices, Optional.empty(), SearchOptions.defaults());
      assertThat(joint.isComplete()).isTrue();
      for (Global global : GlobalThresholds.plans(problem, choices)) {
        String at = context + ", " + global;
        plans++;
        JointResult fastest = joint.best(new ExitDemand.MinAccuracy(global.accuracy()));
        if (GlobalThresholds.isFaster(fastest, global, at)) {
          faster++;
        }
        if (global.latencyMs() > 0) {
          JointResult best = joint.best(new ExitDemand.MaxLatency(global.latencyMs()));
          if (GlobalThresholds.isMoreAccurate(best, global, at)) {
            moreAccurate++;
          }
        }
      }
    }

    @Override
    public String toString() {
      return "of %d plans %d faster, %d more accurate".formatted(plans, faster, moreAccurate);
    }
  }

  /** A problem with side exits that demands no more slices than the smallest network has. */
  private static PlanningProblem problem(long seed) {
    RandomGenerator random = new SplittableRandom(seed);
    while (true) {
      PlanningProblem problem = new RandomProblems(random).problem(10, 4);
      if (problem.minSlices() == 1 && problem.linearization().net().exits().size() > 1) {
        return problem;
      }
    }
  }

  @Test
  void withLogsItIsFasterAndMoreAccurateTwoTimesInThree() {
    Score score = new Score();
    for (long seed = 0; seed < PROBLEMS; seed++) {
      PlanningProblem problem = problem(seed);
      int exits = problem.linearization().net().exits().size();
      Criterion criterion = Criterion.values()[(int) (seed % 2)];
      ExitLog log = RandomLogs.log(new Random(seed), criterion, exits, 60);
      score.play(problem, Chains.choices(log, 0.2, 0.5, 0.8), "seed " + seed);
    }
    assertThat(score.plans).isGreaterThan(PROBLEMS);
    assertThat(score.faster).as("%s", score).isGreaterThan(score.plans * 2 / 3);
    assertThat(score.moreAccurate).as("%s", score).isGreaterThan(score.plans * 2 / 3);
  }

  @Test
  void withTablesItGainsAsOftenThoughTheyHaveOneThresholdForAll() {
    Score score = new Score();
    for (long seed = 0; seed < PROBLEMS; seed++) {
      PlanningProblem problem = problem(seed);
      ExitChoices choices =
          RandomExits.choices(problem.linearization().net(), new SplittableRandom(seed));
      score.play(problem, choices, "seed " + seed);
    }
    assertThat(score.plans).isGreaterThan(PROBLEMS);
    assertThat(score.faster).as("%s", score).isGreaterThan(score.plans * 2 / 3);
    assertThat(score.moreAccurate).as("%s", score).isGreaterThan(score.plans * 2 / 3);
  }
}

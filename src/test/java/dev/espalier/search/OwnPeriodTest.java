package dev.espalier.search;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espalier.plan.Objective;
import dev.espalier.plan.PlanningProblem;
import dev.espalier.solvers.Planners;
import dev.espalier.testing.RandomObjectives;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class OwnPeriodTest {
  private static final Duration MINUTE = Duration.ofMinutes(1);

  @Test
  void allRoundsShareOneLimit() {
    int several = 0;
    for (long seed = 0; seed < 400 && several < 5; seed++) {
      PlanningProblem problem = RandomObjectives.ofSeed(seed, Objective.THROUGHPUT, 6, 3);
      List<Duration> limits = new ArrayList<>();
      OwnPeriod.plan(
          problem,
          SearchOptions.defaults().withTimeLimit(MINUTE),
          (each, options) -> {
            limits.add(options.timeLimit().orElseThrow());
            return Planners.exact().plan(each, options);
          });
      for (int round = 1; round < limits.size(); round++) {
        assertThat(limits.get(round)).as("seed %d", seed).isLessThan(limits.get(round - 1));
      }
      several += limits.size() > 1 ? 1 : 0;
    }
    assertThat(several).as("problems of several rounds").isEqualTo(5);
  }
}

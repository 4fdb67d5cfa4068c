package dev.espalier.search.exact;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espalier.plan.PlanningProblem;
import dev.espalier.search.Planner;
import dev.espalier.search.PlanningResult;
import dev.espalier.search.SearchOptions;
import dev.espalier.solvers.Planners;
import dev.espalier.testing.RandomProblems;
import java.util.List;
import org.junit.jupiter.api.Test;

class WithoutExplanationTest {
  /** The answer is the same, and only what is missing is left out. */
  @Test
  void nothingButTheExplanationIsLeftOut() {
    int infeasible = 0;
    for (long seed = 0; seed < 60; seed++) {
      PlanningProblem problem = RandomProblems.ofSeed(seed);
      for (Planner planner : List.of(Planners.exact(), Planners.genetic())) {
        PlanningResult explained = planner.plan(problem, SearchOptions.defaults());
        PlanningResult alone =
            planner.plan(problem, SearchOptions.defaults().withoutExplanation().withSeed(1));
        assertThat(alone).hasSameClassAs(explained);
        if (alone instanceof PlanningResult.Infeasible without) {
          infeasible++;
          assertThat(without.violations()).isEmpty();
          assertThat(without.partial()).isTrue();
        }
      }
    }
    assertThat(infeasible).isPositive();
  }
}

package dev.espalier.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espalier.plan.Objective;
import dev.espalier.plan.PlanningProblem;
import dev.espalier.search.Planner;
import dev.espalier.search.PlanningResult;
import dev.espalier.search.PlanningResult.Infeasible;
import dev.espalier.search.PlanningResult.Planned;
import dev.espalier.search.SearchOptions;
import dev.espalier.solvers.Planners;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Planners against plain enumeration, on random problems of every objective, with links, pins,
 * media, limits on slices and on whole plans, sources, sinks and exits.
 */
class ObjectivesOracleTest {
  private static final int PROBLEMS = 400;

  private static Objective objective(String label) {
    return List.of(Objective.EXPECTED, Objective.WORST_CASE, Objective.ENERGY, Objective.THROUGHPUT)
        .stream()
        .filter(each -> each.label().equals(label))
        .findFirst()
        .orElseThrow();
  }

  @ParameterizedTest
  @ValueSource(strings = {"expected", "worst-case", "energy", "throughput"})
  void provingPlannersFindTheOptimumOfPlainEnumeration(String label) {
    int feasible = 0;
    int bound = 0;
    for (long seed = 0; seed < PROBLEMS; seed++) {
      PlanningProblem problem = RandomObjectives.ofSeed(seed, objective(label), 8, 4);
      Enumeration all = new Oracle(problem).enumerate();
      feasible += all.isFeasible() ? 1 : 0;
      bound += all.isLimitBound() ? 1 : 0;
      for (Planner planner : List.of(Planners.exact(), Planners.exhaustive(), Planners.genetic())) {
        String at = "%s, %s, seed %d".formatted(planner.name(), label, seed);
        check(planner.plan(problem, SearchOptions.defaults()), all, at);
      }
    }
    assertThat(feasible).as("feasible problems").isGreaterThan(PROBLEMS / 3);
    assertThat(bound).as("problems whose limits cost something").isGreaterThan(PROBLEMS / 20);
  }

  private static void check(PlanningResult result, Enumeration all, String at) {
    if (!all.isFeasible()) {
      assertThat(result).as(at).isInstanceOf(Infeasible.class);
      return;
    }
    assertThat(result).as(at).isInstanceOf(Planned.class);
    Planned planned = (Planned) result;
    Oracle.checkFeasible(planned.plan(), at);
    assertThat(planned.optimal()).as(at).isTrue();
    PlanCheck.assertClose(planned.plan().value(), all.minMs(), at);
  }
}

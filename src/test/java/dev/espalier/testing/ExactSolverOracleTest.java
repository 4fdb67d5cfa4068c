package dev.espalier.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espalier.cost.PlanValidator;
import dev.espalier.plan.PlanningProblem;
import dev.espalier.search.PlanningResult;
import dev.espalier.search.SearchOptions;
import dev.espalier.search.exact.ExactPlanner;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** The exact solver against the enumeration of every plan by the {@link Oracle}. */
class ExactSolverOracleTest {
  private static final int PROBLEMS = 1200;
  private static final int WIDE_PROBLEMS = 12;

  private int feasible;
  private int limitBound;
  private int split;

  @Test
  void findsTheOptimumOfEveryProblemOrProvesThatThereIsNone() {
    for (long seed = 0; seed < PROBLEMS; seed++) {
      compare(RandomProblems.ofSeed(seed), "seed " + seed);
    }
    // The generator must keep drawing problems that are worth solving.
    assertThat(feasible).as("feasible problems").isBetween(PROBLEMS / 4, PROBLEMS * 8 / 10);
    assertThat(limitBound).as("problems with a limit-bound optimum").isGreaterThan(PROBLEMS / 5);
    assertThat(split).as("problems whose optimum is split").isGreaterThan(PROBLEMS / 4);
  }

  @Test
  void findsTheOptimumOnManyDevices() {
    for (long seed = 0; seed < WIDE_PROBLEMS; seed++) {
      PlanningProblem problem = new RandomProblems(new SplittableRandom(seed)).problem(6, 9);
      compare(problem, "wide seed " + seed);
    }
  }

  private void compare(PlanningProblem problem, String seed) {
    Enumeration all = new Oracle(problem).enumerate();
    PlanningResult result = new ExactPlanner().plan(problem, SearchOptions.defaults());
    if (!all.isFeasible()) {
      assertThat(result).as(seed).isInstanceOf(PlanningResult.Infeasible.class);
      return;
    }
    feasible++;
    limitBound += all.isLimitBound() ? 1 : 0;
    split += all.best().orElseThrow().size() > 1 ? 1 : 0;
    assertThat(result).as(seed).isInstanceOf(PlanningResult.Planned.class);
    PlanningResult.Planned planned = (PlanningResult.Planned) result;
    PlanCheck.assertClose(planned.plan().value(), all.minMs(), seed + ": latency");
    assertThat(planned.optimal()).as("%s: optimal", seed).isTrue();
    assertThat(planned.lowerBound())
        .as("%s: lower bound", seed)
        .isLessThanOrEqualTo(planned.plan().value());
    assertThat(planned.gap()).as("%s: gap", seed).isZero();
    Oracle.checkFeasible(planned.plan(), seed);
    assertThat(PlanValidator.violations(planned.plan())).as("%s: violations", seed).isEmpty();
    assertThat(planned.search().interrupted()).as("%s: interrupted", seed).isFalse();
  }
}

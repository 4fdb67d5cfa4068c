package dev.espalier.search.front;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.espalier.plan.Objective;
import dev.espalier.plan.PlanningProblem;
import dev.espalier.plan.PlanningProblemBuilder;
import dev.espalier.search.SearchOptions;
import dev.espalier.testing.Enumeration;
import dev.espalier.testing.Oracle;
import dev.espalier.testing.RandomObjectives;
import java.util.List;
import org.junit.jupiter.api.Test;

class FrontPlannerTest {
  private static final List<Objective> OBJECTIVES =
      List.of(Objective.EXPECTED, Objective.ENERGY, Objective.THROUGHPUT, Objective.WORST_CASE);

  /** The problem of a seed, in which all plans of a front keep the same limits. */
  private static PlanningProblem problem(long seed, Objective first, Objective second) {
    PlanningProblem any =
        seed % 3 == 0
            ? RandomObjectives.ofSeed(seed, Objective.EXPECTED, 8, 4)
            : RandomObjectives.withoutLimits(seed, 9, 4);
    PlanningProblemBuilder builder = any.toBuilder().objective(first);
    boolean pipelined = first == Objective.THROUGHPUT || second == Objective.THROUGHPUT;
    return pipelined ? builder.pipelined().build() : builder.build();
  }

  @Test
  void frontIsThatOfAllPlans() {
    int several = 0;
    for (long seed = 0; seed < 240; seed++) {
      Objective first = OBJECTIVES.get((int) (seed % 4));
      Objective second = OBJECTIVES.get((int) ((seed + 1 + seed / 4 % 3) % 4));
      PlanningProblem problem = problem(seed, first, second);
      String at = "seed %d, %s and %s".formatted(seed, first.label(), second.label());
      ObjectiveFront front =
          new FrontPlanner(first, second, false).plan(problem, SearchOptions.defaults());
      List<Enumeration.Pair> expected =
          new Oracle(front.problem()).front(first.label(), second.label());
      assertThat(front.complete()).as(at).isTrue();
      front.points().forEach(point -> Oracle.checkFeasible(point.plan(), at));
      assertThat(front.points()).as(at).hasSameSizeAs(expected);
      for (int i = 0; i < expected.size(); i++) {
        assertThat(isClose(front.points().get(i).first(), expected.get(i).first())).as(at).isTrue();
        assertThat(isClose(front.points().get(i).second(), expected.get(i).second()))
            .as(at)
            .isTrue();
      }
      several += expected.size() > 2 ? 1 : 0;
    }
    assertThat(several).as("fronts of three points or more").isGreaterThan(30);
  }

  private static boolean isClose(double a, double b) {
    return Math.abs(a - b) <= 1e-8 * Math.max(Math.abs(a), Math.abs(b)) + 1e-12;
  }

  @Test
  void evolutionFindsMostOfAFrontThatIsNotWalked() {
    int points = 0;
    int found = 0;
    for (long seed = 0; seed < 40; seed++) {
      PlanningProblem problem =
          RandomObjectives.withoutLimits(seed, 40, 7).toBuilder()
              .objective(Objective.EXPECTED)
              .build();
      ObjectiveFront exact =
          new FrontPlanner(Objective.EXPECTED, Objective.ENERGY, true)
              .plan(problem, SearchOptions.defaults());
      assertThat(exact.complete()).as("seed %d", seed).isTrue();
      ObjectiveFront evolved =
          new FrontPlanner(Objective.EXPECTED, Objective.ENERGY, false, 0)
              .plan(problem, SearchOptions.defaults());
      assertThat(evolved.complete()).isFalse();
      for (ObjectiveFront.Point point : evolved.points()) {
        Oracle.checkFeasible(point.plan(), "seed " + seed);
        assertThat(exact.points())
            .as("seed %d: nothing dominates the exact front", seed)
            .noneMatch(
                other ->
                    point.first() < other.first() * (1 - 1e-8)
                        && point.second() < other.second() * (1 - 1e-8));
      }
      assertThat(isClose(evolved.points().get(0).first(), exact.points().get(0).first()))
          .as("seed %d: the fastest plan", seed)
          .isTrue();
      for (ObjectiveFront.Point point : exact.points()) {
        points++;
        found +=
            evolved.points().stream()
                    .anyMatch(
                        other ->
                            other.first() <= point.first() * 1.01
                                && other.second() <= point.second() * 1.01)
                ? 1
                : 0;
      }
    }
    assertThat(points).as("points of exact fronts").isGreaterThan(80);
    assertThat((double) found / points).as("points met within 1 %%").isGreaterThan(0.8);
  }

  @Test
  void equalObjectivesAreRefused() {
    assertThatThrownBy(() -> new FrontPlanner(Objective.ENERGY, Objective.ENERGY, false))
        .hasMessage("a front needs two objectives but both are energy");
  }
}

package dev.espalier.search.joint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espalier.exit.ExitChoices;
import dev.espalier.plan.PlanningProblem;
import dev.espalier.search.SearchOptions;
import dev.espalier.solvers.Planners;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Numbers of slices that some sets of exits leave too few layers for. */
class JointSlicesTest {

  /** Three trunk layers and two branches: 5 layers, 4 with one exit left out, 3 without both. */
  @ParameterizedTest
  @CsvSource({"3, 9", "4, 8", "5, 4"})
  void exitsWithTooFewLayersForTheSlicesDemandedAreNoCandidates(int slices, int candidates) {
    PlanningProblem problem =
        PlanningProblem.builder(
                Chains.net(2, 50_000, 10_000_000, 20_000, 20_000), Chains.devices(5))
            .slices(slices)
            .build();
    ExitChoices choices = Chains.choices(Chains.log(1, 2, 50), 0.5, 0.9);
    ExitPlans plans =
        new JointPlanner(problem, Planners.exact())
            .plan(choices, Optional.empty(), SearchOptions.defaults());
    assertThat(plans.isComplete()).isTrue();
    assertThat(plans.size()).isEqualTo(candidates);
    ExitPlan plan = GlobalThresholds.met(plans.best(new ExitDemand.MinAccuracy(0)), "slices");
    assertThat(plan.planned().plan().slices()).hasSize(slices);
    assertThat(plan.planned().optimal()).isTrue();
  }
}

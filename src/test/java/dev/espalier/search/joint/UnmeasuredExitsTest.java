package dev.espalier.search.joint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espalier.device.Device;
import dev.espalier.device.DeviceCatalog;
import dev.espalier.device.Network;
import dev.espalier.exit.ExitTable;
import dev.espalier.model.BranchyNet;
import dev.espalier.model.Exit;
import dev.espalier.model.Layer;
import dev.espalier.model.ModelInput;
import dev.espalier.plan.PlanningProblem;
import dev.espalier.search.SearchOptions;
import dev.espalier.solvers.Planners;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A demand is not proven out of reach where choices of exits have plans, but nobody measured how
 * accurate they are: one of them may meet it.
 */
class UnmeasuredExitsTest {
  /** On the one device: 10 ms to the fork, 30 ms for the branch, 10 ms for the rest. */
  private static PlanningProblem problem() {
    BranchyNet net =
        new BranchyNet(
            "fork",
            new ModelInput("image", 0),
            List.of(
                new Layer("trunk", "Op", List.of("image"), 10_000_000, 0, 0),
                new Layer("branch", "Op", List.of("trunk"), 30_000_000, 0, 0),
                new Layer("rest", "Op", List.of("trunk"), 10_000_000, 0, 0)),
            List.of(new Exit("side", "branch", 0), new Exit("final", "rest", 1)));
    return PlanningProblem.of(
        net, new DeviceCatalog("one", List.of(new Device("board", 1, 100)), Network.uniform(8, 0)));
  }

  /** All samples leave at the side exit, half of them correct; the final exit saw the others. */
  private static ExitPlans plans(double atFinalExit, OptionalDouble finalAccuracy) {
    ExitTable table =
        ExitTable.builder()
            .row("clean", 0.5, "side", 1 - atFinalExit, OptionalDouble.of(0.5))
            .row("clean", 0.5, "final", atFinalExit, finalAccuracy)
            .build();
    return new JointPlanner(problem(), Planners.exact())
        .plan(table.choices("clean"), Optional.empty(), SearchOptions.defaults());
  }

  private static JointResult.Unmet unmet(ExitPlans plans, ExitDemand demand) {
    assertThat(plans.isComplete()).isTrue();
    JointResult result = plans.best(demand);
    assertThat(result).isInstanceOf(JointResult.Unmet.class);
    return (JointResult.Unmet) result;
  }

  /** The accuracy of the final exit is unknown when it alone is deployed. */
  @Test
  void accuracyThatAnUnmeasuredChoiceMayReachIsNotProvenOutOfReach() {
    ExitPlans plans = plans(0, OptionalDouble.empty());
    assertThat(plans.unmeasured()).isEqualTo(1);
    JointResult.Unmet unmet = unmet(plans, new ExitDemand.MinAccuracy(0.9));
    assertThat(unmet.closest().accuracy()).isEqualTo(0.5);
    assertThat(unmet.proven()).isFalse();
  }

  /** The final exit alone takes 20 ms, the side exit 40 ms. */
  @Test
  void latencyThatAnUnmeasuredChoiceKeepsIsNotProvenOutOfReach() {
    JointResult.Unmet unmet =
        unmet(plans(0, OptionalDouble.empty()), new ExitDemand.MaxLatency(25));
    assertThat(unmet.closest().value()).isGreaterThan(25);
    assertThat(unmet.proven()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"0.25", "0.5"})
  void demandThatNoMeasuredChoiceMeetsIsProvenOutOfReachWhereAllAreMeasured(double atFinalExit) {
    ExitPlans plans = plans(atFinalExit, OptionalDouble.of(0.75));
    assertThat(plans.unmeasured()).isZero();
    assertThat(unmet(plans, new ExitDemand.MinAccuracy(0.9)).proven()).isTrue();
    assertThat(unmet(plans, new ExitDemand.MaxLatency(15)).proven()).isTrue();
  }
}

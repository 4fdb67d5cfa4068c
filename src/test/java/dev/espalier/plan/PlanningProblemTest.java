package dev.espalier.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.espalier.cost.PlanEvaluator;
import dev.espalier.cost.PlanValidator;
import dev.espalier.device.Device;
import dev.espalier.device.DeviceCatalog;
import dev.espalier.device.Network;
import dev.espalier.zoo.Zoo;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class PlanningProblemTest {
  private static final DeviceCatalog PAIR =
      new DeviceCatalog(
          "pair",
          List.of(
              new Device("cam", 1, 100).withEnergy(2, 10).withMemoryMiB(1),
              new Device("hub", 10, 1000)),
          Network.uniform(50, 1));

  private static PlanningProblemBuilder builder() {
    return PlanningProblem.builder(Zoo.get("b-lenet"), PAIR);
  }

  @Test
  void finishedProblemDoesNotChangeWithItsBuilder() {
    PlanningProblemBuilder builder = builder().measured("cam", "conv1", 5);
    PlanningProblem problem = builder.build();
    builder.measured("cam", "conv1", 7).measured("cam", "fc1", 7).deadlineMs(3);
    builder.pin("conv1", "hub").sliceLimit(SliceLimit.MEMORY);
    assertThat(problem.measuredMs("cam", "conv1")).hasValue(5);
    assertThat(problem.measuredMs("cam", "fc1")).isEmpty();
    assertThat(problem.pathLimits()).isEmpty();
    assertThat(problem.pins()).isEmpty();
    assertThat(problem.sliceLimits()).hasSize(2);
  }

  @Test
  void builderOfAProblemHoldsEverythingOfIt() {
    PlanningProblem problem =
        builder()
            .objective(Objective.ENERGY)
            .devices(List.of("cam"))
            .maxSlices(1)
            .source("hub")
            .sink("hub")
            .inferences(7)
            .energyBasis(EnergyBasis.FULL)
            .framesPerSecond(2)
            .buffers(3)
            .deadlineMs("exit1", 50)
            .pathLimit(new PathLimit(Objective.THROUGHPUT, 500))
            .pin("conv1", "cam")
            .measured("cam", "conv1", 5)
            .bandwidthMbps(20)
            .build();
    PlanningProblem again = problem.toBuilder().build();
    assertThat(again.objective()).isSameAs(Objective.ENERGY);
    assertThat(again.devices()).isEqualTo(problem.devices());
    assertThat(again.maxSlices()).isOne();
    assertThat(again.source()).hasValue("hub");
    assertThat(again.sink()).hasValue("hub");
    assertThat(again.inferences()).isEqualTo(7);
    assertThat(again.energyBasis()).isEqualTo(EnergyBasis.FULL);
    assertThat(again.framesPerSecond()).hasValue(2);
    assertThat(again.idlePeriodMs()).hasValue(500);
    assertThat(again.pipelineBuffers()).isEqualTo(3);
    assertThat(again.pathLimits()).isEqualTo(problem.pathLimits()).hasSize(3);
    assertThat(again.pins()).isEqualTo(problem.pins());
    assertThat(again.measuredMs("cam", "conv1")).hasValue(5);
    assertThat(again.bandwidthMbps()).hasValue(20);
    assertThat(again.catalog()).isEqualTo(problem.catalog());
  }

  @Test
  void anotherCatalogReplacesDevicesAndLinksOfTheSameNames() {
    PlanningProblem problem = builder().devices(List.of("hub")).source("cam").build();
    DeviceCatalog faster = PAIR.withDevice(new Device("hub", 20, 2000));
    assertThat(problem.withCatalog(faster).devices()).containsExactly(faster.device("hub"));
    DeviceCatalog other =
        new DeviceCatalog("other", List.of(new Device("hub", 1, 1)), Network.uniform(1, 0));
    assertThatThrownBy(() -> problem.withCatalog(other))
        .hasMessageContaining("device \"cam\" is not in catalog \"other\"");
  }

  @Test
  void basisOfEnergyFollowsTheNumberOfInferencesUnlessChosen() {
    assertThat(builder().build().energyBasis()).isEqualTo(EnergyBasis.FULL);
    assertThat(builder().inferences(2).build().energyBasis()).isEqualTo(EnergyBasis.EXPECTED);
    assertThat(builder().inferences(2).energyBasis(EnergyBasis.FULL).build().energyBasis())
        .isEqualTo(EnergyBasis.FULL);
  }

  @Test
  void energyIsNotMinimizedWhereItIsUnknown() {
    assertThatThrownBy(() -> builder().objective(Objective.ENERGY).build())
        .hasMessage(
            "energy: device \"hub\" has no powerW; expected one for every device that may run a"
                + " slice");
  }

  @Test
  void planCannotSayWhatItsSlicesDoNot() {
    PlanningProblem problem = builder().build();
    int length = problem.linearization().length();
    Plan plan = PlanEvaluator.evaluate(problem, List.of(new Slice("hub", 0, length)));
    assertThatThrownBy(
            () -> copy(plan, List.of(new Slice("hub", 0, 3)), plan.value(), plan.periodMs()))
        .hasMessage("slices must cover the 19 positions of model \"b-lenet\" but end at 3");
    assertThatThrownBy(() -> copy(plan, plan.slices(), Double.NaN, plan.periodMs()))
        .hasMessage("plan: value must be >= 0 but is NaN");
    assertThatThrownBy(() -> copy(plan, plan.slices(), plan.value(), -1))
        .hasMessage("plan: periodMs must be >= 0 but is -1.0");
    assertThatThrownBy(
            () ->
                new Plan(
                    problem,
                    plan.slices(),
                    plan.value(),
                    plan.expectedLatencyMs() * 2,
                    plan.worstCaseLatencyMs(),
                    plan.energyJ(),
                    plan.periodMs(),
                    plan.exits(),
                    plan.devices()))
        .hasMessageStartingWith("plan: expectedLatencyMs must be the mean over the exits, ");
  }

  private static Plan copy(Plan plan, List<Slice> slices, double value, double periodMs) {
    return new Plan(
        plan.problem(),
        slices,
        value,
        plan.expectedLatencyMs(),
        plan.worstCaseLatencyMs(),
        plan.energyJ(),
        periodMs,
        plan.exits(),
        plan.devices());
  }

  @Test
  void validatorDoesNotTrustWhatAPlanSaysOfItself() {
    PlanningProblem problem = builder().inferences(1_000_000).build();
    int length = problem.linearization().length();
    Plan plan = PlanEvaluator.evaluate(problem, List.of(new Slice("cam", 0, length)));
    Plan.DeviceUse use = plan.devices().get(0);
    Plan lie =
        new Plan(
            problem,
            plan.slices(),
            plan.value(),
            plan.expectedLatencyMs(),
            plan.worstCaseLatencyMs(),
            plan.energyJ(),
            plan.periodMs(),
            plan.exits(),
            List.of(
                new Plan.DeviceUse(
                    "cam",
                    use.busyMs(),
                    use.limits().stream()
                        .map(
                            limit ->
                                new Plan.LimitUse(
                                    limit.limit(),
                                    limit.unit(),
                                    OptionalDouble.of(0),
                                    OptionalDouble.empty()))
                        .toList())));
    assertThat(PlanValidator.violations(lie))
        .isEqualTo(PlanValidator.violations(plan))
        .isNotEmpty();
  }
}

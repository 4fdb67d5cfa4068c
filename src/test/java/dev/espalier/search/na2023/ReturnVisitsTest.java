package dev.espalier.search.na2023;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.espalier.cost.table.CostTables;
import dev.espalier.device.Device;
import dev.espalier.device.DeviceCatalog;
import dev.espalier.device.Network;
import dev.espalier.model.BranchyNet;
import dev.espalier.model.Exit;
import dev.espalier.model.Layer;
import dev.espalier.model.ModelInput;
import dev.espalier.plan.DeploymentMatrix;
import dev.espalier.plan.Objective;
import dev.espalier.plan.PathLimit;
import dev.espalier.plan.PlanningProblem;
import dev.espalier.plan.PlanningProblemBuilder;
import dev.espalier.search.SearchOptions;
import dev.espalier.search.StopSignal;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Seven layers of 1 ms on each of three devices; a transfer takes 1 ms, 1 Mbps x 125 bytes. */
class ReturnVisitsTest {
  private static final List<String> DEVICES = List.of("d1", "d2", "d3");
  private static final DeploymentMatrix PARENT = matrix(0, 0, 1, 1, 1, 2, 2);

  /** C11 of figure 4: d1, d2, d1, d2, d3. */
  private static final DeploymentMatrix CHILD = matrix(0, 1, 0, 0, 1, 2, 2);

  @Test
  void theChildOfFigure4PaysFourTransfersInsteadOfTwo() {
    PlanningProblem problem = problem(Objective.WORST_CASE).build();
    double computing = price(problem, matrix(0, 0, 0, 0, 0, 0, 0), 1);
    assertThat(price(problem, PARENT, 3) - computing).isCloseTo(2, within(1e-9));
    assertThat(price(problem, CHILD, 3) - computing).isCloseTo(4, within(1e-9));
  }

  @Test
  void whereTheLargestLoadDecidesThoseOfAllVisitsAddUp() {
    PlanningProblem problem = problem(Objective.THROUGHPUT).build();
    double layerMs = price(problem, matrix(0, 0, 0, 0, 0, 0, 0), 1) / 7;
    assertThat(price(problem, PARENT, 3)).isCloseTo(3 * layerMs, within(1e-9));
    // d1 runs three layers in two visits; the link from d1 to d2 is used twice, for 2 ms.
    assertThat(price(problem, CHILD, 3)).isCloseTo(3 * layerMs, within(1e-9));
    DeploymentMatrix often = matrix(0, 1, 0, 1, 0, 1, 0);
    assertThat(price(problem, often, 2)).isCloseTo(4 * layerMs, within(1e-9));
  }

  @Test
  void idlePowerIsDrawnOnceHoweverOftenADeviceIsVisited() {
    PlanningProblem busy = problem(Objective.ENERGY).build();
    PlanningProblem idle = problem(Objective.ENERGY).framesPerSecond(10).build();
    for (DeploymentMatrix each : List.of(PARENT, CHILD)) {
      // Three devices idle at 1 of their 2 W: 0.1 s x 1 W, and half the power while they are busy.
      double expected = 3 * 0.1 + price(busy, each, 3) / 2;
      assertThat(price(idle, each, 3)).isCloseTo(expected, within(1e-9));
    }
  }

  @Test
  void limitsHoldForEachSliceByItselfAndForTheWhole() {
    PlanningProblem twoOfThree =
        problem(Objective.WORST_CASE).pathLimit(new PathLimit(Objective.THROUGHPUT, 2.5)).build();
    assertThat(price(problem(Objective.WORST_CASE).build(), CHILD, 3)).isFinite();
    // Each visit of d1 takes 2 ms or less, both together 3 ms.
    assertThat(price(twoOfThree, CHILD, 3)).isInfinite();
    PlanningProblem pinned = problem(Objective.WORST_CASE).pin("l4", "d2").build();
    assertThat(price(pinned, CHILD, 3)).isInfinite();
    assertThat(price(pinned, PARENT, 3)).isFinite();
  }

  @Test
  void aDeploymentThatLacksADeviceOrReturnsWhereItMustNotIsInfeasible() {
    PlanningProblem three = problem(Objective.WORST_CASE).slices(3).build();
    assertThat(pricing(three, true).price(matrix(0, 1, 0, 0, 1, 1, 1))).isInfinite();
    assertThat(pricing(three, true).price(CHILD)).isFinite();
    assertThat(pricing(three, false).price(CHILD)).isInfinite();
    assertThat(pricing(three, false).price(PARENT)).isFinite();
  }

  private static double price(PlanningProblem problem, DeploymentMatrix matrix, int devices) {
    PlanningProblem some = problem.toBuilder().slices(devices).build();
    return pricing(some, true).price(matrix);
  }

  private static Pricing pricing(PlanningProblem problem, boolean allowsReturnVisits) {
    StopSignal stop = StopSignal.start(SearchOptions.defaults());
    return new Pricing(problem, new CostTables(problem), stop, allowsReturnVisits);
  }

  private static DeploymentMatrix matrix(int... deviceByPosition) {
    return DeploymentMatrix.of(DEVICES, deviceByPosition);
  }

  private static PlanningProblemBuilder problem(Objective objective) {
    List<Layer> layers = new ArrayList<>();
    for (int i = 1; i <= 7; i++) {
      String input = i == 1 ? "in" : "l" + (i - 1);
      layers.add(new Layer("l" + i, "Conv", List.of(input), 1_000_000, 0, 125));
    }
    BranchyNet net =
        new BranchyNet(
            "seven", new ModelInput("in", 125), layers, List.of(new Exit("final", "l7", 1)));
    List<Device> devices =
        DEVICES.stream()
            .map(name -> Device.builder(name, 1, 1e6).powerW(2).idlePowerW(1).build())
            .toList();
    return PlanningProblem.builder(net, new DeviceCatalog("three", devices, Network.uniform(1, 0)))
        .objective(objective);
  }
}

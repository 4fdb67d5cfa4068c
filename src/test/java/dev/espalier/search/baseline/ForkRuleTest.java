package dev.espalier.search.baseline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espalier.cost.PlanValidator;
import dev.espalier.device.Device;
import dev.espalier.device.DeviceCatalog;
import dev.espalier.device.Network;
import dev.espalier.io.json.CatalogFile;
import dev.espalier.plan.Objective;
import dev.espalier.plan.PlanningProblem;
import dev.espalier.plan.Slice;
import dev.espalier.plan.Violation;
import dev.espalier.search.Planner;
import dev.espalier.search.PlanningResult;
import dev.espalier.search.PlanningResult.Planned;
import dev.espalier.search.PlanningResult.Undecided;
import dev.espalier.search.SearchOptions;
import dev.espalier.search.TwoDeviceOptions;
import dev.espalier.solvers.Planners;
import dev.espalier.zoo.Zoo;
import java.nio.file.Path;
import java.util.List;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Cuts at forks, and the published values of these and of the best single cuts. */
class ForkRuleTest {
  private static final SearchOptions OPTIONS = SearchOptions.defaults();

  private static Planned plan(Planner planner, PlanningProblem problem) {
    Planned found = (Planned) planner.plan(problem, OPTIONS);
    assertThat(PlanValidator.violations(found.plan())).as(planner.name()).isEmpty();
    return found;
  }

  private static Planner fork(int n) {
    return TwoDevicePlanner.nthFork(n, TwoDeviceOptions.defaults());
  }

  private static DeviceCatalog two(Device first, Device second) {
    return new DeviceCatalog("two", List.of(first, second), Network.uniform(8, 1));
  }

  /** Which layers are forks is read off the networks' own builders. */
  @ParameterizedTest
  @CsvSource({
    "b-lenet,          1, conv1",
    "b-alexnet,        1, conv2",
    "b-alexnet,        2, conv3",
    "b-resnet110-chain,1, relu0",
    "b-resnet110-chain,2, s1b17_relu2",
    "b-resnet110,      1, relu0",
    "b-resnet110,      2, s1b17_relu2",
  })
  void theCutLiesRightBehindTheLayerOfTheFork(String model, int n, String layer) {
    PlanningProblem problem =
        PlanningProblem.of(Zoo.get(model), two(new Device("a", 1, 1), new Device("b", 2, 2)));
    for (Planner planner : fork(n).variants(problem)) {
      List<Slice> slices = plan(planner, problem).plan().slices();
      assertThat(slices).hasSize(2);
      int cut = slices.get(1).from();
      assertThat(problem.linearization().layer(cut - 1).name()).isEqualTo(layer);
      assertThat(problem.linearization().isInTrunk(cut)).as("the branch is cut off").isFalse();
    }
  }

  /**
   * Na et al. 2023, Sensors 23(3) 1500, tables 3 and 8: minimum and maximum, which are the two
   * orders of the first two devices.
   */
  @ParameterizedTest
  @CsvSource({
    "b-alexnet,         first-fork,     206.53,  315.48, 0.6",
    "b-alexnet,         second-fork,    202.23,  237.87, 0.6",
    "b-alexnet,         neurosurgeon,    24.76,   96.67, 0.6",
    "b-alexnet,         shortest-path,   24.76,   96.67, 0.6",
    "b-resnet110-chain, first-fork,     309.15, 3588.72, 0.1",
    "b-resnet110-chain, second-fork,   1881.24, 2016.63, 0.1",
    "b-resnet110-chain, neurosurgeon,   224.93,  296.04, 0.1",
    "b-resnet110-chain, shortest-path,  224.93,  296.04, 0.1",
  })
  void bothOrdersGiveThePublishedValues(
      String model, String solver, double minMs, double maxMs, double percent) {
    DeviceCatalog six = CatalogFile.read(Path.of("device-catalogs/na2023-six.catalog.json"));
    PlanningProblem problem =
        PlanningProblem.builder(Zoo.get(model), six)
            .objective(Objective.WORST_CASE)
            .devices(List.of("d1", "d2"))
            .slices(2)
            .build();
    Planner planner = Planners.named(solver, TwoDeviceOptions.defaults()).orElseThrow();
    List<Double> found =
        planner.variants(problem).stream()
            .map(each -> plan(each, problem).plan().value())
            .sorted()
            .toList();
    assertThat(found).hasSize(2);
    assertThat(found.get(0)).isCloseTo(minMs, Percentage.withPercentage(percent));
    assertThat(found.get(1)).isCloseTo(maxMs, Percentage.withPercentage(percent));
    assertThat(plan(planner, problem).plan().value()).isEqualTo(found.get(0));
  }

  @Test
  void aForkPlanThatBreaksMemoryIsNoPlanAndSaysWhatItBreaks() {
    // All weights lie behind the first fork; the small device cannot hold them in either order.
    DeviceCatalog catalog =
        two(new Device("small", 1, 1).withMemoryMiB(0.01), new Device("big", 1, 1));
    PlanningProblem problem = PlanningProblem.of(Zoo.get("b-alexnet"), catalog);
    for (Planner planner : fork(1).variants(problem)) {
      Undecided result = (Undecided) planner.plan(problem, OPTIONS);
      assertThat(result.violations())
          .singleElement()
          .isInstanceOf(Violation.LimitExceeded.class)
          .extracting(Violation::subject)
          .isEqualTo("small");
      assertThat(result.search().interrupted()).isFalse();
    }
    assertThat(fork(1).plan(problem, OPTIONS)).isInstanceOf(Undecided.class);
  }

  @Test
  void aForkPlanThatFitsInOneOrderOnlyIsReturnedInThatOrder() {
    DeviceCatalog catalog =
        two(new Device("small", 1, 1).withMemoryMiB(1), new Device("big", 1, 1));
    PlanningProblem problem = PlanningProblem.of(Zoo.get("b-alexnet"), catalog);
    PlanningResult result = fork(1).plan(problem, OPTIONS);
    assertThat(((Planned) result).plan().slices())
        .extracting(Slice::device)
        .containsExactly("small", "big");
    assertThat(PlanValidator.violations(((Planned) result).plan())).isEmpty();
  }

  @Test
  void pinsDoNotMoveTheCut() {
    DeviceCatalog catalog = two(new Device("a", 1, 1), new Device("b", 1, 1));
    PlanningProblem problem =
        PlanningProblem.builder(Zoo.get("b-lenet"), catalog)
            .pin("conv1", "a")
            .pin("b1_pool1", "a")
            .build();
    Undecided result = (Undecided) fork(1).variants(problem).get(0).plan(problem, OPTIONS);
    assertThat(result.violations()).singleElement().isInstanceOf(Violation.PinBroken.class);
  }
}

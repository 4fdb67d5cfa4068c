package dev.espalier.search.baseline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.espalier.device.Device;
import dev.espalier.device.DeviceCatalog;
import dev.espalier.device.Network;
import dev.espalier.error.InvalidFieldException;
import dev.espalier.plan.PlanningProblem;
import dev.espalier.plan.PlanningProblemBuilder;
import dev.espalier.plan.Slice;
import dev.espalier.search.DevicePair;
import dev.espalier.search.Planner;
import dev.espalier.search.PlanningResult;
import dev.espalier.search.PlanningResult.Planned;
import dev.espalier.search.SearchOptions;
import dev.espalier.search.TwoDeviceOptions;
import dev.espalier.solvers.Planners;
import dev.espalier.testing.RandomProblems;
import dev.espalier.zoo.Zoo;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What all two-device methods reach: devices and orders, and what they refuse. */
class TwoDevicePlannerTest {
  private static final SearchOptions OPTIONS = SearchOptions.defaults();
  private static final TwoDeviceOptions DEFAULTS = TwoDeviceOptions.defaults();

  private static List<Planner> methods(TwoDeviceOptions options) {
    return Planners.all(options).stream().filter(TwoDevicePlanner.class::isInstance).toList();
  }

  /** The methods that fit a network of one fork. */
  private static List<Planner> usual(TwoDeviceOptions options) {
    return List.of(
        TwoDevicePlanner.nthFork(1, options),
        TwoDevicePlanner.neurosurgeon(options),
        TwoDevicePlanner.shortestPath(options),
        TwoDevicePlanner.popex(options),
        TwoDevicePlanner.dads(options));
  }

  private static PlanningProblemBuilder lenet(int devices) {
    List<Device> all =
        IntStream.range(0, devices).mapToObj(d -> new Device("d" + d, 1 + d, 10 + d)).toList();
    return PlanningProblem.builder(
        Zoo.get("b-lenet"), new DeviceCatalog("all", all, Network.uniform(8, 1)));
  }

  private static double ms(PlanningResult result) {
    return result instanceof Planned found ? found.plan().value() : Double.POSITIVE_INFINITY;
  }

  private static void assertRefused(Planner planner, PlanningProblem problem, String why) {
    assertThat(planner.misfit(problem)).as(planner.name()).contains(why);
    assertThatThrownBy(() -> planner.plan(problem, OPTIONS))
        .isInstanceOf(InvalidFieldException.class)
        .hasMessage(planner.name() + ": " + why);
  }

  @Test
  void withoutAPairThereIsOneVariantForEachOrderOfTheFirstTwoDevices() {
    PlanningProblem problem = lenet(3).slices(2).build();
    for (Planner planner : usual(DEFAULTS)) {
      List<Planner> variants = planner.variants(problem);
      assertThat(variants)
          .extracting(Planner::name)
          .containsExactly(planner.name(), planner.name());
      assertThat(devices(variants.get(0), problem)).containsExactly("d0", "d1");
      assertThat(devices(variants.get(1), problem)).containsExactly("d1", "d0");
    }
  }

  private static List<String> devices(Planner planner, PlanningProblem problem) {
    return ((Planned) planner.plan(problem, OPTIONS))
        .plan().slices().stream().map(Slice::device).toList();
  }

  @Test
  void withAPairThePlannerIsItsOnlyVariantAndUsesTheseDevices() {
    PlanningProblem problem = lenet(4).slices(2).build();
    for (Planner planner : usual(DEFAULTS.withPair(new DevicePair("d3", "d1")))) {
      assertThat(planner.variants(problem)).containsExactly(planner);
      assertThat(devices(planner, problem)).containsExactly("d3", "d1");
    }
  }

  @Test
  void firstTwoDevicesAreThoseOfTheProblemNotOfTheCatalog() {
    PlanningProblem problem = lenet(4).devices(List.of("d2", "d3", "d0")).slices(2).build();
    for (Planner planner : usual(DEFAULTS)) {
      assertThat(devices(planner, problem)).containsExactlyInAnyOrder("d2", "d3");
    }
  }

  @Test
  void withoutAPairTheBetterOfBothOrdersIsReturned() {
    int firstIsBetter = 0;
    int secondIsBetter = 0;
    int one = 0;
    for (long seed = 0; seed < 400; seed++) {
      PlanningProblem problem = RandomProblems.ofSeed(seed);
      for (Planner planner : usual(DEFAULTS)) {
        if (planner.misfit(problem).isPresent()) {
          continue;
        }
        List<PlanningResult> results = new ArrayList<>();
        planner.variants(problem).forEach(each -> results.add(each.plan(problem, OPTIONS)));
        double first = ms(results.get(0));
        double second = ms(results.get(1));
        PlanningResult result = planner.plan(problem, OPTIONS);
        assertThat(ms(result))
            .as("seed %d, %s", seed, planner.name())
            .isEqualTo(Math.min(first, second));
        firstIsBetter += first < second ? 1 : 0;
        secondIsBetter += second < first ? 1 : 0;
        one += Double.isInfinite(first) != Double.isInfinite(second) ? 1 : 0;
      }
    }
    assertThat(firstIsBetter).isGreaterThan(50);
    assertThat(secondIsBetter).isGreaterThan(50);
    assertThat(one).as("problems that one order alone can solve").isGreaterThan(10);
  }

  @Test
  void ofTwoEquallyGoodOrdersTheFirstIsReturned() {
    List<Device> twins = List.of(new Device("left", 1, 1), new Device("right", 1, 1));
    PlanningProblem problem =
        PlanningProblem.builder(
                Zoo.get("b-lenet"), new DeviceCatalog("twins", twins, Network.uniform(8, 1)))
            .slices(2)
            .build();
    for (Planner planner : usual(DEFAULTS)) {
      assertThat(devices(planner, problem)).containsExactly("left", "right");
    }
  }

  @Test
  void oneDeviceIsTooFew() {
    for (Planner planner : methods(DEFAULTS)) {
      assertRefused(planner, lenet(1).build(), "two devices are needed, but one may be used");
      assertThatThrownBy(() -> planner.variants(lenet(1).build()))
          .isInstanceOf(InvalidFieldException.class);
    }
  }

  @Test
  void threeSlicesAreTooMany() {
    for (Planner planner : methods(DEFAULTS)) {
      assertRefused(planner, lenet(3).slices(3).build(), "two slices at most, but 3 are required");
      assertThat(planner.misfit(lenet(3).maxSlices(3).build()).isPresent())
          .as(planner.name())
          .isEqualTo(planner.name().endsWith("-fork") && !planner.name().equals("first-fork"));
    }
  }

  @Test
  void aForkThatTheNetworkLacksIsRefused() {
    assertRefused(
        TwoDevicePlanner.nthFork(2, DEFAULTS),
        lenet(2).build(),
        "fork 2 is needed, but model \"b-lenet\" has 1");
    assertThat(TwoDevicePlanner.nthFork(1, DEFAULTS).misfit(lenet(2).build())).isEmpty();
  }

  @Test
  void aForkPlanNeedsTwoSlicesButTheOthersMayLeaveTheNetworkWhole() {
    PlanningProblem whole = lenet(2).maxSlices(1).build();
    assertRefused(
        TwoDevicePlanner.nthFork(1, DEFAULTS), whole, "two slices are needed, but one is allowed");
    usual(DEFAULTS).stream()
        .skip(1)
        .forEach(planner -> assertThat(devices(planner, whole)).containsExactly("d1"));
  }

  @Test
  void unknownDevicesAreRefusedUnderTheNameOfTheirRole() {
    PlanningProblem problem = lenet(3).devices(List.of("d0", "d1")).build();
    for (Planner planner : usual(DEFAULTS.withPair(new DevicePair("d2", "d0")))) {
      assertThatThrownBy(() -> planner.plan(problem, OPTIONS))
          .isInstanceOf(InvalidFieldException.class)
          .hasMessage("local must be one of the devices d0, d1 but is \"d2\"");
    }
    for (Planner planner : usual(DEFAULTS.withPair(new DevicePair("d0", "cloud")))) {
      assertThatThrownBy(() -> planner.plan(problem, OPTIONS))
          .isInstanceOf(InvalidFieldException.class)
          .hasMessage("remote must be one of the devices d0, d1 but is \"cloud\"");
    }
  }

  @Test
  void aPairIsTwoDevices() {
    assertThatThrownBy(() -> new DevicePair("d0", "d0"))
        .isInstanceOf(InvalidFieldException.class)
        .hasMessageContaining("must be two devices but both are \"d0\"");
  }

  @Test
  void everyMethodHasANameOfItsOwnByWhichItIsFound() {
    List<String> names = Planners.names();
    assertThat(names).doesNotHaveDuplicates().startsWith("genetic", "exact", "exhaustive");
    assertThat(names)
        .contains("first-fork", "second-fork", "twelfth-fork")
        .contains("neurosurgeon", "shortest-path", "popex", "dads");
    for (String name : names) {
      assertThat(Planners.named(name, DEFAULTS).orElseThrow().name()).isEqualTo(name);
    }
    assertThat(Planners.named("oracle", DEFAULTS)).isEmpty();
  }

  @Test
  void otherPlannersAreTheirOwnVariantAndFitEveryProblem() {
    PlanningProblem problem = lenet(1).build();
    for (Planner planner : List.of(Planners.genetic(), Planners.exact(), Planners.exhaustive())) {
      assertThat(planner.variants(problem)).containsExactly(planner);
      assertThat(planner.misfit(problem)).isEmpty();
    }
  }
}

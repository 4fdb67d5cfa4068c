package dev.espalier.study.map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.espalier.device.Device;
import dev.espalier.device.DeviceCatalog;
import dev.espalier.device.Network;
import dev.espalier.model.BranchyNet;
import dev.espalier.model.Exit;
import dev.espalier.model.Layer;
import dev.espalier.model.ModelInput;
import dev.espalier.plan.PlanningProblem;
import dev.espalier.plan.Slice;
import dev.espalier.search.SearchOptions;
import dev.espalier.solvers.Planners;
import dev.espalier.study.sweep.Parameter;
import dev.espalier.study.sweep.Parameter.Bandwidth;
import dev.espalier.study.sweep.Parameter.Condition;
import dev.espalier.study.sweep.Parameter.Ends;
import dev.espalier.study.sweep.Parameter.ExitProbability;
import dev.espalier.study.sweep.Parameter.LinkLatency;
import dev.espalier.study.sweep.Parameter.SpeedRatio;
import dev.espalier.study.sweep.Setting;
import dev.espalier.zoo.Zoo;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;

class PlanMapperTest {
  private static final SearchOptions DEFAULTS = SearchOptions.defaults();
  private static final MapAxis BANDWIDTH = axis(new Bandwidth(Optional.empty()), 0.1, 100);

  /**
   * 1 and 10 ms on "slow", a tenth on "fast". At x Mbps, the input takes 8 / x ms and the tensor
   * between the layers 4 / x ms.
   */
  private static final BranchyNet NET =
      new BranchyNet(
          "two",
          new ModelInput("in", 1_000),
          List.of(
              new Layer("first", "Conv", List.of("in"), 1_000_000, 1, 500),
              new Layer("second", "Conv", List.of("first"), 10_000_000, 1, 500)),
          List.of(new Exit("final", "second", 1)));

  private static final Device SLOW = new Device("slow", 1, 1e12);
  private static final Device FAST = new Device("fast", 10, 1e12);
  private static final List<Slice> ALL_SLOW = List.of(new Slice("slow", 0, 2));
  private static final List<Slice> ALL_FAST = List.of(new Slice("fast", 0, 2));
  private static final List<Slice> SPLIT =
      List.of(new Slice("slow", 0, 1), new Slice("fast", 1, 2));

  private static MapAxis axis(Parameter parameter, double from, double to) {
    return new MapAxis(parameter, from, to);
  }

  private static Setting setting(Device... devices) {
    return Setting.of(NET, new DeviceCatalog("c", List.of(devices), Network.uniform(8, 0)));
  }

  private static PlanningProblem problem(BranchyNet net, DeviceCatalog catalog) {
    return PlanningProblem.builder(net, catalog).source("slow").build();
  }

  private static PlanMap map(Setting base, MapAxis... axes) {
    return map(DEFAULTS, base, PlanMapperTest::problem, axes);
  }

  private static PlanMap map(
      SearchOptions options,
      Setting base,
      BiFunction<BranchyNet, DeviceCatalog, PlanningProblem> problems,
      MapAxis... axes) {
    return new PlanMapper(Planners.exact(), options, value -> {})
        .map(base, List.of(axes), problems);
  }

  private static List<Slice> at(PlanMap map, double x, double y) {
    return map.at(new MapPoint(x, y)).orElseThrow().plan().orElseThrow().slices();
  }

  /** The best of 1.1 g, 0.1 g + 4 / x + 1 and 8 / x + 1.1 ms. */
  private static List<Slice> best(double x, double g) {
    double slow = 1.1 * g;
    double split = 0.1 * g + 4 / x + 1;
    double fast = 8 / x + 1.1;
    return slow <= Math.min(split, fast) ? ALL_SLOW : split <= fast ? SPLIT : ALL_FAST;
  }

  @Test
  void regionsOfABandwidthAndASpeedAreThoseOfTheFormula() {
    PlanMap map = map(setting(SLOW, FAST), BANDWIDTH, axis(new SpeedRatio("slow", "fast"), 1, 500));
    assertThat(map.plans()).hasSize(3);
    assertThat(map.regions()).hasSize(3);
    assertThat(map.isProven()).isTrue();
    assertThat(map.complete()).isTrue();
    assertThat(map.searches()).isLessThanOrEqualTo(10);
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < 2000; i++) {
      double x = map.axes().get(0).atPlace(random.nextDouble());
      double g = map.axes().get(1).atPlace(random.nextDouble());
      assertThat(at(map, x, g)).as("%s Mbps, gamma %s", x, g).isEqualTo(best(x, g));
    }
    double covered =
        map.regions().stream().mapToDouble(region -> RegionShape.part(region, map.axes())).sum();
    assertThat(covered).isCloseTo(1, within(1e-3));
  }

  @Test
  void valuesOfPlansAreThoseOfTheFormula() {
    PlanMap map = map(setting(SLOW, FAST), BANDWIDTH, axis(new SpeedRatio("slow", "fast"), 1, 500));
    MapPoint point = new MapPoint(3, 7);
    for (MappedPlan plan : map.plans()) {
      double expected =
          plan.slices().equals(ALL_SLOW)
              ? 1.1 * 7
              : plan.slices().equals(SPLIT) ? 0.7 + 4.0 / 3 + 1 : 8.0 / 3 + 1.1;
      assertThat(map.value(plan, point)).isCloseTo(expected, within(1e-9));
      ValueTerms terms = map.terms(plan).get(0);
      assertThat(terms.constant() + terms.perFirst() / 3 + terms.perSecond() * 7)
          .isCloseTo(expected, within(1e-9));
    }
    assertThat(map.at(new MapPoint(0.01, 7))).isEmpty();
    MappedPlan first = map.plans().get(0);
    assertThatThrownBy(() -> map.value(first, new MapPoint(3, 501)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void mapOfOneParameterHasTheStretchesBetweenBreakpoints() {
    PlanMap map = map(setting(SLOW, FAST), BANDWIDTH);
    assertThat(map.regions())
        .extracting(region -> region.plan().orElseThrow().slices())
        .containsExactly(ALL_SLOW, SPLIT, ALL_FAST);
    assertThat(map.regions().get(1).corners().get(0).x()).isCloseTo(4.0 / 9, within(1e-9));
    assertThat(map.regions().get(1).corners().get(1).x()).isCloseTo(40.0 / 9, within(1e-9));
    assertThat(map.searches()).isEqualTo(5);
    assertThat(map.at(1).orElseThrow().plan().orElseThrow().number()).isEqualTo(2);
    assertThat(map.value(map.plans().get(1), MapPoint.of(2))).isCloseTo(4, within(1e-6));
    assertThat(map.at(101)).isEmpty();
  }

  @Test
  void uplinkBoundsTheBandwidthFromItsOwnValueOn() {
    Device uplink = SLOW.toBuilder().uplinkMbps(2).build();
    PlanMap map =
        map(setting(uplink, FAST), BANDWIDTH, axis(new LinkLatency(Optional.empty()), 0, 20));
    assertThat(map.isProven()).isTrue();
    // 11 ms, or 4 / min(x, 2) + 2 + y.
    assertThat(at(map, 100, 6.9)).isEqualTo(SPLIT);
    assertThat(at(map, 100, 7.1)).isEqualTo(ALL_SLOW);
    assertThat(at(map, 1, 4.9)).isEqualTo(SPLIT);
    assertThat(at(map, 1, 5.1)).isEqualTo(ALL_SLOW);
    MappedPlan split =
        map.plans().stream().filter(plan -> plan.slices().equals(SPLIT)).findFirst().orElseThrow();
    assertThat(map.value(split, new MapPoint(50, 1))).isCloseTo(5, within(1e-6));
    assertThat(map.terms(split)).hasSize(2);
  }

  @Test
  void batteryThatNeverRunsOutLeavesTheMapProven() {
    MapAxis latency = axis(new LinkLatency(Optional.empty()), 0, 20);
    assertThat(map(setting(SLOW, FAST.withEnergy(1, 1)), BANDWIDTH, latency).isProven()).isTrue();
    // "fast" receives and computes for 4 / x + 1 + y ms as the second device, within 3.1 ms.
    PlanMap limited = map(setting(SLOW, FAST.withEnergy(1, 0.0031)), BANDWIDTH, latency);
    assertThat(limited.isProven()).isFalse();
    assertThat(limited.complete()).isTrue();
    assertThat(at(limited, 10, 0.1)).isEqualTo(ALL_FAST);
    assertThat(at(limited, 3, 0.1)).isEqualTo(SPLIT);
    assertThat(at(limited, 2.5, 5)).isEqualTo(ALL_SLOW);
  }

  @Test
  void deadlineLeavesRegionsWithoutAPlan() {
    PlanMap map =
        map(
            DEFAULTS,
            setting(SLOW, FAST),
            (net, catalog) ->
                PlanningProblem.builder(net, catalog).source("slow").deadlineMs(6).build(),
            BANDWIDTH,
            axis(new LinkLatency(Optional.empty()), 0, 20));
    assertThat(map.isProven()).isFalse();
    Region without = map.at(new MapPoint(0.5, 1)).orElseThrow();
    assertThat(without.plan()).isEmpty();
    assertThat(without.reason().orElseThrow()).contains("6");
    assertThat(at(map, 50, 1)).isEqualTo(ALL_FAST);
  }

  @Test
  void networkThatFitsNowhereHasNoPlanAnywhere() {
    Setting setting = setting(SLOW.withMemoryMiB(1e-9), FAST.withMemoryMiB(1e-9));
    PlanMap map = map(setting, BANDWIDTH, axis(new LinkLatency(Optional.empty()), 0, 20));
    assertThat(map.plans()).isEmpty();
    assertThat(map.isProven()).isTrue();
    assertThat(map.searches()).isEqualTo(1);
  }

  @Test
  void probabilityAndBandwidthAreDividedAndMostlyProven() {
    DeviceCatalog catalog = new DeviceCatalog("c", List.of(SLOW, FAST), Network.uniform(8, 0));
    Setting base = Setting.of(Zoo.get("b-lenet"), catalog);
    PlanMap map =
        map(base, axis(new ExitProbability("exit1"), 0, 1), axis(BANDWIDTH.parameter(), 0.05, 50));
    assertThat(map.plans().size()).isGreaterThan(2);
    double proven =
        map.regions().stream()
            .filter(Region::proven)
            .mapToDouble(region -> RegionShape.part(region, map.axes()))
            .sum();
    assertThat(proven).isBetween(0.9, 1 - 1e-6);
    assertThat(map.regions()).allMatch(region -> region.gap() < 0.05);
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < 100; i++) {
      MapPoint point =
          new MapPoint(random.nextDouble(), 0.05 * Math.pow(1000, random.nextDouble()));
      MappedPlan plan = map.at(point).orElseThrow().plan().orElseThrow();
      double best =
          map.plans().stream().mapToDouble(each -> map.value(each, point)).min().orElseThrow();
      assertThat(map.value(plan, point)).as("" + point).isLessThanOrEqualTo(best * (1 + 1e-4));
    }
  }

  @Test
  void probabilitiesThatSumToMoreThanOneAreNoPartOfTheMap() {
    Setting base =
        Setting.of(
            Zoo.get("b-alexnet"),
            new DeviceCatalog("c", List.of(SLOW, FAST), Network.uniform(20, 0)));
    PlanMap map =
        map(
            base,
            axis(new ExitProbability("exit1"), 0, 1),
            axis(new ExitProbability("exit2"), 0, 1));
    assertThat(map.at(new MapPoint(0.7, 0.6))).isEmpty();
    assertThat(map.at(new MapPoint(0.3, 0.6))).isPresent();
    assertThat(map.isProven()).isTrue();
  }

  @Test
  void stoppedMapIsPartial() {
    AtomicInteger begun = new AtomicInteger();
    PlanMap map =
        new PlanMapper(
                Planners.exact(),
                DEFAULTS.withCancellation(() -> begun.get() >= 3),
                value -> begun.incrementAndGet())
            .map(
                setting(SLOW, FAST),
                List.of(BANDWIDTH, axis(new SpeedRatio("slow", "fast"), 1, 500)),
                PlanMapperTest::problem);
    assertThat(map.complete()).isFalse();
    assertThat(map.isProven()).isFalse();
    assertThat(map.searches()).isLessThanOrEqualTo(3);
  }

  @Test
  void equalMapsHaveEqualRegions() {
    MapAxis[] axes = {BANDWIDTH, axis(new SpeedRatio("slow", "fast"), 1, 500)};
    assertThat(map(setting(SLOW, FAST), axes).regions())
        .isEqualTo(map(setting(SLOW, FAST), axes).regions());
  }

  @Test
  void parametersThatCannotBeMappedAreRefused() {
    Setting base = setting(SLOW, FAST);
    assertThatThrownBy(() -> axis(new Condition(), 0, 1)).hasMessageContaining("condition");
    assertThatThrownBy(() -> axis(BANDWIDTH.parameter(), 5, 5))
        .hasMessageContaining("range must not be empty");
    assertThatThrownBy(() -> axis(BANDWIDTH.parameter(), 5, Double.NaN))
        .hasMessageContaining("range must not be empty");
    assertThatThrownBy(() -> map(base, BANDWIDTH, BANDWIDTH))
        .hasMessageContaining("vary one of them");
    MapAxis there = axis(new Bandwidth(Optional.of(new Ends("slow", "fast"))), 1, 10);
    MapAxis back = axis(new Bandwidth(Optional.of(new Ends("fast", "slow"))), 1, 10);
    assertThatThrownBy(() -> map(base, there, back)).hasMessageContaining("vary one of them");
  }
}

package dev.espalier.study.breakpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.espalier.cost.PlanEvaluator;
import dev.espalier.device.Device;
import dev.espalier.device.DeviceCatalog;
import dev.espalier.device.Network;
import dev.espalier.model.BranchyNet;
import dev.espalier.model.Exit;
import dev.espalier.model.Layer;
import dev.espalier.model.ModelInput;
import dev.espalier.plan.Objective;
import dev.espalier.plan.Plan;
import dev.espalier.plan.PlanningProblem;
import dev.espalier.search.Planner;
import dev.espalier.search.PlanningResult.Infeasible;
import dev.espalier.search.PlanningResult.Planned;
import dev.espalier.search.SearchOptions;
import dev.espalier.solvers.Planners;
import dev.espalier.study.LineChart;
import dev.espalier.study.sweep.Parameter;
import dev.espalier.study.sweep.Parameter.Bandwidth;
import dev.espalier.study.sweep.Parameter.ExitProbability;
import dev.espalier.study.sweep.Parameter.InputBytes;
import dev.espalier.study.sweep.Parameter.LinkLatency;
import dev.espalier.study.sweep.Parameter.SpeedRatio;
import dev.espalier.study.sweep.Setting;
import dev.espalier.testing.RandomProblems;
import dev.espalier.zoo.Zoo;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;

class BreakpointFinderTest {
  private static final double ROUNDING = 1e-7;
  private static final SearchOptions DEFAULTS = SearchOptions.defaults();
  private static final Parameter BANDWIDTH = new Bandwidth(Optional.empty());

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

  private static Setting setting(Device... devices) {
    return Setting.of(NET, new DeviceCatalog("c", List.of(devices), Network.uniform(8, 0)));
  }

  private static PlanningProblem problem(BranchyNet net, DeviceCatalog catalog) {
    return PlanningProblem.builder(net, catalog).source("slow").build();
  }

  private static Breakpoints find(Setting base, Parameter parameter, double from, double to) {
    return find(base, parameter, from, to, BreakpointFinderTest::problem);
  }

  private static Breakpoints find(
      Setting base,
      Parameter parameter,
      double from,
      double to,
      BiFunction<BranchyNet, DeviceCatalog, PlanningProblem> problems) {
    return new BreakpointFinder(Planners.exact(), DEFAULTS, value -> {})
        .find(base, parameter, from, to, problems);
  }

  private static void assertBreakpoints(Breakpoints found, double... expected) {
    assertThat(found.points()).hasSize(expected.length);
    for (int i = 0; i < expected.length; i++) {
      assertThat(found.points().get(i).value())
          .isCloseTo(expected[i], within(ROUNDING * expected[i]));
    }
  }

  @Test
  void breakpointsOfABandwidthAreThoseOfTheFormula() {
    Breakpoints found = find(setting(SLOW, FAST), BANDWIDTH, 0.1, 100);
    // 11 = 4 / x + 2, and 4 / x + 2 = 8 / x + 1.1.
    assertBreakpoints(found, 4.0 / 9, 40.0 / 9);
    assertThat(found.isProven()).isTrue();
    assertThat(found.complete()).isTrue();
    assertThat(found.searches()).isEqualTo(5);
    assertThat(found.stretches())
        .extracting(stretch -> stretch.slices().size())
        .containsExactly(1, 2, 1);
    assertThat(found.points().get(0).optimum().getAsDouble()).isCloseTo(11, within(1e-6));
    assertThat(found.points().get(1).optimum().getAsDouble()).isCloseTo(2.9, within(1e-6));
    assertThat(found.stretches().get(2).last().orElseThrow().value()).isCloseTo(1.18, within(1e-6));
  }

  @Test
  void breakpointsOfOtherParametersAreThoseOfTheFormula() {
    // At 8 Mbps: 1.1 g, 0.1 g + 1.5 and 2.1 ms.
    assertBreakpoints(find(setting(SLOW, FAST), new SpeedRatio("slow", "fast"), 0.1, 100), 1.5, 6);
    // 11, 2.5 + y and 2.1 + y ms: the latency is paid once whatever is cut.
    assertBreakpoints(find(setting(SLOW, FAST), new LinkLatency(Optional.empty()), 0, 100), 8.9);
    // b / 1000 + 1.1 and 2.5 ms.
    Breakpoints bytes = find(setting(SLOW, FAST), new InputBytes("in"), 0, 5000);
    assertThat(bytes.points()).hasSize(1);
    assertThat(bytes.points().get(0).value()).isCloseTo(1400, within(1.0));
  }

  @Test
  void uplinkBoundsTheBandwidthFromItsOwnValueOn() {
    Device uplink = SLOW.toBuilder().uplinkMbps(2).build();
    Breakpoints found = find(setting(uplink, FAST), BANDWIDTH, 0.1, 100);
    assertBreakpoints(found, 4.0 / 9);
    assertThat(found.isProven()).isTrue();
    assertThat(found.stretches().get(1).last().orElseThrow().value()).isCloseTo(4, within(1e-6));
  }

  @Test
  void rangeOfOnePlanNeedsTwoSearches() {
    Breakpoints found = find(setting(SLOW, FAST), BANDWIDTH, 10, 20);
    assertThat(found.stretches()).hasSize(1);
    assertThat(found.searches()).isEqualTo(2);
    assertThat(found.isProven()).isTrue();
  }

  @Test
  void batteryThatDecidesIsFoundByBisectionAndNotProven() {
    // "fast" receives and computes for 4 / x + 1 ms as the second device, within 3.1 ms from here:
    double allowed = 4 / 2.1;
    Device limited = FAST.withEnergy(1, 0.0031);
    Breakpoints found = find(setting(SLOW, limited), BANDWIDTH, 0.1, 100);
    assertThat(found.points()).hasSize(2);
    assertThat(found.points().get(0).value())
        .isCloseTo(allowed, within(2 * Bisection.PRECISION * allowed));
    assertThat(found.points().get(1).value()).isCloseTo(40.0 / 9, within(ROUNDING * 5));
    assertThat(found.stretches()).extracting(Stretch::proven).containsExactly(false, false, true);
    // A battery that never runs out changes nothing, and costs no further search.
    Breakpoints ample = find(setting(SLOW, FAST.withEnergy(1, 1)), BANDWIDTH, 0.1, 100);
    assertBreakpoints(ample, 4.0 / 9, 40.0 / 9);
    assertThat(ample.isProven()).isTrue();
    assertThat(ample.searches()).isEqualTo(5);
  }

  @Test
  void deadlineLeavesStretchesWithoutAPlan() {
    Breakpoints found =
        find(
            setting(SLOW, FAST),
            BANDWIDTH,
            0.1,
            100,
            (net, catalog) ->
                PlanningProblem.builder(net, catalog).source("slow").deadlineMs(6).build());
    // 4 / x + 2 <= 6.
    assertThat(found.points()).hasSize(2);
    assertThat(found.points().get(0).value()).isCloseTo(1, within(2 * Bisection.PRECISION));
    assertThat(found.points().get(1).value()).isCloseTo(40.0 / 9, within(10 * Bisection.PRECISION));
    assertThat(found.stretches().get(0).reason().orElseThrow()).contains("6");
    assertThat(found.isProven()).isFalse();
    assertThat(found.points().get(0).optimum().getAsDouble()).isCloseTo(6, within(1e-4));
  }

  @Test
  void networkThatFitsNowhereHasNoPlanAnywhere() {
    Breakpoints found =
        find(setting(SLOW.withMemoryMiB(1e-9), FAST.withMemoryMiB(1e-9)), BANDWIDTH, 1, 10);
    assertThat(found.hasPlan()).isFalse();
    assertThat(found.isProven()).isTrue();
    assertThat(found.stretches()).hasSize(1);
    assertThat(BreakpointChart.of(found, x -> null)).isEmpty();
  }

  @Test
  void unprovenSearchesAndStopsAreSaid() {
    Planner blind =
        new Planner() {
          @Override
          public String name() {
            return "blind";
          }

          @Override
          public dev.espalier.search.PlanningResult plan(
              PlanningProblem problem, SearchOptions options) {
            Planned best = (Planned) Planners.exact().plan(problem, options);
            return Planned.of(best.plan(), 0, false, best.search());
          }
        };
    Breakpoints unproven =
        new BreakpointFinder(blind, DEFAULTS, value -> {})
            .find(setting(SLOW, FAST), BANDWIDTH, 0.1, 100, BreakpointFinderTest::problem);
    assertBreakpoints(unproven, 4.0 / 9, 40.0 / 9);
    assertThat(unproven.stretches()).noneMatch(Stretch::proven);
    AtomicInteger begun = new AtomicInteger();
    Breakpoints stopped =
        new BreakpointFinder(
                Planners.genetic(),
                DEFAULTS.withCancellation(() -> begun.get() >= 3),
                value -> begun.incrementAndGet())
            .find(setting(SLOW, FAST), BANDWIDTH, 0.1, 100, BreakpointFinderTest::problem);
    assertThat(stopped.complete()).isFalse();
    assertThat(stopped.isProven()).isFalse();
    assertThat(begun).hasValueLessThanOrEqualTo(3);
    assertThatThrownBy(() -> find(setting(SLOW, FAST), BANDWIDTH, 5, 5))
        .hasMessageContaining("range must not be empty");
  }

  @Test
  void denseGridFindsNoBetterPlanOnRandomProblems() {
    int proven = 0;
    int changes = 0;
    for (long seed = 0; seed < 160; seed++) {
      PlanningProblem drawn =
          seed % 4 == 0
              ? RandomProblems.ofSeed(seed)
              : new RandomProblems(new SplittableRandom(seed)).unlimitedProblem(14, 5);
      if (seed % 16 == 0) {
        drawn = drawn.toBuilder().objective(Objective.THROUGHPUT).build();
      }
      PlanningProblem base = drawn;
      BranchyNet net = base.linearization().net();
      Parameter parameter =
          seed % 3 == 0
              ? new ExitProbability(net.exits().get(0).name())
              : seed % 3 == 1 ? BANDWIDTH : new LinkLatency(Optional.empty());
      boolean isProbability = parameter instanceof ExitProbability;
      if (isProbability && net.exits().size() == 1) {
        continue;
      }
      double from = isProbability ? 0 : 0.05;
      double to = isProbability ? 1 : 500;
      Breakpoints found =
          find(
              Setting.of(net, base.catalog()),
              parameter,
              from,
              to,
              (other, catalog) -> base.withNet(other).withCatalog(catalog));
      changes += found.points().size();
      assertCovers(found, from, to);
      for (int i = 0; i <= 30; i++) {
        double x = isProbability ? i / 30.0 : from * Math.pow(to / from, i / 30.0);
        proven += check(found, Math.min(x, to), base, parameter, "seed " + seed) ? 1 : 0;
      }
    }
    assertThat(changes).as("breakpoints").isGreaterThan(30);
    assertThat(proven).as("values checked on proven stretches").isGreaterThan(1000);
  }

  @Test
  void denseGridFindsNoBetterPlanOfALargerNetwork() {
    int changes = 0;
    for (long seed = 0; seed < 12; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      List<Device> devices = new ArrayList<>();
      for (int d = 0; d < 4; d++) {
        double speed = Math.pow(10, d * random.nextDouble(0.3, 0.5));
        devices.add(new Device("d" + d, 0.2 * speed, 20 * speed));
      }
      DeviceCatalog catalog = new DeviceCatalog("random", devices, Network.uniform(8, 0.1));
      PlanningProblem base =
          PlanningProblem.builder(Zoo.get(seed % 2 == 0 ? "b-lenet" : "b-resnet110"), catalog)
              .source("d0")
              .build();
      Parameter parameter = seed % 3 == 2 ? new SpeedRatio("d0", "d3") : BANDWIDTH;
      Breakpoints found =
          find(
              Setting.of(base.linearization().net(), catalog),
              parameter,
              0.1,
              1000,
              (other, changed) -> base.withNet(other).withCatalog(changed));
      assertThat(found.isProven()).isTrue();
      assertCovers(found, 0.1, 1000);
      changes += found.points().size();
      for (int i = 0; i <= 40; i++) {
        check(found, Math.min(0.1 * Math.pow(1e4, i / 40.0), 1000), base, parameter, "" + seed);
      }
    }
    assertThat(changes).as("breakpoints").isGreaterThan(15);
  }

  private static void assertCovers(Breakpoints found, double from, double to) {
    List<Stretch> all = found.stretches();
    assertThat(all.get(0).from()).isEqualTo(from);
    assertThat(all.get(all.size() - 1).to()).isEqualTo(to);
    for (int i = 1; i < all.size(); i++) {
      assertThat(all.get(i).from()).isEqualTo(all.get(i - 1).to());
      assertThat(all.get(i - 1).continuesIn(all.get(i))).isFalse();
    }
  }

  /** Whether the value lies on a proven stretch, whose plan must then be the best one there. */
  private static boolean check(
      Breakpoints found, double x, PlanningProblem base, Parameter parameter, String at) {
    Stretch stretch =
        found.stretches().stream().filter(each -> x <= each.to()).findFirst().orElseThrow();
    if (!stretch.proven()) {
      return false;
    }
    PlanningProblem problem =
        BreakpointFinder.problem(
            found.base(),
            parameter,
            x,
            (other, catalog) -> base.withNet(other).withCatalog(catalog));
    String where = at + " at " + x;
    if (stretch.first().isEmpty()) {
      assertThat(Planners.exact().plan(problem, DEFAULTS)).as(where).isInstanceOf(Infeasible.class);
      return true;
    }
    Plan best = ((Planned) Planners.exact().plan(problem, DEFAULTS)).plan();
    double value = PlanEvaluator.evaluate(problem, stretch.slices()).value();
    assertThat(value).as(where).isLessThanOrEqualTo(best.value() * (1 + 1e-8) + 1e-12);
    assertThat(value).as(where).isGreaterThanOrEqualTo(best.value() * (1 - 1e-8) - 1e-12);
    return true;
  }

  @Test
  void chartMarksWhereThePlanChanges() {
    Setting base = setting(SLOW, FAST);
    Breakpoints found = find(base, BANDWIDTH, 0.1, 100);
    LineChart chart =
        BreakpointChart.of(
                found,
                x -> BreakpointFinder.problem(base, BANDWIDTH, x, BreakpointFinderTest::problem))
            .orElseThrow();
    assertThat(chart.title()).isEqualTo("two on c: expected latency by bandwidth");
    assertThat(chart.xAxis()).isEqualTo(LineChart.XAxis.logarithmic("bandwidth, Mbps"));
    List<LineChart.Point> points = chart.lines().get(0).points();
    assertThat(points.stream().filter(LineChart.Point::isMarked))
        .extracting(LineChart.Point::x)
        .containsExactlyElementsOf(found.points().stream().map(Breakpoint::value).toList());
    assertThat(points.get(points.size() - 1).y()).isCloseTo(1.18, within(1e-6));
  }
}

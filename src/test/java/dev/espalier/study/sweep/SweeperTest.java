package dev.espalier.study.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espalier.cli.parse.AxisText;
import dev.espalier.device.Device;
import dev.espalier.device.DeviceCatalog;
import dev.espalier.device.Network;
import dev.espalier.error.InvalidFieldException;
import dev.espalier.model.BranchyNet;
import dev.espalier.plan.Plan;
import dev.espalier.plan.PlanningProblem;
import dev.espalier.search.Planner;
import dev.espalier.search.PlanningResult;
import dev.espalier.search.SearchOptions;
import dev.espalier.search.SearchRecord;
import dev.espalier.solvers.Planners;
import dev.espalier.study.LineChart;
import dev.espalier.zoo.Zoo;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class SweeperTest {
  private static final double ROUNDING = 1e-9;
  private static final DeviceCatalog CATALOG =
      new DeviceCatalog(
          "two",
          List.of(new Device("edge", 0.218, 18.5), new Device("cloud", 9, 400)),
          Network.uniform(8, 0));
  private static final Setting BASE = Setting.of(Zoo.get("b-lenet"), CATALOG);

  private static PlanningProblem problem(BranchyNet net, DeviceCatalog catalog) {
    return PlanningProblem.builder(net, catalog).source("edge").build();
  }

  private static Sweep sweep(Setting base, String... axes) {
    Grid grid = new Grid(Arrays.stream(axes).map(axis -> AxisText.parse(axis, base)).toList());
    return new Sweeper(Planners.exact(), SearchOptions.defaults(), point -> {})
        .sweep(base, grid, SweeperTest::problem);
  }

  private static List<Double> latencies(Sweep sweep) {
    return sweep.points().stream()
        .map(point -> point.planned().orElseThrow().plan().value())
        .toList();
  }

  private static void assertNeverRises(List<Double> latencies) {
    for (int i = 1; i < latencies.size(); i++) {
      assertThat(latencies.get(i)).isLessThanOrEqualTo(latencies.get(i - 1) * (1 + ROUNDING));
    }
    assertThat(latencies.get(latencies.size() - 1)).isLessThan(latencies.get(0));
  }

  @Test
  void fasterLinksNeverRaiseTheLatency() {
    assertNeverRises(latencies(sweep(BASE, "bandwidth=0.01:10000:x3")));
    assertNeverRises(latencies(sweep(BASE, "bandwidth:edge:cloud=0.01:10000:x3")));
  }

  @Test
  void slowerLinksAndDevicesNeverLowerIt() {
    for (String axis : List.of("link-latency=0:100:5", "gamma:edge:cloud=0.1:100:x2")) {
      List<Double> latencies = new ArrayList<>(latencies(sweep(BASE, axis)));
      Collections.reverse(latencies);
      assertNeverRises(latencies);
    }
  }

  @Test
  void everyPointIsThePlanOfItsOwnProblem() {
    Sweep sweep = sweep(BASE, "bandwidth=2,50", "probability:exit1=0.1,0.9");
    for (SweepPoint point : sweep.points()) {
      Setting setting =
          BASE.withCatalog(CATALOG.withDefaultBandwidthMbps(point.values().get(0).number()))
              .withProbability("exit1", point.values().get(1).number());
      Plan alone =
          ((PlanningResult.Planned)
                  Planners.exact()
                      .plan(problem(setting.net(), setting.catalog()), SearchOptions.defaults()))
              .plan();
      Plan plan = point.planned().orElseThrow().plan();
      assertThat(plan.slices()).isEqualTo(alone.slices());
      assertThat(plan.value()).isEqualTo(alone.value());
    }
    assertThat(sweep.isComplete()).isTrue();
  }

  @Test
  void changeOfPlanIsMarkedAgainstTheOneBeforeOnItsLine() {
    Sweep sweep = sweep(BASE, "bandwidth=0.01,0.02,1000,2000,0.03", "link-latency=0,0.001");
    assertThat(sweep.points())
        .extracting(SweepPoint::isPlanChanged)
        .containsExactly(false, false, true, false, true, false, false, true, false, true);
  }

  @Test
  void pointWithoutAPlanStaysAndTheChangeIsSeenAcrossIt() {
    DeviceCatalog small = CATALOG.withDevice(CATALOG.device("edge").withMemoryMiB(0.001));
    Sweep none =
        new Sweeper(Planners.exact(), SearchOptions.defaults(), point -> {})
            .sweep(
                Setting.of(BASE.model(), small),
                new Grid(List.of(AxisText.parse("bandwidth=1,2", BASE))),
                (net, catalog) ->
                    PlanningProblem.builder(net, catalog).devices(List.of("edge")).build());
    assertThat(none.points()).hasSize(2).allMatch(point -> point.planned().isEmpty());
    assertThat(none.points()).allMatch(point -> point.result().isPresent());
    assertThat(none.hasPlan()).isFalse();
    assertThat(SweepChart.of(none)).isEmpty();
  }

  @Test
  void pointThatCannotBeHasAReasonAndNoResult() {
    Setting base = Setting.of(Zoo.get("b-alexnet"), CATALOG);
    Sweep sweep = sweep(base, "probability:exit1=0,0.5,1", "probability:exit2=0.5");
    assertThat(sweep.points())
        .extracting(point -> point.contradiction().orElse(""))
        .containsExactly(
            "",
            "",
            "the probabilities of all exits must sum to 1 but those of exit1, exit2 sum to 1.5");
    assertThat(sweep.points().get(2).result()).isEmpty();
    LineChart chart = SweepChart.of(sweep).orElseThrow();
    assertThat(chart.lines().get(0).points().get(2).y()).isNaN();
  }

  @Test
  void refusedPointKeepsItsReasonAndAllOtherPoints() {
    Sweep sweep =
        new Sweeper(Planners.exact(), SearchOptions.defaults(), point -> {})
            .sweep(
                BASE,
                new Grid(List.of(AxisText.parse("bandwidth=1,2,4", BASE))),
                (net, catalog) -> {
                  if (catalog.network().bandwidthMbps() == 2) {
                    throw new InvalidFieldException("bandwidthMbps", "two is no bandwidth");
                  }
                  return problem(net, catalog);
                });
    assertThat(sweep.isComplete()).isTrue();
    assertThat(sweep.points())
        .extracting(point -> point.contradiction().orElse(""))
        .containsExactly("", "two is no bandwidth", "");
    assertThat(sweep.points())
        .extracting(point -> point.planned().isPresent())
        .containsExactly(true, false, true);
    assertThat(SweepChart.of(sweep).orElseThrow().lines().get(0).points().get(1).y()).isNaN();
  }

  /** Plans in any case, and reports that it was stopped where it must stop. */
  private static final class Stoppable implements Planner {
    @Override
    public String name() {
      return "stoppable";
    }

    @Override
    public PlanningResult plan(PlanningProblem problem, SearchOptions options) {
      boolean isStopped = options.cancelled().getAsBoolean();
      return Planners.exact()
          .plan(problem, SearchOptions.defaults())
          .withSearch(new SearchRecord(name(), options.seed(), 1, 0, 0, isStopped));
    }
  }

  @Test
  void stoppedSweepKeepsThePointsThatWereDone() {
    AtomicInteger begun = new AtomicInteger();
    List<String> heard = new ArrayList<>();
    SearchOptions options = SearchOptions.defaults().withCancellation(() -> begun.get() >= 3);
    Sweep sweep =
        new Sweeper(
                new Stoppable(),
                options,
                point -> {
                  begun.incrementAndGet();
                  heard.add(point);
                })
            .sweep(
                BASE,
                new Grid(List.of(AxisText.parse("bandwidth=1:9:1", BASE))),
                SweeperTest::problem);
    assertThat(sweep.isComplete()).isFalse();
    assertThat(sweep.points()).hasSize(2);
    assertThat(heard).containsExactly("point 1 of 9", "point 2 of 9", "point 3 of 9");
    assertThat(SweepChart.of(sweep).orElseThrow().lines().get(0).points()).hasSize(2);
  }

  @Test
  void chartHasALineForEachValueOfTheSecondParameter() {
    LineChart chart =
        SweepChart.of(sweep(BASE, "bandwidth=100,1,10", "link-latency=0,5")).orElseThrow();
    assertThat(chart.title()).isEqualTo("b-lenet on two: expected latency by bandwidth");
    assertThat(chart.xAxis()).isEqualTo(LineChart.XAxis.logarithmic("bandwidth, Mbps"));
    assertThat(chart.yTitle()).isEqualTo("expected latency, ms");
    assertThat(chart.note()).isEqualTo(Optional.of("another plan than before"));
    assertThat(chart.lines())
        .extracting(LineChart.Line::name)
        .containsExactly("latency of links = 0 ms", "latency of links = 5 ms");
    assertThat(chart.lines().get(0).points())
        .extracting(LineChart.Point::x)
        .containsExactly(1.0, 10.0, 100.0);
  }

  @Test
  void chartOfOneLineNeedsNoName() {
    LineChart chart = SweepChart.of(sweep(BASE, "probability:exit1=0:1:0.5")).orElseThrow();
    assertThat(chart.xAxis()).isEqualTo(LineChart.XAxis.linear("probability of exit1"));
    assertThat(chart.lines()).hasSize(1);
  }
}

package dev.espalier.report.map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.espalier.device.Device;
import dev.espalier.device.DeviceCatalog;
import dev.espalier.device.Network;
import dev.espalier.model.BranchyNet;
import dev.espalier.plan.PlanningProblem;
import dev.espalier.plan.Slice;
import dev.espalier.search.SearchOptions;
import dev.espalier.solvers.Planners;
import dev.espalier.study.LineChart;
import dev.espalier.study.RegionChart;
import dev.espalier.study.RegionChart.Area;
import dev.espalier.study.map.MapAxis;
import dev.espalier.study.map.MapPoint;
import dev.espalier.study.map.MappedPlan;
import dev.espalier.study.map.PlanMap;
import dev.espalier.study.map.PlanMapper;
import dev.espalier.study.map.Region;
import dev.espalier.study.sweep.Parameter.Bandwidth;
import dev.espalier.study.sweep.Parameter.LinkLatency;
import dev.espalier.study.sweep.Setting;
import dev.espalier.zoo.Zoo;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MapChartsTest {
  private static final MapAxis BANDWIDTH = new MapAxis(new Bandwidth(Optional.empty()), 0.1, 100);
  private static final MapAxis LATENCY = new MapAxis(new LinkLatency(Optional.empty()), 0, 20);
  private static final Setting BASE =
      Setting.of(
          Zoo.get("b-lenet"),
          new DeviceCatalog(
              "pair",
              List.of(new Device("a", 0.2, 20), new Device("b", 2, 200)),
              Network.uniform(8, 0)));

  private static PlanningProblem problem(BranchyNet net, DeviceCatalog catalog) {
    return PlanningProblem.builder(net, catalog).source("a").build();
  }

  private static PlanMap map(MapAxis... axes) {
    return new PlanMapper(Planners.exact(), SearchOptions.defaults(), value -> {})
        .map(BASE, List.of(axes), MapChartsTest::problem);
  }

  @Test
  void eachPlanHasALineThatBeginsAtItsBreakpoint() {
    PlanMap map = map(BANDWIDTH);
    LineChart chart = (LineChart) MapCharts.of(map).orElseThrow();
    assertThat(chart.xAxis()).isEqualTo(LineChart.XAxis.logarithmic("bandwidth, Mbps"));
    assertThat(chart.lines()).hasSameSizeAs(map.plans());
    assertThat(chart.lines().get(0).name()).isEqualTo("1  a 0-18");
    List<LineChart.Point> marked =
        chart.lines().stream()
            .flatMap(line -> line.points().stream())
            .filter(LineChart.Point::isMarked)
            .toList();
    assertThat(marked)
        .extracting(LineChart.Point::x)
        .containsExactlyElementsOf(
            map.regions().stream().skip(1).map(region -> region.corners().get(0).x()).toList());
    Region last = map.regions().get(map.regions().size() - 1);
    assertThat(marked.get(marked.size() - 1).y())
        .isEqualTo(map.value(last.plan().orElseThrow(), last.corners().get(0)));
  }

  @Test
  void moreLinesThanCanBeDistinguishedBecomeOne() {
    List<MappedPlan> plans = new ArrayList<>();
    List<Region> regions = new ArrayList<>();
    double from = 0.1;
    for (int i = 1; i <= 40; i++) {
      int cut = 1 + i % 18;
      plans.add(new MappedPlan(i, List.of(new Slice("a", 0, cut), new Slice("b", cut, 19))));
      double to = i == 40 ? 100 : 0.1 * Math.pow(1000, i / 40.0);
      regions.add(
          new Region(
              Optional.of(plans.get(i - 1)),
              Optional.empty(),
              0,
              List.of(MapPoint.of(from), MapPoint.of(to))));
      from = to;
    }
    PlanMap map =
        PlanMap.of(BASE, List.of(BANDWIDTH), MapChartsTest::problem, plans, regions, 40, true);
    LineChart chart = (LineChart) MapCharts.of(map).orElseThrow();
    assertThat(chart.lines()).hasSize(1);
    assertThat(chart.lines().get(0).name()).isEqualTo("expected latency");
    assertThat(chart.lines().get(0).points().stream().filter(LineChart.Point::isMarked))
        .hasSize(39);
    assertThat(chart.lines().get(0).points().get(0).label()).contains("1  a 0-1 | b 2-18");
  }

  @Test
  void areasOfTwoParametersCoverThePicture() {
    PlanMap map = map(BANDWIDTH, LATENCY);
    RegionChart chart = (RegionChart) MapCharts.of(map).orElseThrow();
    assertThat(chart.areas()).hasSameSizeAs(map.plans());
    assertThat(chart.note()).isEmpty();
    assertThat(chart.x().isLogarithmic()).isTrue();
    assertThat(chart.y().isLogarithmic()).isFalse();
    double covered =
        chart.areas().stream()
            .flatMap(area -> area.pieces().stream())
            .mapToDouble(MapChartsTest::part)
            .sum();
    assertThat(covered).isCloseTo(1, within(0.01));
    assertThat(chart.areas()).extracting(Area::label).startsWith("1", "2");
  }

  /** The part of the picture that an outline encloses. */
  private static double part(List<RegionChart.Corner> piece) {
    double twice = 0;
    for (int i = 0; i < piece.size(); i++) {
      RegionChart.Corner a = piece.get(i);
      RegionChart.Corner b = piece.get((i + 1) % piece.size());
      twice += BANDWIDTH.place(a.x()) * b.y() / 20 - BANDWIDTH.place(b.x()) * a.y() / 20;
    }
    return Math.abs(twice) / 2;
  }

  @Test
  void mapWithoutPlansHasNoPicture() {
    Region none =
        new Region(
            Optional.empty(),
            Optional.of("too large"),
            0,
            List.of(MapPoint.of(0.1), MapPoint.of(100)));
    PlanMap map =
        PlanMap.of(
            BASE, List.of(BANDWIDTH), MapChartsTest::problem, List.of(), List.of(none), 1, true);
    assertThat(MapCharts.of(map)).isEmpty();
  }
}

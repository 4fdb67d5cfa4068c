package dev.espalier.study.map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.espalier.device.DeviceCatalog;
import dev.espalier.io.Models;
import dev.espalier.io.json.CatalogFile;
import dev.espalier.model.BranchyNet;
import dev.espalier.plan.PlanningProblem;
import dev.espalier.plan.Slice;
import dev.espalier.search.DevicePair;
import dev.espalier.search.Planner;
import dev.espalier.search.PlanningResult.Planned;
import dev.espalier.search.SearchOptions;
import dev.espalier.search.TwoDeviceOptions;
import dev.espalier.solvers.Planners;
import dev.espalier.study.sweep.Parameter.Bandwidth;
import dev.espalier.study.sweep.Setting;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * The published behavior of DADS (Hu et al. 2019) and Neurosurgeon (Kang et al. 2017) on AlexNet
 * between a Raspberry Pi 3 and a K40: all at the edge on slow links, a cut behind the last
 * convolution at a few Mbps, all in the cloud on Wi-Fi. Layer times follow from data sheets, so
 * that the order of the cuts is theirs, and the rates at which they move are not.
 */
class DadsMapTest {
  private static final Path FOLDER = Path.of("src/examples/other-problems");

  private static PlanningProblem problem(BranchyNet net, DeviceCatalog catalog) {
    return PlanningProblem.builder(net, catalog)
        .devices(List.of("pi3", "k40"))
        .source("pi3")
        .build();
  }

  @Test
  void cutMovesAtAFewMbpsAndDadsMovesItThere() {
    Setting base =
        Setting.of(
            Models.read(FOLDER.resolve("alexnet.model.json")),
            CatalogFile.read(FOLDER.resolve("edge-cloud.catalog.json")));
    MapAxis axis = new MapAxis(new Bandwidth(Optional.empty()), 0.13, 100);
    PlanMap map =
        new PlanMapper(Planners.exact(), SearchOptions.defaults(), value -> {})
            .map(base, List.of(axis), DadsMapTest::problem);
    assertThat(map.isProven()).isTrue();
    assertThat(map.plans())
        .extracting(plan -> plan.slices().get(0))
        .containsExactly(new Slice("pi3", 0, 23), new Slice("pi3", 0, 15), new Slice("k40", 0, 23));
    List<Double> borders =
        map.regions().stream().skip(1).map(region -> region.corners().get(0).x()).toList();
    assertThat(borders.get(0)).isCloseTo(4.372, within(0.001));
    assertThat(borders.get(1)).isCloseTo(14.185, within(0.001));
    TwoDeviceOptions pair = TwoDeviceOptions.defaults().withPair(new DevicePair("pi3", "k40"));
    for (String name : List.of("dads", "neurosurgeon")) {
      Planner planner = Planners.named(name, pair).orElseThrow();
      for (double border : borders) {
        for (double factor : List.of(1 - 1e-6, 1 + 1e-6)) {
          MapPoint point = MapPoint.of(border * factor);
          Planned planned = (Planned) planner.plan(map.problem(point), SearchOptions.defaults());
          assertThat(planned.plan().slices())
              .as("%s at %s Mbps", name, point.x())
              .isEqualTo(map.at(point).orElseThrow().plan().orElseThrow().slices());
        }
      }
    }
  }
}

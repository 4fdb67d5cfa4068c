package dev.espalier.benchmarks.map;

import dev.espalier.benchmarks.Medians;
import dev.espalier.benchmarks.Provenance;
import dev.espalier.device.DeviceCatalog;
import dev.espalier.io.json.CatalogFile;
import dev.espalier.model.BranchyNet;
import dev.espalier.plan.Objective;
import dev.espalier.plan.PlanningProblem;
import dev.espalier.plan.PlanningProblemBuilder;
import dev.espalier.search.SearchOptions;
import dev.espalier.solvers.Planners;
import dev.espalier.study.map.MapAxis;
import dev.espalier.study.map.MapPoint;
import dev.espalier.study.map.MappedPlan;
import dev.espalier.study.map.PlanMap;
import dev.espalier.study.map.PlanMapper;
import dev.espalier.study.map.Region;
import dev.espalier.study.map.RegionShape;
import dev.espalier.study.sweep.Parameter;
import dev.espalier.study.sweep.Parameter.Bandwidth;
import dev.espalier.study.sweep.Parameter.Ends;
import dev.espalier.study.sweep.Parameter.ExitProbability;
import dev.espalier.study.sweep.Parameter.LinkLatency;
import dev.espalier.study.sweep.Setting;
import dev.espalier.zoo.Zoo;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * How long maps take: time, plans, regions and searches of each, and the time of a look-up. {@code
 * MapStudy CATALOG REPEATS}, with the catalog of six devices of Na et al. 2023; d1 is the source.
 */
public final class MapStudy {
  private static final int LOOK_UPS = 1_000_000;

  private static final MapAxis BANDWIDTH = axis(new Bandwidth(Optional.empty()), 0.08, 800);
  private static final MapAxis TO_D2 = link("d2");
  private static final MapAxis TO_D4 = link("d4");
  private static final MapAxis LATENCY = axis(new LinkLatency(Optional.empty()), 0, 20);
  private static final MapAxis PROBABILITY = axis(new ExitProbability("exit1"), 0, 1);

  private final DeviceCatalog catalog;
  private final int repeats;

  /** Sum of what was looked up, so that nothing is optimized away. */
  private double sum;

  private MapStudy(DeviceCatalog catalog, int repeats) {
    this.catalog = catalog;
    this.repeats = repeats;
  }

  private static MapAxis axis(Parameter parameter, double from, double to) {
    return new MapAxis(parameter, from, to);
  }

  private static MapAxis link(String device) {
    return axis(new Bandwidth(Optional.of(new Ends("d1", device))), 0.08, 800);
  }

  /** Prints a line for each map. */
  public static void main(String[] args) {
    MapStudy study = new MapStudy(CatalogFile.read(Path.of(args[0])), Integer.parseInt(args[1]));
    System.out.println(Provenance.line());
    System.out.println(
        "| network | parameters | median ms | searches | plans | regions | proven | look-up ns | value ns |");
    System.out.println("|---|---|--:|--:|--:|--:|--:|--:|--:|");
    for (String network : List.of("b-alexnet", "b-resnet110")) {
      study.print(network, BANDWIDTH);
      study.print(network, TO_D2, TO_D4);
      study.print(network, BANDWIDTH, LATENCY);
      study.print(network, PROBABILITY, BANDWIDTH);
    }
    study.printThree(TO_D2, TO_D4);
  }

  private void print(String network, MapAxis... axes) {
    print(network, network, axes, Objective.EXPECTED, 0);
  }

  private void printThree(MapAxis... axes) {
    print("b-resnet110", "b-resnet110, worst case, 3 slices", axes, Objective.WORST_CASE, 3);
  }

  private void print(String network, String name, MapAxis[] axes, Objective objective, int slices) {
    BranchyNet net = Zoo.get(network);
    double[] ms = new double[repeats];
    PlanMap map = null;
    for (int i = -2; i < repeats; i++) {
      long start = System.nanoTime();
      map =
          new PlanMapper(Planners.exact(), SearchOptions.defaults(), value -> {})
              .map(
                  Setting.of(net, catalog),
                  List.of(axes),
                  (other, devices) -> problem(other, devices, objective, slices));
      if (i >= 0) {
        ms[i] = (System.nanoTime() - start) / 1e6;
      }
    }
    double proven =
        map.regions().stream()
            .filter(Region::proven)
            .mapToDouble(region -> RegionShape.part(region, List.of(axes)))
            .sum();
    System.out.printf(
        Locale.ROOT,
        "| %s | %s | %.1f | %d | %d | %d | %.2f %% | %.0f | %.0f |%n",
        name,
        String.join(", ", List.of(axes).stream().map(axis -> axis.parameter().name()).toList()),
        Medians.of(ms),
        map.searches(),
        map.plans().size(),
        map.regions().size(),
        100 * Math.min(1, proven),
        nanos(map, true),
        nanos(map, false));
  }

  private static PlanningProblem problem(
      BranchyNet net, DeviceCatalog devices, Objective objective, int slices) {
    PlanningProblemBuilder builder =
        PlanningProblem.builder(net, devices).source("d1").objective(objective);
    return (slices > 0 ? builder.slices(slices) : builder).build();
  }

  private double nanos(PlanMap map, boolean isOfRegion) {
    SplittableRandom random = new SplittableRandom(1);
    MapPoint[] points = new MapPoint[1024];
    for (int i = 0; i < points.length; i++) {
      points[i] =
          new MapPoint(place(map, 0, random), map.axes().size() == 1 ? 0 : place(map, 1, random));
    }
    MappedPlan plan = map.plans().get(0);
    long start = 0;
    for (int i = -LOOK_UPS; i < LOOK_UPS; i++) {
      start = i == 0 ? System.nanoTime() : start;
      MapPoint point = points[i & 1023];
      sum +=
          isOfRegion
              ? map.at(point).flatMap(Region::plan).map(MappedPlan::number).orElse(0)
              : map.value(plan, point);
    }
    return (double) (System.nanoTime() - start) / LOOK_UPS;
  }

  private static double place(PlanMap map, int axis, SplittableRandom random) {
    return map.axes().get(axis).atPlace(random.nextDouble(0.001, 0.999));
  }
}

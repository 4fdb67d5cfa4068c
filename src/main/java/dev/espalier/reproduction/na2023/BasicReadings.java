package dev.espalier.reproduction.na2023;

import dev.espalier.device.DeviceCatalog;
import dev.espalier.plan.PlanningProblem;
import dev.espalier.reproduction.ReproducedTable;
import dev.espalier.search.PlanningResult;
import dev.espalier.search.na2023.BasicReading;
import dev.espalier.search.na2023.Na2023Planner;
import dev.espalier.study.Comparer;
import dev.espalier.study.LatencySummary;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The basic algorithm of the paper in every reading of its description, none of which gives all of
 * the published averages back. Deployments that visit a device twice count, as they seem to do in
 * the paper; the best plans stand beside them.
 */
final class BasicReadings {
  static final String ID = "beside tables 4 and 9, basic GA";

  private final Map<Scene, Map<BasicReading, Sample>> samples = new LinkedHashMap<>();

  /**
   * The runs of a reading.
   *
   * @param deployments value of the best deployment of each run, return visits included, ms
   * @param plans value of the best plan of each run that has one, ms
   */
  private record Sample(double[] deployments, double[] plans) {

    static Sample of(List<Na2023Planner.Run> runs) {
      return new Sample(
          runs.stream().mapToDouble(Na2023Planner.Run::bestOfAll).toArray(),
          runs.stream()
              .map(Na2023Planner.Run::result)
              .filter(PlanningResult.Planned.class::isInstance)
              .mapToDouble(result -> ((PlanningResult.Planned) result).plan().value())
              .toArray());
    }
  }

  /** Runs every reading in a scene. */
  void add(Scene scene, DeviceCatalog catalog, Comparer comparer) {
    PlanningProblem problem = scene.problem(catalog);
    Map<BasicReading, Sample> byReading = new EnumMap<>(BasicReading.class);
    for (BasicReading reading : BasicReading.values()) {
      Na2023Planner planner = Na2023Planner.basic(reading);
      List<Na2023Planner.Run> runs =
          comparer.repeat(
              scene.title() + ": basic-ga, " + name(reading),
              options -> planner.run(problem, options));
      if (!runs.isEmpty()) {
        byReading.put(reading, Sample.of(runs));
      }
    }
    samples.put(scene, byReading);
  }

  /** Best deployments of the nearest reading, ms; empty if it has not run. */
  Optional<LatencySummary> nearest(Scene scene) {
    return Optional.ofNullable(samples.getOrDefault(scene, Map.of()).get(BasicReading.POOLED))
        .map(sample -> LatencySummary.of(sample.deployments()));
  }

  /** The average gaps to the optimum of every reading. */
  ReproducedTable table(Runs runs) {
    List<ReproducedTable.Row> rows = new ArrayList<>();
    for (Scene.Network network : Scene.Network.values()) {
      for (PublishedTables.Row row : PublishedTables.latencies(network.latencyTable)) {
        if (row.method().equals(PublishedTables.BASIC_GA)) {
          Scene scene = new Scene(network, row.slices());
          samples
              .getOrDefault(scene, Map.of())
              .forEach((reading, sample) -> rows.add(row(runs, scene, reading, sample, row)));
        }
      }
    }
    return new ReproducedTable(
        ID,
        "average gap to the optimum of the basic algorithm in three readings, percent: of the best"
            + " deployment, which may visit a device twice, and of the best plan",
        List.of("gap % deployments", "gap % plans"),
        rows);
  }

  private static ReproducedTable.Row row(
      Runs runs, Scene scene, BasicReading reading, Sample sample, PublishedTables.Row published) {
    double printedGap = published.values().get(published.values().size() - 1);
    return new ReproducedTable.Row(
        scene.slices(),
        "%s: %s".formatted(scene.network().title, name(reading)),
        "basic-ga",
        List.of(gap(runs, scene, sample.deployments()), gap(runs, scene, sample.plans())),
        List.of(printedGap, Double.NaN));
  }

  private static double gap(Runs runs, Scene scene, double[] values) {
    return values.length == 0 ? Double.NaN : runs.gapPercent(scene, LatencySummary.of(values));
  }

  private static String name(BasicReading reading) {
    return switch (reading) {
      case POOLED -> "pooled";
      case RANDOM_START -> "random start";
      case EACH_DEVICE_ONCE -> "each device once";
    };
  }
}

package dev.espalier.search.na2023;

import dev.espalier.device.Device;
import dev.espalier.device.DeviceCatalog;
import dev.espalier.io.json.CatalogFile;
import dev.espalier.plan.Objective;
import dev.espalier.plan.PlanningProblem;
import dev.espalier.search.Planner;
import dev.espalier.search.PlanningResult.Planned;
import dev.espalier.search.SearchOptions;
import dev.espalier.search.exact.ExactPlanner;
import dev.espalier.zoo.Zoo;
import java.nio.file.Path;

/** The scene of the paper: exactly K slices on the first K of its devices, worst case, 8 Mbps. */
final class Scene {
  private Scene() {}

  static PlanningProblem of(String model, int slices) {
    DeviceCatalog six = CatalogFile.read(Path.of("device-catalogs/na2023-six.catalog.json"));
    return PlanningProblem.builder(Zoo.get(model), six)
        .objective(Objective.WORST_CASE)
        .slices(slices)
        .devices(six.devices().stream().limit(slices).map(Device::name).toList())
        .build();
  }

  static double optimumMs(PlanningProblem problem) {
    return latencyMs(new ExactPlanner(), problem, 1);
  }

  static double latencyMs(Planner planner, PlanningProblem problem, int seed) {
    SearchOptions options = SearchOptions.defaults().withSeed(seed);
    return ((Planned) planner.plan(problem, options)).plan().value();
  }
}

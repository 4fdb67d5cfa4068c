package com.example;

import dev.espalier.device.DeviceCatalog;
import dev.espalier.io.json.CatalogFile;
import dev.espalier.plan.Objectives;
import dev.espalier.plan.Plan;
import dev.espalier.plan.PlanningProblem;
import dev.espalier.search.Planner;
import dev.espalier.search.PlanningResult;
import dev.espalier.search.SearchListener;
import dev.espalier.search.SearchOptions;
import dev.espalier.solvers.Planners;
import dev.espalier.zoo.Zoo;
import java.nio.file.Path;
import java.util.List;

/** Follows a link whose bandwidth changes: plans anew, beginning with the plan that is running. */
public final class Orchestrator {
  private static final double[] MEASURED_MBPS = {100, 10, 1, 100};

  private Orchestrator() {}

  public static void main(String[] args) {
    Planner planner = Planners.named("single-cut").orElseThrow();
    DeviceCatalog catalog =
        CatalogFile.read(Path.of("device-catalogs", "lab-bench.catalog.json"));
    PlanningProblem problem =
        PlanningProblem.builder(Zoo.get("b-resnet110"), catalog)
            .objective(Objectives.labeled("traffic").orElseThrow())
            .devices(List.of("beaglebone", "pi4"))
            .source("beaglebone")
            .deadlineMs(100)
            .build();
    SearchOptions options = SearchOptions.defaults().withListener(new Printing());
    for (double mbps : MEASURED_MBPS) {
      catalog = catalog.withLink(catalog.link("beaglebone", "pi4").withBandwidthMbps(mbps));
      problem = problem.withCatalog(catalog);
      System.out.println("uplink: " + mbps + " Mbps");
      PlanningResult result = planner.plan(problem, options);
      if (result instanceof PlanningResult.Planned planned) {
        planned.plan().slices().forEach(slice -> System.out.println("  run " + slice));
        options = options.withStartFrom(List.of(planned.plan()));
      } else {
        System.out.println("  no plan; the running one stays");
      }
    }
  }

  /** Prints each better plan as soon as it is found. */
  private static final class Printing implements SearchListener {
    @Override
    public void incumbent(Plan plan, double lowerBound) {
      System.out.printf(
          "  found %.1f %s with %d slices%n",
          plan.value(), plan.problem().objective().unit(), plan.slices().size());
    }
  }
}

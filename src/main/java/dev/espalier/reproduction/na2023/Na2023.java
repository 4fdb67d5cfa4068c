package dev.espalier.reproduction.na2023;

import dev.espalier.device.DeviceCatalog;
import dev.espalier.plan.PlanningProblem;
import dev.espalier.reproduction.ReproducedTable;
import dev.espalier.reproduction.Reproduction;
import dev.espalier.search.Planner;
import dev.espalier.search.TwoDeviceOptions;
import dev.espalier.solvers.Planners;
import dev.espalier.study.Comparer;
import dev.espalier.study.Comparison;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Repeats the experiments of J. Na, H. Zhang, J. Lian, B. Zhang, "Genetic Algorithm-Based
 * Online-Partitioning BranchyNet for Accelerating Edge Inference", Sensors 23(3) 1500, 2023: tables
 * 3, 4 and 5 (B-AlexNet) and 8, 9 and 10 (B-ResNet-110 as a chain), with rows of our own solver
 * added, and figures 5 to 8; beside them what equation 2 gives, and what is best when devices may
 * idle.
 */
public final class Na2023 {
  /** Name of the paper on the command line. */
  public static final String NAME = "na2023";

  /**
   * Scenes in order of duration, so that an interrupted reproduction has as many tables as
   * possible.
   */
  private static final List<Scene> SCENES =
      List.of(
          new Scene(Scene.Network.B_ALEXNET, 2),
          new Scene(Scene.Network.B_ALEXNET, 3),
          new Scene(Scene.Network.B_ALEXNET, 4),
          new Scene(Scene.Network.B_ALEXNET, 5),
          new Scene(Scene.Network.B_RESNET, 2),
          new Scene(Scene.Network.B_RESNET, 3),
          new Scene(Scene.Network.B_RESNET, 4),
          new Scene(Scene.Network.B_ALEXNET, 6));

  private static final List<String> ASSUMPTIONS =
      List.of(
          "devices: table 1; links of 8 Mbps, 3.5 W for each device and 131,072 B/s for each MBPS of"
              + " I/O bandwidth are in the authors' code, not in the paper",
          "networks: rebuilt from the BranchyNet architectures, as layer tables are not published;"
              + " on B-AlexNet our times are 0.4 % below theirs",
          "times are unweighted, although equation 2 weights them: only so do the printed optima come"
              + " back",
          "one slice on each device, whatever it costs: the optima run everything on the fastest"
              + " device, except one last layer on each of the others");

  private static final List<String> REMARKS =
      List.of(
          "the title of table 9 names B-AlexNet; its numbers are those of B-ResNet",
          "the published bars of figures 5a to 8a are the averages of tables 3, 4, 8 and 9; no"
              + " numbers are printed for 5b to 8b");

  private Na2023() {}

  /**
   * Runs every experiment until it is done or cancelled.
   *
   * @param catalog the devices of the paper's table 1
   * @param comparer executes the runs; the paper has ten of each stochastic solver
   * @param withTiming whether to produce tables 5 and 10, the only ones that differ between equal
   *     runs
   */
  public static Reproduction reproduce(
      DeviceCatalog catalog, Comparer comparer, boolean withTiming) {
    Map<Scene, Comparison> comparisons = new LinkedHashMap<>();
    BasicReadings basic = new BasicReadings();
    boolean complete = true;
    for (Scene scene : SCENES) {
      if (complete) {
        PlanningProblem problem = scene.problem(catalog);
        Comparison comparison =
            comparer.announcing(scene.title()).compare(problem, planners(problem));
        comparisons.put(scene, comparison);
        if (scene.hasBasicAlgorithm()) {
          basic.add(scene, catalog, comparer);
        }
        complete = comparison.isComplete() && !comparer.isCancelled();
      }
    }
    Runs runs = new Runs(comparisons, basic);
    List<ReproducedTable> tables = new ArrayList<>(new PaperTables(runs, withTiming).tables());
    if (complete) {
      tables.add(basic.table(runs));
      tables.add(WeightingTable.of(SCENES, catalog));
    }
    return new Reproduction(
        NAME,
        tables,
        new PaperFigures(runs).figures(),
        PaperClaims.of(runs, withTiming),
        ASSUMPTIONS,
        REMARKS,
        complete);
  }

  private static List<Planner> planners(PlanningProblem problem) {
    return Planners.all(TwoDeviceOptions.defaults()).stream()
        .filter(planner -> Runs.isShown(planner.name()))
        .filter(planner -> planner.misfit(problem).isEmpty())
        .toList();
  }
}

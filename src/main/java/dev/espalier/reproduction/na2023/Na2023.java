package dev.espalier.reproduction.na2023;

import dev.espalier.device.DeviceCatalog;
import dev.espalier.plan.PlanningProblem;
import dev.espalier.reproduction.ReproducedTable;
import dev.espalier.search.Planner;
import dev.espalier.search.TwoDeviceOptions;
import dev.espalier.solvers.Planners;
import dev.espalier.study.Comparer;
import dev.espalier.study.Comparison;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Repeats the experiments of J. Na, H. Zhang, J. Lian, B. Zhang, "Genetic Algorithm-Based
 * Online-Partitioning BranchyNet for Accelerating Edge Inference", Sensors 23(3) 1500, 2023: tables
 * 3, 4 and 5 (B-AlexNet) and 8, 9 and 10 (B-ResNet-110 as a chain), with rows of our own solver
 * added, and the device-average energy that figures 5 to 8 are taken to chart; their published
 * numbers were not available.
 */
public final class Na2023 {
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
    boolean complete = true;
    for (Scene scene : SCENES) {
      if (complete) {
        PlanningProblem problem = scene.problem(catalog);
        Comparison comparison =
            comparer.announcing(scene.title()).compare(problem, planners(problem));
        comparisons.put(scene, comparison);
        complete = comparison.isComplete();
      }
    }
    PaperTables paper = new PaperTables(comparisons, withTiming);
    List<ReproducedTable> tables = paper.tables();
    return new Reproduction(tables, paper.figures(), PaperTables.remarks(tables), complete);
  }

  private static List<Planner> planners(PlanningProblem problem) {
    return Planners.all(TwoDeviceOptions.defaults()).stream()
        .filter(planner -> PaperTables.isShown(planner.name()))
        .filter(planner -> planner.misfit(problem).isEmpty())
        .toList();
  }
}

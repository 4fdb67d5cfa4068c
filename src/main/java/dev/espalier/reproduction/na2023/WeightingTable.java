package dev.espalier.reproduction.na2023;

import dev.espalier.device.DeviceCatalog;
import dev.espalier.plan.Objective;
import dev.espalier.plan.Plan;
import dev.espalier.plan.PlanningProblem;
import dev.espalier.reproduction.ReproducedTable;
import dev.espalier.search.PlanningResult;
import dev.espalier.search.SearchOptions;
import dev.espalier.solvers.Planners;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * What the published numbers are. They are unweighted, although the paper's equation 2 weights each
 * exit with its probability, and force one slice on each device, although fewer devices are faster.
 * So the table has the best plan of each scene by either measure, with and without that rule, and
 * the value of each by both.
 */
final class WeightingTable {
  static final String ID = "beside tables 4 and 9";

  private WeightingTable() {}

  /** The table; plans that are best by both measures have one row. */
  static ReproducedTable of(List<Scene> scenes, DeviceCatalog catalog) {
    List<ReproducedTable.Row> rows = new ArrayList<>();
    List<Scene> inOrder = new ArrayList<>(scenes);
    inOrder.sort(Comparator.comparing(Scene::network).thenComparing(Scene::slices));
    for (Scene scene : inOrder) {
      addRows(rows, scene, "K slices", scene.problem(catalog));
      PlanningProblem free = scene.problem(catalog).toBuilder().maxSlices(scene.slices()).build();
      addRows(rows, scene, "devices may idle", free);
    }
    return new ReproducedTable(
        ID,
        "what the published optima are: best plans with one slice forced on each device or not,"
            + " unweighted or by equation 2",
        List.of("unweighted ms", "equation 2 ms", "devices"),
        rows);
  }

  private static void addRows(
      List<ReproducedTable.Row> rows, Scene scene, String rule, PlanningProblem problem) {
    Plan unweighted = plan(problem, Objective.WORST_CASE);
    Plan weighted = plan(problem, Objective.EXPECTED);
    boolean isOne = unweighted.slices().equals(weighted.slices());
    rows.add(row(scene, isOne ? rule : rule + ", unweighted", unweighted));
    if (!isOne) {
      rows.add(row(scene, rule + ", equation 2", weighted));
    }
  }

  private static Plan plan(PlanningProblem problem, Objective objective) {
    PlanningProblem same = problem.toBuilder().objective(objective).build();
    PlanningResult result = Planners.exact().plan(same, SearchOptions.defaults());
    return ((PlanningResult.Planned) result).plan();
  }

  private static ReproducedTable.Row row(Scene scene, String rule, Plan plan) {
    boolean isPublished = rule.startsWith("K slices") && !rule.endsWith("2");
    double published =
        isPublished ? PublishedTables.optimumMs(scene.network(), scene.slices()) : Double.NaN;
    return new ReproducedTable.Row(
        scene.slices(),
        scene.network().title + ": " + rule,
        "exact",
        List.of(plan.worstCaseLatencyMs(), plan.expectedLatencyMs(), (double) plan.slices().size()),
        List.of(published, Double.NaN, isPublished ? (double) scene.slices() : Double.NaN));
  }
}

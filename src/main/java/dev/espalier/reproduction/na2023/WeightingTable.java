package dev.espalier.reproduction.na2023;

import dev.espalier.device.DeviceCatalog;
import dev.espalier.plan.Objective;
import dev.espalier.plan.Plan;
import dev.espalier.plan.PlanningProblem;
import dev.espalier.plan.PlanningProblemBuilder;
import dev.espalier.reproduction.ReproducedTable;
import dev.espalier.search.PlanningResult;
import dev.espalier.search.SearchOptions;
import dev.espalier.solvers.Planners;
import java.util.ArrayList;
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

  /** A way to plan. */
  private enum Rule {
    AS_PUBLISHED("K slices, unweighted", Objective.WORST_CASE, true),
    WEIGHTED("K slices, equation 2", Objective.EXPECTED, true),
    UNWEIGHTED_FREE("devices may idle, unweighted", Objective.WORST_CASE, false),
    WEIGHTED_FREE("devices may idle, equation 2", Objective.EXPECTED, false);

    private final String method;
    private final Objective objective;
    private final boolean isForced;

    Rule(String method, Objective objective, boolean isForced) {
      this.method = method;
      this.objective = objective;
      this.isForced = isForced;
    }

    /** The best plan. */
    Plan plan(Scene scene, DeviceCatalog catalog) {
      PlanningProblemBuilder problem = scene.problem(catalog).toBuilder().objective(objective);
      PlanningProblem asked = (isForced ? problem : problem.maxSlices(scene.slices())).build();
      PlanningResult result = Planners.exact().plan(asked, SearchOptions.defaults());
      return ((PlanningResult.Planned) result).plan();
    }
  }

  /** The table. */
  static ReproducedTable of(List<Scene> scenes, DeviceCatalog catalog) {
    List<ReproducedTable.Row> rows = new ArrayList<>();
    for (Scene scene : scenes) {
      for (Rule rule : Rule.values()) {
        rows.add(row(scene, rule, rule.plan(scene, catalog)));
      }
    }
    return new ReproducedTable(
        ID,
        "what the published optima are: best plans with one slice forced on each device or not,"
            + " unweighted or by equation 2",
        List.of("unweighted ms", "equation 2 ms", "devices"),
        rows);
  }

  private static ReproducedTable.Row row(Scene scene, Rule rule, Plan plan) {
    boolean isPublished = rule == Rule.AS_PUBLISHED;
    double published =
        isPublished ? PublishedTables.optimumMs(scene.network(), scene.slices()) : Double.NaN;
    return new ReproducedTable.Row(
        scene.slices(),
        scene.network().title + ": " + rule.method,
        "exact",
        List.of(plan.worstCaseLatencyMs(), plan.expectedLatencyMs(), (double) plan.slices().size()),
        List.of(published, Double.NaN, isPublished ? (double) scene.slices() : Double.NaN));
  }
}

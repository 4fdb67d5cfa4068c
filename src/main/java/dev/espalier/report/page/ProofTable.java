package dev.espalier.report.page;

import dev.espalier.plan.Objective;
import dev.espalier.plan.Plan;
import dev.espalier.report.Cell;
import dev.espalier.report.Numbers;
import dev.espalier.report.Table;
import dev.espalier.report.Value;
import dev.espalier.search.PlanningResult;
import dev.espalier.search.SearchRecord;

/** The values of a plan by each common objective, and how far the best one is proven. */
final class ProofTable {
  private ProofTable() {}

  static Table of(PlanningResult.Planned result, boolean isTimed) {
    Plan plan = result.plan();
    SearchRecord search = result.search();
    NamedValues values = values(plan);
    values
        .add("lower bound of all plans, " + plan.problem().objective().unit(), result.lowerBound())
        .add("gap", Cell.of(Numbers.gap(result.gap()), Value.finite(result.gap())))
        .add(
            "proven optimal",
            result.optimal() ? "yes: no plan can have less than the lower bound" : "no")
        .add("stopped early", search.interrupted() ? "yes" : "no")
        .add("fitness (10^5 / value)", result.fitness())
        .add("solver", search.solver())
        .add("plans evaluated", search.evaluations())
        .add("generations", search.generations());
    if (isTimed) {
      values.add("search time, ms", search.elapsedMs());
    }
    return values.table();
  }

  static Table of(Plan plan) {
    return values(plan).table();
  }

  private static NamedValues values(Plan plan) {
    Objective objective = plan.problem().objective();
    return new NamedValues()
        .add("objective: %s, %s".formatted(objective.quantity(), objective.unit()), plan.value())
        .add("expected latency, ms", plan.expectedLatencyMs())
        .add("worst-case latency, ms", plan.worstCaseLatencyMs())
        .addIf("expected energy, J", plan.energyJ())
        .add("pipeline period, ms (mean occupancy of the busiest resource)", plan.periodMs());
  }
}

package dev.espalier.search.baseline;

import dev.espalier.cost.table.CostTables;
import dev.espalier.plan.PlanningProblem;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The best single cut as a shortest path: one chain of vertices for the local device, one for the
 * remote one, an edge across for every cut that meets the limits.
 *
 * <p>Source: the Shortest-Path method of Tian et al. 2021, as Na et al. 2023 (Sensors 23(3) 1500,
 * tables 3 and 8) measure it. Ours weighs times with the reach where the objective is the expected
 * latency, and linearizes branches with the trunk. O(L log L), by Dijkstra.
 */
record ShortestPathRule() implements CutRule {

  @Override
  public Optional<String> misfit(PlanningProblem problem) {
    return CutRule.needsSum(problem);
  }

  @Override
  public OptionalInt boundary(PairCosts costs) {
    CostTables tables = costs.tables();
    CutGraph graph = new CutGraph(costs);
    for (int i = 0; i < costs.length(); i++) {
      graph.remote(0, i, i + 1, tables.slice(costs.remote(), i, i + 1));
    }
    for (int b = 1; b < costs.length(); b++) {
      graph.cut(b, 0, b, tables.cut(costs.local(), costs.remote(), b));
    }
    graph.cut(0, 0, 0, tables.entry(costs.remote()));
    return graph.shortest();
  }
}

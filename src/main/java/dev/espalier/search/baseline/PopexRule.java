package dev.espalier.search.baseline;

import dev.espalier.cost.table.CostTables;
import dev.espalier.model.Linearization;
import dev.espalier.plan.PlanningProblem;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/**
 * POPEX: the shortest path between edge and cloud that takes account of exit probabilities and runs
 * side branches at the edge only, so that a sample that reaches the cloud runs the trunk to its
 * end.
 *
 * <p>Source: R. G. Pacheco, R. S. Couto, "Inference Time Optimization Using BranchyNet
 * Partitioning", ISCC 2020, and its successors by the same authors (POPEX). The decision is theirs;
 * but an Espalier plan runs every layer somewhere, so the plan that is returned still runs the
 * branches after the cut on the remote device, and is priced so. The branches are part of the local
 * chain, each cut is between two trunk layers, before or after their branches, and there is one
 * cloud chain for each number of exits that the edge runs, because the probability that a sample
 * reaches the cloud depends on it. Where the objective is the worst case, every sample does.
 * Limits, which POPEX ignores, remove cuts; where only cuts inside a branch keep them, the best of
 * these is taken. O(E L log(E L)) for E exits, by Dijkstra.
 */
record PopexRule() implements CutRule {

  @Override
  public Optional<String> misfit(PlanningProblem problem) {
    return CutRule.needsLatency(problem);
  }

  @Override
  public OptionalInt boundary(PairCosts costs) {
    CostTables tables = costs.tables();
    Linearization net = costs.net();
    CutGraph graph = new CutGraph(costs);
    int chain = -1;
    for (int b = 0; b < costs.length(); b++) {
      if (b == 0 || net.isInTrunk(b) || net.isInTrunk(b - 1)) {
        int exitsPassed = exitsBefore(net, b);
        if (exitsPassed > chain) {
          chain = exitsPassed;
          addCloud(graph, costs, chain, b);
        }
        double crossingMs =
            b == 0 ? tables.entry(costs.remote()) : tables.cut(costs.local(), costs.remote(), b);
        graph.cut(b, chain, nextTrunk(net, b), crossingMs);
      }
    }
    return graph.shortest();
  }

  private static int exitsBefore(Linearization net, int position) {
    return (int)
        IntStream.range(0, net.net().exits().size())
            .filter(e -> net.exitPosition(e) < position)
            .count();
  }

  /** The trunk after a boundary, weighted with the probability that a sample crosses it. */
  private static void addCloud(CutGraph graph, PairCosts costs, int chain, int boundary) {
    CostTables tables = costs.tables();
    double probability = tables.boundaryWeight(boundary);
    int from = nextTrunk(costs.net(), boundary);
    while (from < costs.length()) {
      int to = nextTrunk(costs.net(), from + 1);
      double sendMs = to == costs.length() ? tables.finalSendMs(costs.remote()) : 0;
      graph.remote(
          chain,
          from,
          to,
          probability * (tables.computeMs(costs.remote(), from, from + 1) + sendMs));
      from = to;
    }
  }

  private static int nextTrunk(Linearization net, int position) {
    int next = position;
    while (next < net.length() && !net.isInTrunk(next)) {
      next++;
    }
    return next;
  }
}

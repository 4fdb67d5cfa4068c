package dev.espalier.search.baseline;

import dev.espalier.cost.table.CostTables;
import java.util.OptionalInt;
import org.jgrapht.Graph;
import org.jgrapht.GraphPath;
import org.jgrapht.alg.shortestpath.DijkstraShortestPath;
import org.jgrapht.graph.DefaultWeightedEdge;
import org.jgrapht.graph.DirectedWeightedMultigraph;

/**
 * The partitioning graph of two devices. A path from the source to the sink is a plan, its length
 * the plan's latency: along the local chain, over at most one cut, along a remote chain. There may
 * be several remote chains, for remote times that depend on where the cut was.
 */
final class CutGraph {
  private static final String SOURCE = "source";
  private static final String SINK = "sink";

  /** Carries the boundary of its cut, which determines the plan. */
  private static final class Edge extends DefaultWeightedEdge {
    private static final long serialVersionUID = 1;
    private static final int NO_CUT = -1;

    private final int cut;

    private Edge(int cut) {
      this.cut = cut;
    }
  }

  private final Graph<String, Edge> graph = new DirectedWeightedMultigraph<>(Edge.class);
  private final PairCosts costs;

  /** The graph of the local chain; not to cut at all is the last cut. */
  CutGraph(PairCosts costs) {
    this.costs = costs;
    CostTables tables = costs.tables();
    int length = costs.length();
    add(SOURCE, local(0), tables.entry(costs.local()), Edge.NO_CUT);
    for (int i = 0; i < length; i++) {
      add(local(i), local(i + 1), tables.slice(costs.local(), i, i + 1), Edge.NO_CUT);
    }
    graph.addVertex(SINK);
    if (costs.isAllowed(length)) {
      add(local(length), SINK, 0, length);
    }
  }

  /** An edge of a remote chain: from before one position to before another one, L for the end. */
  void remote(int chain, int from, int to, double ms) {
    String end = to == costs.length() ? SINK : remote(chain, to);
    add(remote(chain, from), end, ms, Edge.NO_CUT);
  }

  /** The edge of a cut that leads to a position of a remote chain, if the cut meets all limits. */
  void cut(int boundary, int chain, int to, double ms) {
    if (costs.isAllowed(boundary)) {
      add(boundary == 0 ? SOURCE : local(boundary), remote(chain, to), ms, boundary);
    }
  }

  /** The cut on the shortest path; empty where no path leads to the sink. */
  OptionalInt shortest() {
    GraphPath<String, Edge> path = DijkstraShortestPath.findPathBetween(graph, SOURCE, SINK);
    return path == null
        ? OptionalInt.empty()
        : path.getEdgeList().stream().mapToInt(edge -> edge.cut).filter(b -> b >= 0).findFirst();
  }

  private void add(String from, String to, double ms, int cut) {
    graph.addVertex(from);
    graph.addVertex(to);
    Edge edge = new Edge(cut);
    graph.addEdge(from, to, edge);
    graph.setEdgeWeight(edge, ms);
  }

  private static String local(int position) {
    return "local " + position;
  }

  private static String remote(int chain, int position) {
    return "remote " + chain + " " + position;
  }
}

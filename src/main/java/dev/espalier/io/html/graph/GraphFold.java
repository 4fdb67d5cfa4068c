package dev.espalier.io.html.graph;

import dev.espalier.report.Graph;
import dev.espalier.report.Graph.Edge;
import dev.espalier.report.Graph.Node;
import dev.espalier.report.Numbers;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;

/**
 * Merges nodes of a graph until it fits a page. First chains are merged: neighbors between which
 * nothing branches. Where that leaves too many nodes, so is each stretch of neighbors in the same
 * cluster, the nodes that lead to the last one and those that do not apart. An exit ends a merged
 * node. Since edges lead forward, so do those between stretches of neighbors.
 */
final class GraphFold {
  /** Nodes that a reader takes in at a glance. */
  private static final int MAX_PLAIN = 24;

  /** Nodes of merged chains that still show how a network branches. */
  private static final int MAX_CHAINS = 60;

  /** Names in the detail of a merged node. */
  private static final int MAX_NAMES = 40;

  private final Graph graph;
  private final int size;

  private GraphFold(Graph graph) {
    this.graph = graph;
    size = graph.nodes().size();
  }

  /** The graph, or one in its place that has fewer nodes. */
  static Graph of(Graph graph) {
    if (graph.nodes().size() <= MAX_PLAIN) {
      return graph;
    }
    GraphFold fold = new GraphFold(graph);
    int[] chains = fold.chains();
    return fold.merged(count(chains) <= MAX_CHAINS ? chains : fold.stretches());
  }

  private static int count(int[] groups) {
    return groups[groups.length - 1] + 1;
  }

  /** The group of each node, where a group is a chain. */
  private int[] chains() {
    int[] out = new int[size];
    int[] in = new int[size];
    boolean[] followed = new boolean[size];
    for (Edge edge : graph.edges()) {
      out[edge.from()]++;
      in[edge.to()]++;
      followed[edge.to()] |= edge.to() == edge.from() + 1;
    }
    return groups(i -> out[i - 1] == 1 && in[i] == 1 && followed[i]);
  }

  /** The group of each node, where a group is a stretch of the trunk or of a branch. */
  private int[] stretches() {
    boolean[] isTrunk = new boolean[size];
    isTrunk[size - 1] = true;
    List<List<Integer>> sources = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      sources.add(new ArrayList<>());
    }
    graph.edges().forEach(edge -> sources.get(edge.to()).add(edge.from()));
    for (int i = size - 1; i >= 0; i--) {
      if (isTrunk[i]) {
        sources.get(i).forEach(from -> isTrunk[from] = true);
      }
    }
    return groups(i -> isTrunk[i] == isTrunk[i - 1]);
  }

  /** Groups of neighbors in a cluster, numbered in order; exits end theirs. */
  private int[] groups(IntPredicate joinsTheLast) {
    int[] groups = new int[size];
    for (int i = 1; i < size; i++) {
      boolean joins =
          graph.nodes().get(i).cluster() == graph.nodes().get(i - 1).cluster()
              && !graph.nodes().get(i - 1).isExit()
              && joinsTheLast.test(i);
      groups[i] = groups[i - 1] + (joins ? 0 : 1);
    }
    return groups;
  }

  private Graph merged(int[] groups) {
    List<Node> nodes = new ArrayList<>();
    for (int group = 0, from = 0; group < count(groups); group++) {
      int to = from;
      while (to < size && groups[to] == group) {
        to++;
      }
      nodes.add(merged(graph.nodes().subList(from, to)));
      from = to;
    }
    Map<List<Integer>, List<Edge>> edges = new LinkedHashMap<>();
    for (Edge edge : graph.edges()) {
      if (groups[edge.from()] != groups[edge.to()]) {
        edges
            .computeIfAbsent(
                List.of(groups[edge.from()], groups[edge.to()]), any -> new ArrayList<>())
            .add(edge);
      }
    }
    return new Graph(
        graph.title(),
        graph.clusters(),
        nodes,
        edges.entrySet().stream().map(entry -> merged(entry.getKey(), entry.getValue())).toList());
  }

  private static Node merged(List<Node> run) {
    Node last = run.get(run.size() - 1);
    if (run.size() == 1) {
      return last;
    }
    String name = run.get(0).name() + ".." + last.name();
    String names = run.stream().limit(MAX_NAMES).map(Node::name).collect(Collectors.joining(", "));
    return new Node(
        name,
        "%s (%s)".formatted(name, Numbers.count(run.size(), "layer")),
        names + (run.size() > MAX_NAMES ? " and %d more".formatted(run.size() - MAX_NAMES) : ""),
        last.cluster(),
        last.isExit());
  }

  private static Edge merged(List<Integer> ends, List<Edge> edges) {
    return new Edge(
        ends.get(0),
        ends.get(1),
        distinct(edges.stream().map(Edge::label).toList()),
        distinct(edges.stream().map(Edge::detail).toList()));
  }

  private static String distinct(List<String> texts) {
    return texts.stream()
        .filter(text -> !text.isEmpty())
        .distinct()
        .collect(Collectors.joining("; "));
  }
}

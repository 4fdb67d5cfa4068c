package dev.espalier.io.graph;

import dev.espalier.io.svg.SeriesColors;
import dev.espalier.report.Graph;

/**
 * Graphs in DOT, which Graphviz draws. Names stand in labels alone, so that none is a keyword.
 *
 * <p>Source of the language: Graphviz documentation, "DOT Language".
 */
public final class DotFile {
  /** Keeps a label off its edge. */
  private static final String APART = "  ";

  private DotFile() {}

  /** The graph as text; equal graphs give equal text. */
  public static String write(Graph graph) {
    StringBuilder dot = new StringBuilder("digraph {\n");
    dot.append(
        "  graph [label=%s, labelloc=t, labeljust=l, ranksep=0.3, fontname=\"sans-serif\"]\n"
            .formatted(quoted(graph.title())));
    dot.append("  node [shape=box, style=filled, height=0.35, fontname=\"sans-serif\"]\n");
    dot.append("  edge [fontname=\"sans-serif\", fontsize=10]\n");
    for (int c = 0; c < graph.clusters().size(); c++) {
      cluster(graph, c, dot);
    }
    for (Graph.Edge edge : graph.edges()) {
      dot.append("  n%d -> n%d [".formatted(edge.from(), edge.to()));
      if (!edge.label().isEmpty()) {
        dot.append("label=%s, ".formatted(quoted(APART + edge.label())));
      }
      dot.append("tooltip=%s".formatted(quoted(edge.detail())));
      dot.append(graph.isCrossing(edge) ? ", penwidth=2]\n" : "]\n");
    }
    return dot.append("}\n").toString();
  }

  private static void cluster(Graph graph, int c, StringBuilder dot) {
    Graph.Cluster cluster = graph.clusters().get(c);
    dot.append("  subgraph cluster_%d {\n".formatted(c));
    dot.append(
        "    label=%s; tooltip=%s; color=\"%s\"; penwidth=2\n"
            .formatted(quoted(cluster.name()), quoted(cluster.detail()), SeriesColors.ofLine(c)));
    for (int n = 0; n < graph.nodes().size(); n++) {
      Graph.Node node = graph.nodes().get(n);
      if (node.cluster() == c) {
        dot.append(
            "    n%d [label=%s, tooltip=%s, fillcolor=\"%s\"%s]\n"
                .formatted(
                    n,
                    quoted(node.label()),
                    quoted(node.detail()),
                    SeriesColors.ofPale(c),
                    node.isExit() ? ", peripheries=2" : ""));
      }
    }
    dot.append("  }\n");
  }

  /** A quoted string: a backslash would start an escape, and an ampersand an entity. */
  private static String quoted(String text) {
    return '"'
        + text.replace("\\", "\\\\")
            .replace("\"", "\\\"")
            .replace("&", "&amp;")
            .replaceAll("\\R", "\\\\n")
        + '"';
  }
}

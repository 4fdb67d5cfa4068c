package dev.espalier.io.graph;

import dev.espalier.io.svg.SeriesColors;
import dev.espalier.report.Graph;
import java.util.Optional;

/**
 * Graphs as Mermaid flowcharts, which GitHub draws in Markdown. Names stand in quoted labels alone,
 * so that none is a keyword.
 *
 * <p>Source of the language and its limits: Mermaid documentation, "Flowcharts" and configuration
 * {@code maxTextSize}, {@code maxEdges}.
 */
public final class MermaidFile {
  /** Characters that Mermaid reads with its default configuration. */
  private static final int MAX_CHARACTERS = 50_000;

  /** Edges that Mermaid draws with its default configuration. */
  private static final int MAX_EDGES = 500;

  /** More nodes make a drawing that is too tall for a browser, and for a reader. */
  private static final int MAX_NODES = 100;

  private MermaidFile() {}

  /** Whether a graph is drawn with the default configuration, and can be read. */
  public static boolean isReadable(Graph graph) {
    return graph.nodes().size() <= MAX_NODES && excess(graph).isEmpty();
  }

  /** Why Mermaid refuses a graph with its default configuration; empty if it does not. */
  public static Optional<String> excess(Graph graph) {
    int edges = graph.edges().size();
    int characters = write(graph).length();
    return edges <= MAX_EDGES && characters <= MAX_CHARACTERS
        ? Optional.empty()
        : Optional.of(
            "%d edges and %d characters, but GitHub draws at most %d and %d"
                .formatted(edges, characters, MAX_EDGES, MAX_CHARACTERS));
  }

  /** The graph as text; equal graphs give equal text. */
  public static String write(Graph graph) {
    StringBuilder text = new StringBuilder("flowchart TB\n");
    for (int c = 0; c < graph.clusters().size(); c++) {
      text.append("  subgraph c%d[%s]\n".formatted(c, quoted(graph.clusters().get(c).name())));
      for (int n = 0; n < graph.nodes().size(); n++) {
        Graph.Node node = graph.nodes().get(n);
        if (node.cluster() == c) {
          String shape = node.isExit() ? "    n%d([%s])\n" : "    n%d[%s]\n";
          text.append(shape.formatted(n, quoted(node.label())));
        }
      }
      text.append("  end\n");
      text.append(
          "  style c%d fill:%s,stroke:%s,color:#222222\n"
              .formatted(c, SeriesColors.ofPale(c), SeriesColors.ofLine(c)));
    }
    for (Graph.Edge edge : graph.edges()) {
      String arrow = edge.label().isEmpty() ? "-->" : "-->|" + quoted(edge.label()) + "|";
      text.append("  n%d %s n%d\n".formatted(edge.from(), arrow, edge.to()));
    }
    return text.append("  linkStyle default stroke:#777777\n").toString();
  }

  /** A quoted label: everything but letters, digits and plain signs is an entity. */
  private static String quoted(String label) {
    StringBuilder text = new StringBuilder("\"");
    label
        .codePoints()
        .forEach(
            c -> {
              boolean isPlain = Character.isLetterOrDigit(c) || " .,:()%/_-+'=".indexOf(c) >= 0;
              text.append(isPlain ? Character.toString(c) : "#" + c + ";");
            });
    return text.append('"').toString();
  }
}

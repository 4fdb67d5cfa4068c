package dev.espalier.io.html.graph;

import dev.espalier.io.html.graph.GraphLayout.Box;
import dev.espalier.io.html.graph.GraphLayout.Point;
import dev.espalier.report.Graph;
import dev.espalier.report.Graph.Edge;
import dev.espalier.report.Graph.Node;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Graphs as SVG elements of a page, which styles them. A graph that is too large is drawn with
 * merged nodes; one that is too large even so is not drawn.
 */
public final class GraphSvg {
  /** Nodes that are laid out at most. */
  private static final int MAX_NODES = 600;

  /**
   * Edges between clusters that are laid out at most: each gets a place in every layer that it
   * passes, so that hundreds of long ones take many seconds.
   */
  private static final int MAX_CROSSING_EDGES = 150;

  /** Width of the content of a page, pixels. */
  private static final double MAX_WIDTH = 1150;

  /** Characters of a label. */
  private static final int MAX_LABEL = 40;

  /** Classes of lanes that a page has styles for. */
  private static final int COLORS = 7;

  private static final double HEAD = 7;
  private static final double HEAD_WIDTH = 3;

  private final Graph graph;
  private final GraphLayout layout;
  private final StringBuilder svg = new StringBuilder();

  private GraphSvg(Graph graph) {
    this.graph = graph;
    layout = GraphLayout.of(graph, MAX_WIDTH);
  }

  /** The drawing; empty if there is none, for a {@link #reason reason}. */
  public static Optional<String> of(Graph graph) {
    if (graph.nodes().isEmpty()) {
      return Optional.empty();
    }
    Graph folded = GraphFold.of(graph);
    try {
      return isTooLarge(folded) ? Optional.empty() : Optional.of(new GraphSvg(folded).svg());
    } catch (NoClassDefFoundError e) {
      return Optional.empty(); // the layout's library is optional
    }
  }

  /** Why a graph is not drawn. */
  public static String reason(Graph graph) {
    return isTooLarge(GraphFold.of(graph))
        ? "The graph is not drawn, as it has more than %d nodes, or %d edges between devices, even with its layers merged; --dot FILE writes all of it."
            .formatted(MAX_NODES, MAX_CROSSING_EDGES)
        : "The graph is not drawn, as org.eclipse.elk.alg.layered is not on the class path.";
  }

  private static boolean isTooLarge(Graph folded) {
    return folded.nodes().size() > MAX_NODES
        || folded.edges().stream().filter(folded::isCrossing).count() > MAX_CROSSING_EDGES;
  }

  /** A label without its end where it is very long. */
  static String shown(String label) {
    return label.codePointCount(0, label.length()) <= MAX_LABEL
        ? label
        : label.substring(0, label.offsetByCodePoints(0, MAX_LABEL - 1)) + "\u2026";
  }

  private String svg() {
    add(
        "<svg class='graph' width='%1$s' height='%2$s' viewBox='0 0 %1$s %2$s' role='img'"
            + " aria-label='%3$s' font-size='%4$s'>",
        Math.ceil(layout.width()),
        Math.ceil(layout.height()),
        graph.title(),
        GraphLayout.TEXT_SIZE);
    for (int c = 0; c < graph.clusters().size(); c++) {
      draw(c, graph.clusters().get(c));
    }
    for (int e = 0; e < graph.edges().size(); e++) {
      draw(e, graph.edges().get(e));
    }
    for (int n = 0; n < graph.nodes().size(); n++) {
      draw(n, graph.nodes().get(n));
    }
    for (int e = 0; e < graph.edges().size(); e++) {
      label(e, graph.edges().get(e));
    }
    add("</svg>");
    return svg.toString();
  }

  private void draw(int index, Graph.Cluster cluster) {
    Box box = layout.cluster(index);
    add("<g class='cluster' data-lane='%s'><title>%s</title>", index, cluster.detail());
    rectangle(box, " class='lane%d' rx='6'".formatted(index % COLORS));
    add(
        "<text x='%s' y='%s' font-size='%s'>%s</text></g>",
        box.x() + 8,
        box.y() + GraphLayout.CLUSTER_TEXT_SIZE + 4,
        GraphLayout.CLUSTER_TEXT_SIZE,
        shown(cluster.name()));
  }

  private void draw(int index, Node node) {
    Box box = layout.node(index);
    add(
        "<g class='node%s'><title>%s</title>",
        node.isExit() ? " exit" : "", node.detail().isEmpty() ? node.name() : node.detail());
    rectangle(box, " rx='4'");
    add(
        "<text x='%s' y='%s' text-anchor='middle'>%s</text></g>",
        box.x() + box.width() / 2, box.y() + box.height() / 2 + 4, shown(node.label()));
  }

  private void rectangle(Box box, String attributes) {
    add(
        "<rect x='%s' y='%s' width='%s' height='%s'" + attributes + "/>",
        box.x(),
        box.y(),
        box.width(),
        box.height());
  }

  private void draw(int index, Edge edge) {
    List<Point> route = layout.route(index);
    add(
        "<g class='edge%s'>%s<path d='M%s'/>",
        graph.isCrossing(edge) ? " crossing" : "",
        new Markup(edge.detail().isEmpty() ? "" : "<title>" + escaped(edge.detail()) + "</title>"),
        new Markup(
            route.stream()
                .map(point -> number(point.x()) + " " + number(point.y()))
                .collect(Collectors.joining("L"))));
    head(route.get(route.size() - 2), route.get(route.size() - 1));
    add("</g>");
  }

  private void head(Point from, Point to) {
    double length = Math.hypot(to.x() - from.x(), to.y() - from.y());
    double dx = length > 0 ? (to.x() - from.x()) / length : 0;
    double dy = length > 0 ? (to.y() - from.y()) / length : 1;
    double x = to.x() - HEAD * dx;
    double y = to.y() - HEAD * dy;
    add(
        "<path class='head' d='M%s %sL%s %sL%s %sZ'/>",
        to.x(),
        to.y(),
        x - HEAD_WIDTH * dy,
        y + HEAD_WIDTH * dx,
        x + HEAD_WIDTH * dy,
        y - HEAD_WIDTH * dx);
  }

  private void label(int index, Edge edge) {
    if (!edge.label().isEmpty()) {
      Point corner = layout.label(index);
      add(
          "<g class='edge%s'><text x='%s' y='%s'>%s</text></g>",
          graph.isCrossing(edge) ? "" : " within",
          corner.x() + 2,
          corner.y() + GraphLayout.TEXT_SIZE,
          shown(edge.label()));
    }
  }

  /** Text that is markup already. */
  private record Markup(String text) {}

  private void add(String markup, Object... values) {
    Object[] written = new Object[values.length];
    for (int i = 0; i < values.length; i++) {
      written[i] =
          values[i] instanceof Number number
              ? number(number.doubleValue())
              : values[i] instanceof Markup part ? part.text() : escaped(values[i].toString());
    }
    svg.append(markup.formatted(written)).append('\n');
  }

  private static String number(double value) {
    String text = String.format(Locale.ROOT, "%.1f", value);
    return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("'", "&#39;");
  }
}

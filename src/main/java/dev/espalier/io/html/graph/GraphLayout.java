package dev.espalier.io.html.graph;

import dev.espalier.io.svg.TextWidth;
import dev.espalier.report.Graph;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.elk.alg.layered.options.LayeredMetaDataProvider;
import org.eclipse.elk.core.RecursiveGraphLayoutEngine;
import org.eclipse.elk.core.data.LayoutMetaDataService;
import org.eclipse.elk.core.math.ElkPadding;
import org.eclipse.elk.core.options.CoreOptions;
import org.eclipse.elk.core.options.Direction;
import org.eclipse.elk.core.options.EdgeLabelPlacement;
import org.eclipse.elk.core.options.EdgeRouting;
import org.eclipse.elk.core.options.HierarchyHandling;
import org.eclipse.elk.core.util.BasicProgressMonitor;
import org.eclipse.elk.graph.ElkEdge;
import org.eclipse.elk.graph.ElkEdgeSection;
import org.eclipse.elk.graph.ElkLabel;
import org.eclipse.elk.graph.ElkNode;
import org.eclipse.elk.graph.util.ElkGraphUtil;

/**
 * Places of nodes and edges by the layered algorithm of the Eclipse Layout Kernel (after K.
 * Sugiyama et al., "Methods for visual understanding of hierarchical system structures", 1981):
 * edges lead in one direction, at right angles, and each cluster is a box around its nodes. Equal
 * graphs give equal places.
 */
final class GraphLayout {
  // Lengths are pixels.
  static final int TEXT_SIZE = 11;
  static final int CLUSTER_TEXT_SIZE = 12;
  private static final int NODE_HEIGHT = 24;
  private static final int NODE_PADDING = 8;
  private static final int MIN_NODE_WIDTH = 40;
  private static final int CLUSTER_PADDING = 14;
  private static final int LABEL_GAP = 4;

  private static final String ALGORITHM = "org.eclipse.elk.layered";
  private static final int SEED = 1;

  private final ElkNode root = ElkGraphUtil.createGraph();
  private final List<ElkNode> clusters = new ArrayList<>();
  private final List<ElkNode> nodes = new ArrayList<>();
  private final List<ElkEdge> edges = new ArrayList<>();

  private GraphLayout(Graph graph, Direction direction) {
    root.setProperty(CoreOptions.ALGORITHM, ALGORITHM);
    root.setProperty(CoreOptions.DIRECTION, direction);
    root.setProperty(CoreOptions.EDGE_ROUTING, EdgeRouting.ORTHOGONAL);
    root.setProperty(CoreOptions.HIERARCHY_HANDLING, HierarchyHandling.INCLUDE_CHILDREN);
    root.setProperty(CoreOptions.RANDOM_SEED, SEED);
    root.setProperty(CoreOptions.PADDING, new ElkPadding(2));
    graph.clusters().forEach(this::add);
    graph.nodes().forEach(this::add);
    graph.edges().forEach(this::add);
  }

  /**
   * Lays out a graph from left to right where it fits, and else from top to bottom.
   *
   * @param maxWidth width that fits, pixels
   */
  static GraphLayout of(Graph graph, double maxWidth) {
    LayoutMetaDataService.getInstance()
        .registerLayoutMetaDataProviders(new LayeredMetaDataProvider());
    GraphLayout right = new GraphLayout(graph, Direction.RIGHT).laidOut();
    return right.width() <= maxWidth ? right : new GraphLayout(graph, Direction.DOWN).laidOut();
  }

  private void add(Graph.Cluster cluster) {
    ElkNode node = ElkGraphUtil.createNode(root);
    node.setProperty(
        CoreOptions.PADDING,
        new ElkPadding(
            CLUSTER_PADDING + CLUSTER_TEXT_SIZE,
            CLUSTER_PADDING,
            CLUSTER_PADDING,
            CLUSTER_PADDING));
    clusters.add(node);
  }

  private void add(Graph.Node node) {
    ElkNode box = ElkGraphUtil.createNode(clusters.get(node.cluster()));
    double text = TextWidth.of(GraphSvg.shown(node.label()), TEXT_SIZE);
    box.setDimensions(Math.max(MIN_NODE_WIDTH, text + 2 * NODE_PADDING), NODE_HEIGHT);
    nodes.add(box);
  }

  private void add(Graph.Edge edge) {
    ElkEdge line = ElkGraphUtil.createSimpleEdge(nodes.get(edge.from()), nodes.get(edge.to()));
    if (!edge.label().isEmpty()) {
      ElkLabel label = ElkGraphUtil.createLabel(edge.label(), line);
      label.setDimensions(
          TextWidth.of(GraphSvg.shown(edge.label()), TEXT_SIZE) + LABEL_GAP, TEXT_SIZE + LABEL_GAP);
      label.setProperty(CoreOptions.EDGE_LABELS_PLACEMENT, EdgeLabelPlacement.CENTER);
    }
    edges.add(line);
  }

  private GraphLayout laidOut() {
    new RecursiveGraphLayoutEngine().layout(root, new BasicProgressMonitor());
    return this;
  }

  double width() {
    return root.getWidth();
  }

  double height() {
    return root.getHeight();
  }

  /** The place of a cluster. */
  Box cluster(int index) {
    return Box.of(clusters.get(index));
  }

  /** The place of a node. */
  Box node(int index) {
    return Box.of(nodes.get(index));
  }

  /** The corners of an edge from its start to its end. */
  List<Point> route(int edge) {
    ElkEdge line = edges.get(edge);
    ElkNode frame = line.getContainingNode();
    List<Point> corners = new ArrayList<>();
    for (ElkEdgeSection section : line.getSections()) {
      corners.add(Point.in(frame, section.getStartX(), section.getStartY()));
      section
          .getBendPoints()
          .forEach(bend -> corners.add(Point.in(frame, bend.getX(), bend.getY())));
      corners.add(Point.in(frame, section.getEndX(), section.getEndY()));
    }
    return corners;
  }

  /** The top left corner of an edge's label; the edge must have one. */
  Point label(int edge) {
    ElkLabel label = edges.get(edge).getLabels().get(0);
    return Point.in(edges.get(edge).getContainingNode(), label.getX(), label.getY());
  }

  /** A place, pixels. */
  record Point(double x, double y) {

    private static Point in(ElkNode frame, double x, double y) {
      double left = x;
      double top = y;
      for (ElkNode node = frame; node != null; node = node.getParent()) {
        left += node.getX();
        top += node.getY();
      }
      return new Point(left, top);
    }
  }

  /** A rectangle, pixels. */
  record Box(double x, double y, double width, double height) {

    private static Box of(ElkNode node) {
      Point corner = Point.in(node, 0, 0);
      return new Box(corner.x(), corner.y(), node.getWidth(), node.getHeight());
    }
  }
}

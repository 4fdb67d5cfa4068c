package dev.espalier.report;

import dev.espalier.error.InvalidFieldException;
import java.util.List;

/**
 * A directed graph whose nodes are grouped in clusters, such as the layers of a network by the
 * device that runs them.
 *
 * @param title the headline
 * @param clusters the clusters, in order
 * @param nodes the nodes, in an order in which every edge leads forward
 * @param edges the edges
 */
public record Graph(String title, List<Cluster> clusters, List<Node> nodes, List<Edge> edges)
    implements Block {

  /**
   * A group of nodes.
   *
   * @param name its name
   * @param detail what it is, in full
   */
  public record Cluster(String name, String detail) {}

  /**
   * A node.
   *
   * @param name its name
   * @param label what stands in it
   * @param detail what it is, in full
   * @param cluster index of its cluster
   * @param isExit whether samples may leave here
   */
  public record Node(String name, String label, String detail, int cluster, boolean isExit) {}

  /**
   * An edge.
   *
   * @param from index of the node it leads from
   * @param to index of the node it leads to
   * @param label what stands beside it; empty for nothing
   * @param detail what it is, in full
   */
  public record Edge(int from, int to, String label, String detail) {}

  /**
   * @throws IllegalArgumentException if a node is in no cluster or an edge does not lead forward
   */
  public Graph {
    clusters = List.copyOf(clusters);
    nodes = List.copyOf(nodes);
    edges = List.copyOf(edges);
    for (Node node : nodes) {
      if (node.cluster() < 0 || node.cluster() >= clusters.size()) {
        throw new InvalidFieldException(
            "nodes",
            "graph: node \"%s\" must be in a cluster from 0 to %d but is in %d"
                .formatted(node.name(), clusters.size() - 1, node.cluster()));
      }
    }
    for (Edge edge : edges) {
      if (edge.from() < 0 || edge.to() <= edge.from() || edge.to() >= nodes.size()) {
        throw new InvalidFieldException(
            "edges",
            "graph: an edge must lead forward among %d nodes but leads from %d to %d"
                .formatted(nodes.size(), edge.from(), edge.to()));
      }
    }
  }

  /** Whether an edge leads from one cluster to another. */
  public boolean isCrossing(Edge edge) {
    return nodes.get(edge.from()).cluster() != nodes.get(edge.to()).cluster();
  }
}

package dev.espalier.io.html.graph;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espalier.report.Graph;
import dev.espalier.report.Graph.Cluster;
import dev.espalier.report.Graph.Edge;
import dev.espalier.report.Graph.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class GraphSvgTest {

  /** A chain with a skip over every fourth node, in clusters of equal size. */
  private static Graph graph(int nodes, int clusters, boolean skips) {
    List<Edge> edges = new ArrayList<>();
    for (int i = 1; i < nodes; i++) {
      edges.add(new Edge(i - 1, i, "", "tensor " + i));
      if (skips && i % 4 == 3) {
        edges.add(new Edge(i - 3, i, "", "skip"));
      }
    }
    return new Graph(
        "net",
        IntStream.range(0, clusters).mapToObj(c -> new Cluster("device" + c, "")).toList(),
        IntStream.range(0, nodes)
            .mapToObj(i -> new Node("n" + i, "n" + i, "", i * clusters / nodes, i == nodes - 1))
            .toList(),
        edges);
  }

  @Test
  void smallGraphKeepsItsNodes() {
    Graph graph = graph(10, 2, true);
    assertThat(GraphFold.of(graph)).isSameAs(graph);
    String svg = GraphSvg.of(graph).orElseThrow();
    assertThat(svg.split("class='node", -1)).hasSize(11);
    assertThat(svg.split("class='cluster", -1)).hasSize(3);
    assertThat(svg).contains("class='edge crossing'", "class='node exit'");
  }

  @Test
  void chainsAreMergedAndClustersStayApart() {
    Graph folded = GraphFold.of(graph(90, 3, false));
    assertThat(folded.nodes())
        .extracting(Node::name)
        .containsExactly("n0..n29", "n30..n59", "n60..n89");
    assertThat(folded.nodes().get(0).label()).isEqualTo("n0..n29 (30 layers)");
    assertThat(folded.edges()).extracting(Edge::detail).containsExactly("tensor 30", "tensor 60");
  }

  @Test
  void stretchesAreMergedWhereChainsWouldBeTooMany() {
    assertThat(GraphFold.of(graph(400, 10, true)).nodes()).hasSize(10);
  }

  @Test
  void exitEndsItsNode() {
    Graph whole = graph(60, 1, false);
    List<Node> nodes = new ArrayList<>(whole.nodes());
    nodes.set(20, new Node("n20", "n20", "", 0, true));
    Graph folded = GraphFold.of(new Graph("net", whole.clusters(), nodes, whole.edges()));
    assertThat(folded.nodes()).extracting(Node::name).containsExactly("n0..n20", "n21..n59");
    assertThat(folded.nodes()).extracting(Node::isExit).containsExactly(true, true);
  }

  @Test
  void equalGraphsGiveEqualDrawings() {
    assertThat(GraphSvg.of(graph(20, 4, true))).isEqualTo(GraphSvg.of(graph(20, 4, true)));
  }

  @Test
  void graphThatIsTooLargeIsNotDrawnAndSaysSo() {
    Graph graph = graph(1400, 700, true);
    assertThat(GraphSvg.of(graph)).isEmpty();
    assertThat(GraphSvg.reason(graph)).contains("--dot FILE");
  }
}

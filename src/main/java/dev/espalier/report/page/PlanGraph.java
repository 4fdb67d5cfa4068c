package dev.espalier.report.page;

import dev.espalier.cost.ComputeTime;
import dev.espalier.model.Layer;
import dev.espalier.model.Linearization;
import dev.espalier.plan.Plan;
import dev.espalier.plan.Slice;
import dev.espalier.report.Graph;
import dev.espalier.report.Graph.Cluster;
import dev.espalier.report.Graph.Edge;
import dev.espalier.report.Graph.Node;
import dev.espalier.report.Numbers;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Turns a plan into the graph of its network: a cluster for each slice. */
final class PlanGraph {
  private final Plan plan;
  private final Linearization net;

  private PlanGraph(Plan plan) {
    this.plan = plan;
    net = plan.problem().linearization();
  }

  static Graph of(Plan plan) {
    return new PlanGraph(plan).graph();
  }

  private Graph graph() {
    List<Cluster> clusters = new ArrayList<>();
    List<Node> nodes = new ArrayList<>();
    Set<Integer> exits = new HashSet<>();
    for (int e = 0; e < net.net().exits().size(); e++) {
      exits.add(net.exitPosition(e));
    }
    for (Slice slice : plan.slices()) {
      clusters.add(
          new Cluster(
              slice.device(), Numbers.count(slice.length(), "layer") + " on " + slice.device()));
      for (int i = slice.from(); i < slice.to(); i++) {
        nodes.add(node(i, slice.device(), clusters.size() - 1, exits.contains(i)));
      }
    }
    return new Graph("%s: layers on devices".formatted(net.net().name()), clusters, nodes, edges());
  }

  private Node node(int position, String device, int cluster, boolean isExit) {
    Layer layer = net.layer(position);
    int index = plan.problem().catalog().indexOf(device);
    double ms =
        ComputeTime.ms(plan.problem(), plan.problem().catalog().devices().get(index), position);
    return new Node(
        layer.name(),
        layer.name(),
        "%s (%s), position %d: %s on %s"
            .formatted(layer.name(), layer.op(), position, Numbers.ms(ms), device),
        cluster,
        isExit);
  }

  private List<Edge> edges() {
    List<Edge> edges = new ArrayList<>();
    for (int i = 0; i < net.length(); i++) {
      for (String input : net.layer(i).inputs()) {
        int to = i;
        net.positionOf(input).ifPresent(from -> edges.add(edge(from, to)));
      }
    }
    return edges;
  }

  private Edge edge(int from, int to) {
    String bytes = Numbers.bytes(net.layer(from).outputBytes());
    return new Edge(
        from,
        to,
        isCut(from, to) ? bytes : "",
        "%s -> %s: %s".formatted(net.layer(from).name(), net.layer(to).name(), bytes));
  }

  private boolean isCut(int from, int to) {
    return plan.slices().stream().anyMatch(slice -> from < slice.from() && slice.from() <= to);
  }
}

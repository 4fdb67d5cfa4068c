package dev.espalier.model;

import dev.espalier.internal.InvalidFieldException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jgrapht.Graph;
import org.jgrapht.alg.connectivity.KosarajuStrongConnectivityInspector;
import org.jgrapht.graph.AsSubgraph;
import org.jgrapht.graph.DefaultDirectedGraph;
import org.jgrapht.graph.DefaultEdge;
import org.jgrapht.traverse.TopologicalOrderIterator;

/**
 * Lays the graph of a network flat: the trunk in topological order, ties broken by file order, and
 * each branch right behind the last trunk layer that it depends on. A branch is a part of its own
 * even where it hangs on an earlier branch; it then lies behind that one.
 */
final class Linearizer {
  /** Where a branch goes that reads the model input alone: in front of the trunk. */
  private static final int BEFORE_TRUNK = -1;

  private final BranchyNet net;
  private final Map<String, Integer> fileIndex = new HashMap<>();
  private final Graph<Integer, DefaultEdge> graph = new DefaultDirectedGraph<>(DefaultEdge.class);

  Linearizer(BranchyNet net) {
    this.net = net;
    for (int i = 0; i < net.layers().size(); i++) {
      fileIndex.put(net.layers().get(i).name(), i);
      graph.addVertex(i);
    }
    for (int i = 0; i < net.layers().size(); i++) {
      addInputs(i);
    }
    checkAcyclic();
  }

  private void addInputs(int reader) {
    for (String input : net.layers().get(reader).inputs()) {
      Integer producer = fileIndex.get(input);
      if (producer != null) { // else it is the model input
        graph.addEdge(producer, reader);
      }
    }
  }

  /** An input that depends on its reader lies on a cycle: both are strongly connected. */
  private void checkAcyclic() {
    Map<Integer, Set<Integer>> component = new HashMap<>();
    new KosarajuStrongConnectivityInspector<>(graph)
        .stronglyConnectedSets()
        .forEach(set -> set.forEach(layer -> component.put(layer, set)));
    for (int reader = 0; reader < net.layers().size(); reader++) {
      Layer layer = net.layers().get(reader);
      for (int j = 0; j < layer.inputs().size(); j++) {
        Integer producer = fileIndex.get(layer.inputs().get(j));
        if (producer != null && component.get(producer) == component.get(reader)) {
          throw new InvalidFieldException(
              "layers/" + reader + "/inputs/" + j,
              "layer \"%s\": input \"%s\" closes a cycle, because it depends on \"%s\" itself"
                  .formatted(layer.name(), layer.inputs().get(j), layer.name()));
        }
      }
    }
  }

  /**
   * The laid out network.
   *
   * @param layers all layers in linearized order
   * @param trunk names of the trunk's layers, in order
   * @param forks names of the trunk layers at which samples may leave the trunk, in order
   */
  record Layout(List<Layer> layers, Set<String> trunk, Set<String> forks) {}

  /** Lays out all layers. */
  Layout layout() {
    int finalLayer = fileIndex.get(net.finalExit().layer());
    List<Integer> trunk = inOrder(partEndingIn(finalLayer, Set.of()));
    // Where a layer is anchored: a trunk layer at itself, a branch layer where its branch is laid
    // in.
    Map<Integer, Integer> anchor = new HashMap<>();
    for (int i = 0; i < trunk.size(); i++) {
      anchor.put(trunk.get(i), i);
    }
    Map<Integer, List<Integer>> laidInBehind = new TreeMap<>();
    SortedSet<Integer> forks = new TreeSet<>();
    for (int e = 0; e < net.exits().size() - 1; e++) {
      int exitLayer = fileIndex.get(net.exits().get(e).layer());
      Set<Integer> part = partEndingIn(exitLayer, anchor.keySet());
      int fork = fork(e, part, anchor, trunk.size() - 1);
      if (fork != BEFORE_TRUNK) {
        forks.add(fork);
      }
      part.forEach(layer -> anchor.put(layer, fork));
      laidInBehind.computeIfAbsent(fork, any -> new ArrayList<>()).addAll(inOrder(part));
    }
    checkEveryLayerLeadsToAnExit(anchor.keySet());

    List<Integer> order = new ArrayList<>(laidInBehind.getOrDefault(BEFORE_TRUNK, List.of()));
    for (int i = 0; i < trunk.size(); i++) {
      order.add(trunk.get(i));
      order.addAll(laidInBehind.getOrDefault(i, List.of()));
    }
    return new Layout(
        order.stream().map(net.layers()::get).toList(),
        names(trunk.stream()),
        names(forks.stream().map(trunk::get)));
  }

  /**
   * Where the branch of an exit is laid in: a trunk layer by its place in the trunk.
   *
   * @param part the branch; empty for an exit within what is laid out already
   */
  private int fork(int exit, Set<Integer> part, Map<Integer, Integer> anchor, int lastOfTrunk) {
    String exitLayer = net.exits().get(exit).layer();
    int fork = part.isEmpty() ? anchor.get(fileIndex.get(exitLayer)) : lastAnchor(part, anchor);
    if (fork == lastOfTrunk) {
      throw new InvalidFieldException(
          "exits/" + exit + "/layer",
          "exit \"%s\": its branch depends on \"%s\", the layer of the final exit"
              .formatted(net.exits().get(exit).name(), net.finalExit().layer()));
    }
    return fork;
  }

  private Set<String> names(Stream<Integer> layers) {
    return layers
        .map(layer -> net.layers().get(layer).name())
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  /** A layer and all that it depends on, up to the layers that are laid out already. */
  private Set<Integer> partEndingIn(int last, Set<Integer> laidOut) {
    Set<Integer> part = new HashSet<>();
    Deque<Integer> open = new ArrayDeque<>(List.of(last));
    while (!open.isEmpty()) {
      int layer = open.pop();
      if (!laidOut.contains(layer) && part.add(layer)) {
        graph.incomingEdgesOf(layer).forEach(edge -> open.push(graph.getEdgeSource(edge)));
      }
    }
    return part;
  }

  private List<Integer> inOrder(Set<Integer> part) {
    List<Integer> order = new ArrayList<>();
    new TopologicalOrderIterator<>(new AsSubgraph<>(graph, part), Comparator.naturalOrder())
        .forEachRemaining(order::add);
    return order;
  }

  private int lastAnchor(Collection<Integer> part, Map<Integer, Integer> anchor) {
    return part.stream()
        .flatMap(layer -> graph.incomingEdgesOf(layer).stream())
        .map(graph::getEdgeSource)
        .filter(producer -> !part.contains(producer))
        .mapToInt(anchor::get)
        .max()
        .orElse(BEFORE_TRUNK);
  }

  private void checkEveryLayerLeadsToAnExit(Set<Integer> laidOut) {
    for (int i = 0; i < net.layers().size(); i++) {
      if (!laidOut.contains(i)) {
        throw new InvalidFieldException(
            "layers/" + i + "/name",
            "layer \"%s\" leads to no exit; remove it or list an exit behind it"
                .formatted(net.layers().get(i).name()));
      }
    }
  }
}

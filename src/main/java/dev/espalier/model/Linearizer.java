package dev.espalier.model;

import dev.espalier.error.InvalidFieldException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Linearizes a network: the trunk in topological order, ties broken by file order, and each branch
 * directly after the last trunk layer that it depends on. A branch is a section of its own even
 * where it depends on an earlier branch; it then follows that one. Takes O(edges + layers log
 * layers).
 */
final class Linearizer {
  /** Anchor of a branch that reads the model input alone: before the trunk. */
  private static final int BEFORE_TRUNK = -1;

  /** The section of a layer that is in none yet. */
  private static final int NO_PART = -1;

  /** The section of the trunk; that of a branch is one more than the index of its exit. */
  private static final int TRUNK = 0;

  private final BranchyNet net;
  private final LayerGraph graph;

  /** The section that each layer belongs to. */
  private final int[] parts;

  /**
   * Where each layer is anchored, by place in the trunk: a trunk layer at itself, a branch layer
   * where its branch is inserted.
   */
  private final int[] anchors;

  /** Number of producers of each layer, within its own section, that are not in order yet. */
  private final int[] missing;

  Linearizer(BranchyNet net) {
    this.net = net;
    graph = new LayerGraph(net);
    parts = new int[graph.size()];
    Arrays.fill(parts, NO_PART);
    anchors = new int[graph.size()];
    missing = new int[graph.size()];
  }

  /**
   * The linearized network.
   *
   * @param layers all layers in linearized order
   * @param branches the section of each layer in that order: 0 for the trunk, else one more than
   *     the index of its exit
   * @param forks names of the trunk layers at which samples may leave the trunk, in order
   */
  record Layout(List<Layer> layers, List<Integer> branches, Set<String> forks) {}

  /** Linearizes all layers. */
  Layout layout() {
    List<Integer> trunk = part(TRUNK, graph.indexOf(net.finalExit().layer()));
    for (int i = 0; i < trunk.size(); i++) {
      anchors[trunk.get(i)] = i;
    }
    Map<Integer, List<Integer>> laidInBehind = new TreeMap<>();
    SortedSet<Integer> forks = new TreeSet<>();
    for (int e = 0; e < net.exits().size() - 1; e++) {
      int exitLayer = graph.indexOf(net.exits().get(e).layer());
      List<Integer> branch = part(e + 1, exitLayer);
      int fork = branch.isEmpty() ? anchors[exitLayer] : lastAnchor(branch);
      checkBeforeEnd(e, fork, trunk.size() - 1);
      if (fork != BEFORE_TRUNK) {
        forks.add(fork);
      }
      branch.forEach(layer -> anchors[layer] = fork);
      laidInBehind.computeIfAbsent(fork, any -> new ArrayList<>()).addAll(branch);
    }
    checkEveryLayerLeadsToAnExit();

    List<Integer> order = new ArrayList<>(laidInBehind.getOrDefault(BEFORE_TRUNK, List.of()));
    for (int i = 0; i < trunk.size(); i++) {
      order.add(trunk.get(i));
      order.addAll(laidInBehind.getOrDefault(i, List.of()));
    }
    return new Layout(
        order.stream().map(net.layers()::get).toList(),
        order.stream().map(layer -> parts[layer]).toList(),
        names(forks.stream().map(trunk::get)));
  }

  private Set<String> names(Stream<Integer> layers) {
    return layers
        .map(layer -> net.layers().get(layer).name())
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  /**
   * A layer and all layers that it depends on, except those of earlier sections, in topological
   * order; empty if the layer itself belongs to an earlier section.
   */
  private List<Integer> part(int part, int last) {
    List<Integer> members = new ArrayList<>();
    Deque<Integer> open = new ArrayDeque<>();
    join(last, part, open);
    while (!open.isEmpty()) {
      int layer = open.pop();
      members.add(layer);
      for (int producer : graph.producers(layer)) {
        if (producer != LayerGraph.MODEL_INPUT) {
          join(producer, part, open);
        }
      }
    }
    return inOrder(members, part);
  }

  private void join(int layer, int part, Deque<Integer> open) {
    if (parts[layer] == NO_PART) {
      parts[layer] = part;
      open.push(layer);
    }
  }

  private List<Integer> inOrder(List<Integer> members, int part) {
    PriorityQueue<Integer> ready = new PriorityQueue<>();
    for (int layer : members) {
      for (int producer : graph.producers(layer)) {
        missing[layer] += isOf(producer, part) ? 1 : 0;
      }
      if (missing[layer] == 0) {
        ready.add(layer);
      }
    }
    List<Integer> order = new ArrayList<>(members.size());
    while (!ready.isEmpty()) {
      int layer = ready.poll();
      order.add(layer);
      for (int reader : graph.readers(layer)) {
        if (isOf(reader, part) && --missing[reader] == 0) {
          ready.add(reader);
        }
      }
    }
    return order;
  }

  private boolean isOf(int layer, int part) {
    return layer != LayerGraph.MODEL_INPUT && parts[layer] == part;
  }

  /** Where a branch is inserted: at the last of the anchors of the layers that it reads. */
  private int lastAnchor(List<Integer> branch) {
    int last = BEFORE_TRUNK;
    int part = parts[branch.get(0)];
    for (int layer : branch) {
      for (int producer : graph.producers(layer)) {
        if (producer != LayerGraph.MODEL_INPUT && parts[producer] != part) {
          last = Math.max(last, anchors[producer]);
        }
      }
    }
    return last;
  }

  private void checkBeforeEnd(int exit, int fork, int lastOfTrunk) {
    if (fork == lastOfTrunk) {
      throw new InvalidFieldException(
          "exits/" + exit + "/layer",
          "exit \"%s\": its branch depends on \"%s\", the layer of the final exit"
              .formatted(net.exits().get(exit).name(), net.finalExit().layer()));
    }
  }

  private void checkEveryLayerLeadsToAnExit() {
    for (int i = 0; i < parts.length; i++) {
      if (parts[i] == NO_PART) {
        throw new InvalidFieldException(
            "layers/" + i + "/name",
            "layer \"%s\" leads to no exit; remove it or list an exit after it"
                .formatted(net.layers().get(i).name()));
      }
    }
  }
}

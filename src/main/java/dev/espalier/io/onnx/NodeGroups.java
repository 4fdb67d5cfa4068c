package dev.espalier.io.onnx;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * Which nodes form one layer. A group is called by its main node, which names the layer and has its
 * place in the order of the file.
 */
final class NodeGroups {
  /** The group of a node that is part of no layer. */
  static final int NONE = -1;

  private final int[] mains;

  private NodeGroups(int[] mains) {
    this.mains = mains;
  }

  /**
   * A layer for each node that computes, with the computations on shapes that belong to it.
   *
   * <p>A computation on shapes belongs to the layer that produces the tensor whose shape it reads,
   * so that a cut behind it sends a few extents instead of that tensor; on the shapes of model
   * inputs, to the layer that reads the result, if it is a single one.
   */
  static NodeGroups of(OnnxGraph graph, NodeKinds kinds) {
    int[] mains = new int[graph.size()];
    int[] rank = new int[graph.size()];
    for (int i = 0; i < rank.length; i++) {
      int node = graph.order()[i];
      rank[node] = i;
      mains[node] = kinds.computes(node) ? node : NONE;
      if (mains[node] != NONE && kinds.isOfShapes(node)) {
        mains[node] = lastProducer(graph, mains, rank, node);
      }
    }
    NodeGroups groups = new NodeGroups(mains);
    Map<Integer, List<Integer>> members = groups.members();
    for (int i = rank.length - 1; i >= 0; i--) {
      int node = graph.order()[i];
      if (mains[node] == node && kinds.isOfShapes(node)) {
        mains[node] = groups.onlyReader(graph, node, members.get(node));
      }
    }
    return new NodeGroups(IntStream.range(0, mains.length).map(groups::main).toArray());
  }

  private static int lastProducer(OnnxGraph graph, int[] mains, int[] rank, int node) {
    int last = node;
    for (String read : graph.reads(node)) {
      int producer = graph.producer(read);
      if (producer != OnnxGraph.NO_NODE && mains[producer] != NONE) {
        int main = mains[producer];
        last = last == node || rank[main] > rank[last] ? main : last;
      }
    }
    return last;
  }

  /** The only other group that reads from a group; the group itself if there are several. */
  private int onlyReader(OnnxGraph graph, int group, List<Integer> members) {
    int only = group;
    for (int node : members) {
      for (int reader : graph.readers(node)) {
        int other = main(reader);
        if (other != NONE && other != group && other != only) {
          if (only != group) {
            return group;
          }
          only = other;
        }
      }
    }
    return only;
  }

  /** The group of a node while groups join others. */
  private int main(int node) {
    int main = mains[node];
    while (main != NONE && mains[main] != main) {
      main = mains[main];
    }
    return main;
  }

  /** The group of a node, or {@link #NONE}. */
  int of(int node) {
    return mains[node];
  }

  /** Nodes of each group, ascending, by main node. */
  Map<Integer, List<Integer>> members() {
    Map<Integer, List<Integer>> members = new TreeMap<>();
    for (int node = 0; node < mains.length; node++) {
      if (mains[node] != NONE) {
        members.computeIfAbsent(mains[node], any -> new ArrayList<>()).add(node);
      }
    }
    return members;
  }

  /** These groups, some of them united: those with the same new main node. */
  NodeGroups united(Map<Integer, Integer> newMains) {
    return new NodeGroups(
        Arrays.stream(mains).map(main -> newMains.getOrDefault(main, main)).toArray());
  }
}

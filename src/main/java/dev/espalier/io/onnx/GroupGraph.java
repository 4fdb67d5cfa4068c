package dev.espalier.io.onnx;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The edges between groups of nodes. */
final class GroupGraph {
  private final Map<Integer, Set<Integer>> readers = new HashMap<>();
  private final Map<Integer, Set<Integer>> producers = new HashMap<>();

  GroupGraph(OnnxGraph graph, NodeGroups groups) {
    for (int node = 0; node < graph.size(); node++) {
      int from = groups.of(node);
      for (int reader : graph.readers(node)) {
        int to = groups.of(reader);
        if (from != NodeGroups.NONE && to != NodeGroups.NONE && from != to) {
          readers.computeIfAbsent(from, any -> new HashSet<>()).add(to);
          producers.computeIfAbsent(to, any -> new HashSet<>()).add(from);
        }
      }
    }
  }

  /** The groups that read from a group. */
  Set<Integer> readers(int group) {
    return readers.getOrDefault(group, Set.of());
  }

  /** The groups that a group reads from. */
  Set<Integer> producers(int group) {
    return producers.getOrDefault(group, Set.of());
  }

  /** All groups that depend on any of these. */
  Set<Integer> behind(Collection<Integer> groups) {
    return reached(groups, readers);
  }

  /** All groups that any of these depends on. */
  Set<Integer> before(Collection<Integer> groups) {
    return reached(groups, producers);
  }

  private static Set<Integer> reached(
      Collection<Integer> starts, Map<Integer, Set<Integer>> edges) {
    Set<Integer> found = new HashSet<>();
    Deque<Integer> open = new ArrayDeque<>(List.copyOf(starts));
    while (!open.isEmpty()) {
      for (int next : edges.getOrDefault(open.pop(), Set.of())) {
        if (found.add(next)) {
          open.push(next);
        }
      }
    }
    return found;
  }
}

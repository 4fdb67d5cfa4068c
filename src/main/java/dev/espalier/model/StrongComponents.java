package dev.espalier.model;

import java.util.Arrays;

/**
 * The strongly connected components of a graph: Tarjan (1972), Depth-first search and linear graph
 * algorithms, without recursion, which a deep network would overflow. O(nodes + edges).
 */
final class StrongComponents {
  private final int[][] successors;
  private final int[] component;

  /** When each node was first met, from 1; 0 before. */
  private final int[] met;

  /** The earliest node met that each can lead back to. */
  private final int[] earliest;

  /** Number of successors of each node visited. */
  private final int[] seen;

  /** The nodes met that belong to no component yet. */
  private final int[] open;

  private int openCount;
  private int metCount;

  /**
   * @param successors of each node; negative ones are none
   */
  StrongComponents(int[][] successors) {
    this.successors = successors;
    int nodes = successors.length;
    component = new int[nodes];
    met = new int[nodes];
    earliest = new int[nodes];
    seen = new int[nodes];
    open = new int[nodes];
  }

  /** The component of each node, by one of its nodes. */
  int[] components() {
    Arrays.fill(component, -1);
    int[] path = new int[successors.length];
    for (int root = 0; root < successors.length; root++) {
      if (met[root] == 0) {
        search(root, path);
      }
    }
    return component;
  }

  private void search(int root, int[] path) {
    int depth = 0;
    path[0] = meet(root);
    while (depth >= 0) {
      int node = path[depth];
      int next = unmetSuccessor(node);
      if (next >= 0) {
        path[++depth] = meet(next);
        continue;
      }
      if (earliest[node] == met[node]) {
        close(node);
      }
      depth--;
      if (depth >= 0) {
        earliest[path[depth]] = Math.min(earliest[path[depth]], earliest[node]);
      }
    }
  }

  private int meet(int node) {
    met[node] = ++metCount;
    earliest[node] = metCount;
    open[openCount++] = node;
    return node;
  }

  /** The next successor that was not met before; -1 if there is none. */
  private int unmetSuccessor(int node) {
    while (seen[node] < successors[node].length) {
      int next = successors[node][seen[node]++];
      if (next >= 0 && met[next] == 0) {
        return next;
      }
      if (next >= 0 && component[next] < 0) {
        earliest[node] = Math.min(earliest[node], met[next]);
      }
    }
    return -1;
  }

  private void close(int node) {
    int last;
    do {
      last = open[--openCount];
      component[last] = node;
    } while (last != node);
  }
}

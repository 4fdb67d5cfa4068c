package dev.espalier.io.onnx;

import ai.onnx.proto.OnnxMl.NodeProto;
import dev.espalier.internal.Checks;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Names of layers: the name of the node if it is unique and can be printed, else that of its first
 * output. They depend on the file alone.
 */
final class LayerNames {
  private static final int MAX_LENGTH = 200;

  private final OnnxGraph graph;
  private final Map<String, Integer> nodes = new HashMap<>();
  private final Set<String> taken = new HashSet<>();
  private final Map<Integer, String> names = new HashMap<>();

  LayerNames(OnnxGraph graph) {
    this.graph = graph;
    for (int node = 0; node < graph.size(); node++) {
      nodes.merge(graph.node(node).getName(), 1, Integer::sum);
    }
  }

  /** The name of the layer of a node. */
  String of(int node) {
    return names.computeIfAbsent(node, this::name);
  }

  private String name(int node) {
    NodeProto proto = graph.node(node);
    String name = proto.getName();
    if (nodes.get(name) > 1 || !isName(name)) {
      name = proto.getOutputCount() == 0 ? "" : proto.getOutput(0);
    }
    if (nodes.containsKey(name) && !name.equals(proto.getName()) || !isName(name)) {
      name = "node " + node;
    }
    while (!taken.add(name)) {
      name += "'";
    }
    return name;
  }

  /** The name of a layer of several nodes: the first and the last of them. */
  String of(List<Integer> mains) {
    String first = of(mains.get(0));
    String all = first + ".." + of(mains.get(mains.size() - 1));
    if (mains.size() == 1) {
      return first;
    }
    return isName(all) && !nodes.containsKey(all) && taken.add(all) ? all : first;
  }

  private static boolean isName(String name) {
    if (name.isBlank() || name.length() > MAX_LENGTH) {
      return false;
    }
    try {
      Checks.name("layer", "name", name);
      return true;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}

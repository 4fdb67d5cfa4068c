package dev.espalier.io.onnx.probe;

import ai.onnx.proto.OnnxMl.NodeProto;
import dev.espalier.io.onnx.OnnxNetwork;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The names by which the profiler of ONNX Runtime refers to the nodes of a file: their own, or
 * operator and number where they have none. Constants are no nodes to the runtime and have no
 * number.
 */
public final class TraceNames {
  private final OnnxNetwork network;
  private final List<String> names = new ArrayList<>();
  private final Map<String, Integer> uses = new HashMap<>();

  /** The names of the nodes of a network. */
  public TraceNames(OnnxNetwork network) {
    this.network = network;
    int number = 0;
    for (NodeProto node : network.file().model().getGraph().getNodeList()) {
      String name = node.getName().isEmpty() ? node.getOpType() + "_" + number : node.getName();
      names.add(name);
      uses.merge(name, 1, Integer::sum);
      number += node.getOpType().equals("Constant") ? 0 : 1;
    }
  }

  /** The names of the nodes of a layer; empty if one of them is that of another node, too. */
  public Optional<List<String>> ofLayer(String layer) {
    List<String> all = network.nodes(layer).stream().map(names::get).toList();
    return Optional.of(all).filter(each -> each.stream().allMatch(name -> uses.get(name) == 1));
  }
}

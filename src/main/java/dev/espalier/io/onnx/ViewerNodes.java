package dev.espalier.io.onnx;

import ai.onnx.proto.OnnxMl.NodeProto;
import dev.espalier.io.ImportedNode;
import dev.espalier.io.onnx.count.OperationCount;
import dev.espalier.io.onnx.count.Operations;
import dev.espalier.model.Layer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Nodes of the main graph under the names that Model Explorer gives them: the own name, {@code
 * node} where there is none, with a counter behind it from the second node of a name on.
 *
 * <p>Source: justinchuby/model-explorer-onnx (the ONNX adapter of Model Explorer), which runs
 * {@code NameFixPass} of onnx-ir.
 */
final class ViewerNodes {
  private static final String UNNAMED = "node";

  private final Set<String> taken = new HashSet<>();
  private final Map<String, Integer> counters = new HashMap<>();

  private ViewerNodes() {}

  /** The nodes of each layer, by its name. */
  static Map<String, List<ImportedNode>> of(OnnxNetwork network) {
    List<NodeProto> nodes = network.file().model().getGraph().getNodeList();
    ViewerNodes names = new ViewerNodes();
    List<String> ids = nodes.stream().map(node -> names.id(node.getName())).toList();
    Map<String, List<ImportedNode>> byLayer = new HashMap<>();
    for (Layer layer : network.net().layers()) {
      List<ImportedNode> members = new ArrayList<>();
      for (int node : network.nodes(layer.name())) {
        Operations operations =
            OperationCount.of(nodes.get(node), network.tensors()).orElse(Operations.NONE);
        members.add(new ImportedNode(ids.get(node), operations.flops()));
      }
      byLayer.put(layer.name(), List.copyOf(members));
    }
    return byLayer;
  }

  private String id(String name) {
    String preferred = name.isEmpty() ? UNNAMED : name;
    String id = preferred;
    while (!taken.add(id)) {
      id = preferred + "_" + counters.merge(preferred, 1, Integer::sum);
    }
    return id;
  }
}

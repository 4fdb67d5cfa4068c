package dev.espalier.io.onnx;

import dev.espalier.io.onnx.NetAssembly.Assembled;
import dev.espalier.model.Linearization;
import java.util.List;
import java.util.Map;

/** stub */
record Blocks(NodeGroups groups, Map<Integer, List<Integer>> parts) {
  static Blocks of(OnnxGraph graph, NodeGroups groups, Assembled single, Linearization order) {
    return new Blocks(groups, Map.of());
  }
}

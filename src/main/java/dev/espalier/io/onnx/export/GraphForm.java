package dev.espalier.io.onnx.export;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import dev.espalier.model.Exit;
import dev.espalier.model.build.Architecture;
import dev.espalier.model.build.Architecture.Node;
import dev.espalier.model.build.Architecture.Operator;
import dev.espalier.model.build.Shape;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The graph of a network: nodes, shapes of all tensors, and the weights that the nodes read. Each
 * exit is an output of the graph, so the tensor of its layer carries the exit's name.
 */
final class GraphForm {
  private final GraphProto.Builder graph;
  private final List<Weight> weights = new ArrayList<>();
  private final Map<String, Shape> shapes = new HashMap<>();
  private final Map<String, String> exitOf;
  private final Magnitudes magnitudes;

  private GraphForm(Architecture network, Optional<FileFront> front) {
    String input = network.input();
    graph = GraphProto.newBuilder().setName(network.net().name());
    exitOf = network.net().exits().stream().collect(Collectors.toMap(Exit::layer, Exit::name));
    magnitudes = new Magnitudes(input);
    shapes.put(input, network.inputShape());
    if (front.isPresent()) {
      List<Long> bytes = List.of(front.get().bytes());
      graph.addInput(info(FileFront.FILE, TensorProto.DataType.UINT8_VALUE, bytes));
      graph.addAllNode(front.get().nodes(input, network.inputShape()));
      graph.addValueInfo(info(input, network.inputShape()));
    } else {
      graph.addInput(info(input, network.inputShape()));
    }
  }

  /**
   * The graph of a network.
   *
   * @param front what its input tensor is made from; empty if it is the input of the graph
   * @throws IllegalArgumentException if ONNX has no operator for one of its layers, or if an exit
   *     has the name of a layer of another one
   */
  static GraphForm of(Architecture network, Optional<FileFront> front) {
    GraphForm form = new GraphForm(network, front);
    network.nodes().forEach(form::add);
    for (Exit exit : network.net().exits()) {
      Shape clash = form.shapes.get(exit.name());
      if (clash != null && !exit.name().equals(exit.layer())) {
        throw new IllegalArgumentException(
            "exit \"%s\": a graph output needs a name that no other tensor has, but layer \"%s\" has it"
                .formatted(exit.name(), exit.name()));
      }
      form.graph.addOutput(info(exit.name(), form.shapes.get(exit.layer())));
    }
    return form;
  }

  private void add(Node layer) {
    if (layer.operator() instanceof Operator.Block block) {
      block.nodes().forEach(this::add);
      add(new Node(layer.name(), Operator.Plain.ADD, ends(block), layer.output()));
      return;
    }
    String first = layer.inputs().get(0);
    NodeForm form = NodeForm.of(layer, shapes.get(first), magnitudes.of(first));
    magnitudes.see(layer);
    shapes.put(layer.name(), layer.output());
    weights.addAll(form.weights());
    if (layer.operator() == Operator.Plain.RELU6 && !weights.containsAll(NodeForm.RELU6_BOUNDS)) {
      weights.addAll(NodeForm.RELU6_BOUNDS);
    }
    graph.addNode(renamed(form.node()));
    if (!exitOf.containsKey(layer.name())) {
      graph.addValueInfo(info(layer.name(), layer.output()));
    }
  }

  /** The layers of a block that no layer of it reads. */
  private static List<String> ends(Operator.Block block) {
    List<String> ends = new ArrayList<>(block.nodes().stream().map(Node::name).toList());
    block.nodes().forEach(node -> ends.removeAll(node.inputs()));
    return ends;
  }

  /** The node with the names of exits in place of those of their layers. */
  private NodeProto renamed(NodeProto node) {
    NodeProto.Builder renamed = node.toBuilder().clearInput().clearOutput();
    node.getInputList().forEach(name -> renamed.addInput(exitOf.getOrDefault(name, name)));
    node.getOutputList().forEach(name -> renamed.addOutput(exitOf.getOrDefault(name, name)));
    return renamed.build();
  }

  private static ValueInfoProto info(String name, Shape shape) {
    return info(name, TensorProto.DataType.FLOAT_VALUE, shape.extents());
  }

  private static ValueInfoProto info(String name, int type, List<Long> shape) {
    TensorShapeProto.Builder extents = TensorShapeProto.newBuilder();
    extents.addDimBuilder().setDimValue(1); // the batch
    shape.forEach(extent -> extents.addDimBuilder().setDimValue(extent));
    TypeProto.Tensor tensor =
        TypeProto.Tensor.newBuilder().setElemType(type).setShape(extents).build();
    return ValueInfoProto.newBuilder()
        .setName(name)
        .setType(TypeProto.newBuilder().setTensorType(tensor))
        .build();
  }

  /** The graph without its weights. */
  GraphProto graph() {
    return graph.build();
  }

  /** The weights, in the order in which they are written. */
  List<Weight> weights() {
    return List.copyOf(weights);
  }
}

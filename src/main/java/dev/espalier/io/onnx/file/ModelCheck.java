package dev.espalier.io.onnx.file;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.SparseTensorProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import dev.espalier.internal.Printable;
import dev.espalier.io.InvalidFileException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Checks what every use of a model relies on: versions, a graph, and weights that are there. */
final class ModelCheck {
  /** The newest IR version that is known; a newer one may change what fields mean. */
  static final long MAX_IR_VERSION = 13;

  /** From this version on a model names its operator sets. */
  private static final long IR_WITH_OPSETS = 3;

  private static final int MAX_SHOWN = 200;

  private final Weights weights;
  private final String name;

  private ModelCheck(Weights weights, String name) {
    this.weights = weights;
    this.name = name;
  }

  /**
   * Checks a model.
   *
   * @throws InvalidFileException if it cannot be used
   */
  static void check(ModelProto model, Weights weights, String name) {
    ModelCheck check = new ModelCheck(weights, name);
    check.versions(model);
    if (!model.hasGraph()) {
      throw check.invalid("it has no graph");
    }
    check.graph(model.getGraph());
  }

  private void versions(ModelProto model) {
    if (!model.hasIrVersion()) {
      throw invalid("it has no IR version");
    }
    if (model.getIrVersion() < 1 || model.getIrVersion() > MAX_IR_VERSION) {
      throw invalid(
          "expected an IR version from 1 to %d but found %d"
              .formatted(MAX_IR_VERSION, model.getIrVersion()));
    }
    if (model.getOpsetImportCount() == 0 && model.getIrVersion() >= IR_WITH_OPSETS) {
      throw invalid("it names no operator set (opset_import)");
    }
    Set<String> domains = new HashSet<>();
    for (OperatorSetIdProto opset : model.getOpsetImportList()) {
      String domain = opset.getDomain().equals("ai.onnx") ? "" : opset.getDomain();
      if (opset.getVersion() < 1) {
        throw invalid(
            "expected an operator set from version 1 on but found version %d of \"%s\""
                .formatted(opset.getVersion(), shown(opset.getDomain())));
      }
      if (!domains.add(domain)) {
        throw invalid("the operator set \"%s\" is named twice".formatted(shown(opset.getDomain())));
      }
    }
  }

  private void graph(GraphProto graph) {
    Set<String> names = new HashSet<>();
    for (TensorProto tensor : graph.getInitializerList()) {
      if (tensor.getName().isEmpty()) {
        throw invalid("an initializer has no name");
      }
      if (!names.add(tensor.getName())) {
        throw invalid("the initializer \"%s\" is listed twice".formatted(shown(tensor.getName())));
      }
      weights.check(tensor);
    }
    graph.getSparseInitializerList().forEach(this::sparse);
    nodes(graph.getNodeList());
  }

  private void nodes(List<NodeProto> nodes) {
    for (NodeProto node : nodes) {
      for (AttributeProto attribute : node.getAttributeList()) {
        attribute(attribute);
      }
    }
  }

  private void attribute(AttributeProto attribute) {
    if (attribute.hasT()) {
      weights.check(attribute.getT());
    }
    attribute.getTensorsList().forEach(weights::check);
    if (attribute.hasSparseTensor()) {
      sparse(attribute.getSparseTensor());
    }
    if (attribute.hasG()) {
      graph(attribute.getG());
    }
    attribute.getGraphsList().forEach(this::graph);
  }

  private void sparse(SparseTensorProto tensor) {
    weights.check(tensor.getValues());
    weights.check(tensor.getIndices());
  }

  private InvalidFileException invalid(String what) {
    return new InvalidFileException("%s: no valid ONNX model: %s".formatted(name, what));
  }

  private static String shown(String text) {
    return Printable.shortened(text, MAX_SHOWN);
  }
}

package dev.espalier.io.onnx.split;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.SparseTensorProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.protobuf.ByteString;
import dev.espalier.io.onnx.file.Weights;
import java.io.ByteArrayOutputStream;
import java.io.IOException;

/**
 * Puts values that were left out when a model was read back into nodes, the bodies of If, Loop and
 * Scan, and sparse weights. These are loaded into memory: large ones are rare there.
 */
final class InlineValues {
  private final Weights weights;

  InlineValues(Weights weights) {
    this.weights = weights;
  }

  /** A node with all its values. */
  NodeProto node(NodeProto node) throws IOException {
    NodeProto.Builder builder = null;
    for (int a = 0; a < node.getAttributeCount(); a++) {
      AttributeProto attribute = node.getAttribute(a);
      AttributeProto inline = attribute(attribute);
      if (inline != attribute) {
        builder = builder == null ? node.toBuilder() : builder;
        builder.setAttribute(a, inline);
      }
    }
    return builder == null ? node : builder.build();
  }

  private AttributeProto attribute(AttributeProto attribute) throws IOException {
    if (!attribute.hasT()
        && !attribute.hasG()
        && !attribute.hasSparseTensor()
        && attribute.getTensorsCount() + attribute.getGraphsCount() == 0
        && attribute.getSparseTensorsCount() == 0) {
      return attribute;
    }
    AttributeProto.Builder builder = attribute.toBuilder();
    if (attribute.hasT()) {
      builder.setT(tensor(attribute.getT()));
    }
    if (attribute.hasG()) {
      builder.setG(body(attribute.getG()));
    }
    if (attribute.hasSparseTensor()) {
      builder.setSparseTensor(sparse(attribute.getSparseTensor()));
    }
    for (int i = 0; i < attribute.getTensorsCount(); i++) {
      builder.setTensors(i, tensor(attribute.getTensors(i)));
    }
    for (int i = 0; i < attribute.getGraphsCount(); i++) {
      builder.setGraphs(i, body(attribute.getGraphs(i)));
    }
    for (int i = 0; i < attribute.getSparseTensorsCount(); i++) {
      builder.setSparseTensors(i, sparse(attribute.getSparseTensors(i)));
    }
    return builder.build();
  }

  private GraphProto body(GraphProto graph) throws IOException {
    GraphProto.Builder builder = graph.toBuilder();
    for (int i = 0; i < graph.getNodeCount(); i++) {
      builder.setNode(i, node(graph.getNode(i)));
    }
    for (int i = 0; i < graph.getInitializerCount(); i++) {
      builder.setInitializer(i, tensor(graph.getInitializer(i)));
    }
    for (int i = 0; i < graph.getSparseInitializerCount(); i++) {
      builder.setSparseInitializer(i, sparse(graph.getSparseInitializer(i)));
    }
    return builder.build();
  }

  /** A sparse weight with all its values. */
  SparseTensorProto sparse(SparseTensorProto tensor) throws IOException {
    return tensor.toBuilder()
        .setValues(tensor(tensor.getValues()))
        .setIndices(tensor(tensor.getIndices()))
        .build();
  }

  private TensorProto tensor(TensorProto tensor) throws IOException {
    if (!StreamedModel.isLeftOut(tensor)) {
      return tensor;
    }
    ByteArrayOutputStream values = new ByteArrayOutputStream();
    weights.copyTo(tensor, values);
    return tensor.toBuilder()
        .clearExternalData()
        .clearDataLocation()
        .setRawData(ByteString.copyFrom(values.toByteArray()))
        .build();
  }
}

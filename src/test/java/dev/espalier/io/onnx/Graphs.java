package dev.espalier.io.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import dev.espalier.io.ImportOptions;
import dev.espalier.io.onnx.file.OnnxFile;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;

/** Small graphs, written the short way. */
final class Graphs {
  private final GraphProto.Builder graph = GraphProto.newBuilder().setName("g");

  static Graphs of() {
    return new Graphs();
  }

  /** An input of float32. */
  Graphs input(String name, long... shape) {
    graph.addInput(value(name, TensorProto.DataType.FLOAT_VALUE, shape));
    return this;
  }

  Graphs output(String... names) {
    for (String name : names) {
      graph.addOutput(ValueInfoProto.newBuilder().setName(name));
    }
    return this;
  }

  static ValueInfoProto value(String name, int type, long... shape) {
    TypeProto.Tensor.Builder tensor = TypeProto.Tensor.newBuilder().setElemType(type);
    tensor.getShapeBuilder();
    for (long extent : shape) {
      tensor.getShapeBuilder().addDimBuilder().setDimValue(extent);
    }
    return ValueInfoProto.newBuilder()
        .setName(name)
        .setType(TypeProto.newBuilder().setTensorType(tensor))
        .build();
  }

  /** A node that is named as its first output. */
  Graphs node(String op, String inputs, String outputs, AttributeProto... attributes) {
    graph.addNode(proto(op, inputs, outputs).toBuilder().addAllAttribute(List.of(attributes)));
    return this;
  }

  static NodeProto proto(String op, String inputs, String outputs) {
    List<String> results = List.of(outputs.split(" "));
    NodeProto.Builder node =
        NodeProto.newBuilder().setName("n_" + results.get(0)).setOpType(op).addAllOutput(results);
    if (!inputs.isEmpty()) {
      node.addAllInput(List.of(inputs.split(" ")));
    }
    return node.build();
  }

  static AttributeProto ints(String name, long... values) {
    AttributeProto.Builder attribute =
        AttributeProto.newBuilder().setName(name).setType(AttributeProto.AttributeType.INTS);
    for (long value : values) {
      attribute.addInts(value);
    }
    return attribute.build();
  }

  static AttributeProto body(String name, GraphProto graph) {
    return AttributeProto.newBuilder()
        .setName(name)
        .setType(AttributeProto.AttributeType.GRAPH)
        .setG(graph)
        .build();
  }

  /** An initializer of float32 zeros. */
  Graphs weight(String name, long... shape) {
    long elements = 1;
    TensorProto.Builder tensor =
        TensorProto.newBuilder().setName(name).setDataType(TensorProto.DataType.FLOAT_VALUE);
    for (long extent : shape) {
      tensor.addDims(extent);
      elements *= extent;
    }
    for (long i = 0; i < elements; i++) {
      tensor.addFloatData(0);
    }
    return weight(tensor.build());
  }

  Graphs weight(TensorProto tensor) {
    graph.addInitializer(tensor);
    return this;
  }

  /** An initializer of int64. */
  Graphs longs(String name, long... values) {
    TensorProto.Builder tensor =
        TensorProto.newBuilder()
            .setName(name)
            .setDataType(TensorProto.DataType.INT64_VALUE)
            .addDims(values.length);
    for (long value : values) {
      tensor.addInt64Data(value);
    }
    return weight(tensor.build());
  }

  GraphProto graph() {
    return graph.build();
  }

  ModelProto model() {
    return ModelProto.newBuilder()
        .setIrVersion(8)
        .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(13))
        .setGraph(graph)
        .build();
  }

  OnnxNetwork network() {
    return network(ImportOptions.defaults());
  }

  OnnxNetwork network(ImportOptions options) {
    return network(model().toByteArray(), options);
  }

  /** The network of a file with the name {@code m.onnx}. */
  static OnnxNetwork network(byte[] file, ImportOptions options) {
    return OnnxImport.of(read(new ByteArrayInputStream(file)), options);
  }

  static OnnxFile read(InputStream in) {
    try {
      return OnnxFile.read(in, "m.onnx");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A network with a fork, a side exit, a residual block and a shape computation. */
  static Graphs branchy() {
    return of().input("x", 1, 3, 16, 16)
        .weight("w1", 8, 3, 3, 3)
        .weight("b1", 8)
        .node("Conv", "x w1 b1", "c1", ints("pads", 1, 1, 1, 1), ints("kernel_shape", 3, 3))
        .node("Relu", "c1", "r1")
        .node("GlobalAveragePool", "r1", "p1")
        .node("Flatten", "p1", "f1")
        .weight("w2", 8, 5)
        .node("MatMul", "f1 w2", "exit1")
        .weight("w3", 8, 8, 3, 3)
        .node("Conv", "r1 w3", "c2", ints("pads", 1, 1, 1, 1))
        .weight("scale", 8)
        .weight("shift", 8)
        .weight("mean", 8)
        .weight("var", 8)
        .node("BatchNormalization", "c2 scale shift mean var", "bn")
        .node("Add", "bn r1", "sum")
        .node("Relu", "sum", "r2")
        .node("Shape", "r2", "shape")
        .longs("zero", 0)
        .node("Gather", "shape zero", "batch")
        .longs("rest", -1)
        .node("Concat", "batch rest", "target", axis(0))
        .node("Reshape", "r2 target", "flat")
        .weight("w4", 2048, 5)
        .weight("b4", 5)
        .node("Gemm", "flat w4 b4", "last")
        .output("exit1", "last");
  }

  static AttributeProto axis(long value) {
    return AttributeProto.newBuilder()
        .setName("axis")
        .setType(AttributeProto.AttributeType.INT)
        .setI(value)
        .build();
  }
}

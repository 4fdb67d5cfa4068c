package dev.espalier.testing;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.AttributeProto.AttributeType;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto.Dimension;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.protobuf.ByteString;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Writes small ONNX graphs in short. A tensor is {@code float32:1x3x8x8}, or {@code int64:2=1,-1}
 * with its values; attributes are {@code axis=i:1;pads=is:1,1}, with {@code i}, {@code is}, {@code
 * f}, {@code fs} and {@code s} for whole numbers, numbers and text.
 */
public final class OnnxGraph {
  private static final Map<String, DataType> TYPES =
      Map.ofEntries(
          Map.entry("float32", DataType.FLOAT),
          Map.entry("float16", DataType.FLOAT16),
          Map.entry("bfloat16", DataType.BFLOAT16),
          Map.entry("float64", DataType.DOUBLE),
          Map.entry("float8", DataType.FLOAT8E4M3FN),
          Map.entry("int4", DataType.INT4),
          Map.entry("uint4", DataType.UINT4),
          Map.entry("int8", DataType.INT8),
          Map.entry("uint8", DataType.UINT8),
          Map.entry("int16", DataType.INT16),
          Map.entry("uint16", DataType.UINT16),
          Map.entry("int32", DataType.INT32),
          Map.entry("uint32", DataType.UINT32),
          Map.entry("int64", DataType.INT64),
          Map.entry("uint64", DataType.UINT64),
          Map.entry("bool", DataType.BOOL),
          Map.entry("string", DataType.STRING),
          Map.entry("complex64", DataType.COMPLEX64),
          Map.entry("complex128", DataType.COMPLEX128));

  private final GraphProto.Builder graph = GraphProto.newBuilder().setName("test");
  private final long opset;

  private OnnxGraph(long opset) {
    this.opset = opset;
  }

  /** Begins a graph with operators of a version. */
  public static OnnxGraph opset(long version) {
    return new OnnxGraph(version);
  }

  /** A graph of one node: its inputs i0, i1, ... are as given, its outputs o0, o1, ... */
  public static ModelProto single(
      String op, long version, String inputs, String attributes, int outputs) {
    OnnxGraph graph = opset(version);
    String[] given = inputs.isEmpty() ? new String[0] : inputs.split(" ");
    StringBuilder names = new StringBuilder();
    for (int i = 0; i < given.length; i++) {
      boolean isAbsent = given[i].equals("-");
      if (!isAbsent) {
        graph.tensor("i" + i, given[i]);
      }
      names.append(i == 0 ? "" : " ").append(isAbsent ? "-" : "i" + i);
    }
    StringBuilder results = new StringBuilder("o0");
    for (int i = 1; i < outputs; i++) {
      results.append(" o").append(i);
    }
    return graph.node(op, names.toString(), results.toString(), attributes).model();
  }

  /** A model input, or a weight if it has values. */
  public OnnxGraph tensor(String name, String type) {
    return type.contains("=") ? weight(name, type) : input(name, type);
  }

  /** A model input; an extent may be a symbol, or ? for one without. */
  public OnnxGraph input(String name, String type) {
    graph.addInput(info(name, type));
    return this;
  }

  /** A declared type of an inner tensor. */
  public OnnxGraph declare(String name, String type) {
    graph.addValueInfo(info(name, type));
    return this;
  }

  /** A model output, declared without shape. */
  public OnnxGraph output(String name) {
    graph.addOutput(ValueInfoProto.newBuilder().setName(name));
    return this;
  }

  private static ValueInfoProto info(String name, String type) {
    TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
    for (String extent : extents(type)) {
      Dimension.Builder dimension = Dimension.newBuilder();
      if (extent.matches("-?\\d+")) {
        dimension.setDimValue(Long.parseLong(extent));
      } else if (!extent.equals("?")) {
        dimension.setDimParam(extent);
      }
      shape.addDim(dimension);
    }
    return ValueInfoProto.newBuilder()
        .setName(name)
        .setType(
            TypeProto.newBuilder()
                .setTensorType(
                    TypeProto.Tensor.newBuilder()
                        .setElemType(element(type).getNumber())
                        .setShape(shape)))
        .build();
  }

  private static DataType element(String type) {
    return TYPES.get(type.substring(0, type.indexOf(':')));
  }

  private static List<String> extents(String type) {
    String shape = type.substring(type.indexOf(':') + 1).replaceFirst("=.*", "");
    return shape.isEmpty() ? List.of() : List.of(shape.split("x"));
  }

  /** A weight, without data unless values are given. */
  public OnnxGraph weight(String name, String type) {
    TensorProto.Builder tensor =
        TensorProto.newBuilder().setName(name).setDataType(element(type).getNumber());
    extents(type).forEach(extent -> tensor.addDims(Long.parseLong(extent)));
    if (type.contains("=")) {
      String values = type.substring(type.indexOf('=') + 1);
      String[] numbers = values.isEmpty() ? new String[0] : values.split(",");
      Arrays.stream(numbers).forEach(number -> add(tensor, element(type), number));
    }
    graph.addInitializer(tensor);
    return this;
  }

  private static void add(TensorProto.Builder tensor, DataType type, String number) {
    switch (type) {
      case FLOAT -> tensor.addFloatData(Float.parseFloat(number));
      case DOUBLE -> tensor.addDoubleData(Double.parseDouble(number));
      case INT64 -> tensor.addInt64Data(Long.parseLong(number));
      case UINT32, UINT64 -> tensor.addUint64Data(Long.parseLong(number));
      default -> tensor.addInt32Data(Integer.parseInt(number));
    }
  }

  /** A node named as its operator; names of tensors are separated by spaces, - is one left out. */
  public OnnxGraph node(String op, String inputs, String outputs, String attributes) {
    NodeProto.Builder node = NodeProto.newBuilder().setOpType(op.replaceFirst(".*:", ""));
    node.setName("a " + node.getOpType());
    if (op.contains(":")) {
      node.setDomain(op.replaceFirst(":.*", ""));
    }
    names(inputs).forEach(node::addInput);
    names(outputs).forEach(node::addOutput);
    if (!attributes.isEmpty()) {
      for (String attribute : attributes.split(";")) {
        node.addAttribute(attribute(attribute));
      }
    }
    graph.addNode(node);
    return this;
  }

  /** An If with two branches. */
  public OnnxGraph branches(String condition, String output, OnnxGraph then, OnnxGraph otherwise) {
    graph.addNode(
        NodeProto.newBuilder()
            .setName("a If")
            .setOpType("If")
            .addInput(condition)
            .addOutput(output)
            .addAttribute(branch("then_branch", then))
            .addAttribute(branch("else_branch", otherwise)));
    return this;
  }

  private static AttributeProto branch(String name, OnnxGraph branch) {
    return AttributeProto.newBuilder()
        .setName(name)
        .setType(AttributeType.GRAPH)
        .setG(branch.graph)
        .build();
  }

  private static List<String> names(String list) {
    return list.isEmpty()
        ? List.of()
        : Arrays.stream(list.split(" ")).map(name -> name.equals("-") ? "" : name).toList();
  }

  private static AttributeProto attribute(String text) {
    int equals = text.indexOf('=');
    int colon = text.indexOf(':', equals);
    String value = text.substring(colon + 1);
    List<String> values = value.isEmpty() ? List.of() : List.of(value.split(","));
    AttributeProto.Builder attribute =
        AttributeProto.newBuilder().setName(text.substring(0, equals));
    switch (text.substring(equals + 1, colon)) {
      case "i" -> attribute.setType(AttributeType.INT).setI(Long.parseLong(value));
      case "f" -> attribute.setType(AttributeType.FLOAT).setF(Float.parseFloat(value));
      case "s" -> attribute.setType(AttributeType.STRING).setS(ByteString.copyFromUtf8(value));
      case "is" -> {
        attribute.setType(AttributeType.INTS);
        values.forEach(number -> attribute.addInts(Long.parseLong(number)));
      }
      case "fs" -> {
        attribute.setType(AttributeType.FLOATS);
        values.forEach(number -> attribute.addFloats(Float.parseFloat(number)));
      }
      default -> throw new IllegalArgumentException(text);
    }
    return attribute.build();
  }

  /** The graph as a file would hold it. */
  public ModelProto model() {
    return ModelProto.newBuilder()
        .setIrVersion(8)
        .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(opset))
        .setGraph(graph)
        .build();
  }
}

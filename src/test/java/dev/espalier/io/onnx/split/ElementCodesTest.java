package dev.espalier.io.onnx.split;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Element types follow from operators where shapes do not. */
class ElementCodesTest {
  private static NodeProto.Builder node(String op, String output, String... inputs) {
    return NodeProto.newBuilder()
        .setOpType(op)
        .addOutput(output)
        .addAllInput(Arrays.asList(inputs));
  }

  private static ValueInfoProto value(String name, DataType type) {
    return ValueInfoProto.newBuilder()
        .setName(name)
        .setType(
            TypeProto.newBuilder()
                .setTensorType(TypeProto.Tensor.newBuilder().setElemType(type.getNumber())))
        .build();
  }

  private static AttributeProto.Builder attribute(String name) {
    return AttributeProto.newBuilder().setName(name);
  }

  @Test
  void typesFollowFromOperators() {
    GraphProto body =
        GraphProto.newBuilder()
            .addOutput(value("go", DataType.BOOL))
            .addOutput(value("state", DataType.DOUBLE))
            .build();
    ElementCodes codes =
        new ElementCodes(
            GraphProto.newBuilder()
                .addInput(value("x", DataType.FLOAT16))
                .addInitializer(
                    TensorProto.newBuilder().setName("w").setDataType(DataType.INT8_VALUE))
                .addNode(node("Relu", "same", "x"))
                .addNode(node("NonZero", "index", "x"))
                .addNode(node("Greater", "condition", "x", "x"))
                .addNode(
                    node("Cast", "cast", "x")
                        .addAttribute(attribute("to").setI(DataType.INT32_VALUE)))
                .addNode(node("Where", "where", "condition", "cast", "cast"))
                .addNode(node("QuantizeLinear", "quantized", "x", "scale", "w"))
                .addNode(node("QuantizeLinear", "unsigned", "x", "scale"))
                .addNode(
                    node("Loop", "looped", "n", "go").addAttribute(attribute("body").setG(body)))
                .addNode(node("Unheard", "unknown", "nothing"))
                .addNode(node("TopK", "values", "cast", "k").addOutput("places"))
                .build());
    assertThat(codes.of("same")).contains(DataType.FLOAT16_VALUE);
    assertThat(codes.of("index")).contains(DataType.INT64_VALUE);
    assertThat(codes.of("condition")).contains(DataType.BOOL_VALUE);
    assertThat(codes.of("where")).contains(DataType.INT32_VALUE);
    assertThat(codes.of("quantized")).contains(DataType.INT8_VALUE);
    assertThat(codes.of("unsigned")).contains(DataType.UINT8_VALUE);
    assertThat(codes.of("looped")).contains(DataType.DOUBLE_VALUE);
    assertThat(codes.of("values")).contains(DataType.INT32_VALUE);
    assertThat(codes.of("places")).contains(DataType.INT64_VALUE);
    assertThat(codes.of("unknown")).isEmpty();
  }
}

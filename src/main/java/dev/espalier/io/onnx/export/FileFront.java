package dev.espalier.io.onnx.export;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.AttributeProto.AttributeType;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import dev.espalier.internal.Checks;
import dev.espalier.model.build.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Nodes that turn the bytes of a picture file into the input tensor of a network. They stand in for
 * a decoder, which ONNX does not have: each byte becomes a number, and the numbers are repeated
 * until the tensor is full. What the network then computes is of no use, but the file has its size,
 * and so has the tensor.
 *
 * @param bytes size of the file
 */
record FileFront(long bytes) {
  /** Name of the input that the file becomes. */
  static final String FILE = "file";

  private static final String NUMBERS = "file_numbers";
  private static final String REPEATED = "file_repeated";
  private static final String PIXELS = "file_pixels";

  /**
   * @throws IllegalArgumentException if the size is below 1
   */
  FileFront {
    Checks.count("file", "bytes", bytes, 1);
  }

  /**
   * The nodes.
   *
   * @param tensor name of the input tensor
   * @param shape its shape, without the batch axis
   */
  List<NodeProto> nodes(String tensor, Shape shape) {
    long elements = shape.elements();
    List<Long> extents = new ArrayList<>(List.of(1L)); // the batch
    extents.addAll(shape.extents());
    List<NodeProto> nodes = new ArrayList<>();
    nodes.add(constant(REPEATED + ".repeats", List.of(1L, (elements + bytes - 1) / bytes)));
    nodes.add(constant(PIXELS + ".starts", List.of(0L)));
    nodes.add(constant(PIXELS + ".ends", List.of(elements)));
    nodes.add(constant(PIXELS + ".axes", List.of(1L)));
    nodes.add(constant(tensor + ".shape", extents));
    nodes.add(
        node("Cast", NUMBERS, FILE)
            .addAttribute(
                AttributeProto.newBuilder()
                    .setName("to")
                    .setType(AttributeType.INT)
                    .setI(TensorProto.DataType.FLOAT_VALUE))
            .build());
    nodes.add(node("Tile", REPEATED, NUMBERS, REPEATED + ".repeats").build());
    nodes.add(
        node("Slice", PIXELS, REPEATED, PIXELS + ".starts", PIXELS + ".ends", PIXELS + ".axes")
            .build());
    nodes.add(node("Reshape", tensor, PIXELS, tensor + ".shape").build());
    return nodes;
  }

  private static NodeProto.Builder node(String operator, String output, String... inputs) {
    return NodeProto.newBuilder()
        .setName(output)
        .setOpType(operator)
        .addAllInput(Arrays.asList(inputs))
        .addOutput(output);
  }

  private static NodeProto constant(String name, List<Long> values) {
    return NodeProto.newBuilder()
        .setName(name)
        .setOpType("Constant")
        .addOutput(name)
        .addAttribute(
            AttributeProto.newBuilder()
                .setName("value_ints")
                .setType(AttributeType.INTS)
                .addAllInts(values))
        .build();
  }
}

package dev.espalier.io.onnx.count;

import ai.onnx.proto.OnnxMl.NodeProto;
import dev.espalier.io.onnx.shape.InferredTensors;
import dev.espalier.io.onnx.tensor.Attributes;
import dev.espalier.io.onnx.tensor.Dimensions;
import dev.espalier.io.onnx.tensor.TensorType;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** A node as its rule sees it. */
final class CountedNode {
  private final NodeProto node;
  private final InferredTensors tensors;

  CountedNode(NodeProto node, InferredTensors tensors) {
    this.node = node;
    this.tensors = tensors;
  }

  Attributes attributes() {
    return Attributes.of(node);
  }

  /** Whether the types of all inputs and of the first output are known. */
  boolean isKnown() {
    return Stream.concat(node.getInputList().stream(), node.getOutputList().stream().limit(1))
        .filter(tensor -> !tensor.isEmpty())
        .allMatch(tensor -> tensors.type(tensor).isPresent());
  }

  /** Number of inputs that are given. */
  int inputs() {
    return (int) IntStream.range(0, node.getInputCount()).filter(this::has).count();
  }

  boolean has(int input) {
    return input < node.getInputCount() && !node.getInput(input).isEmpty();
  }

  List<TensorType> types() {
    return IntStream.range(0, node.getInputCount()).filter(this::has).mapToObj(this::type).toList();
  }

  TensorType type(int input) {
    return find(has(input) ? Optional.of(node.getInput(input)) : Optional.empty(), "input", input);
  }

  List<Long> shape(int input) {
    return type(input).shape();
  }

  /** Extent of an input along its last axis. */
  long last(int input) {
    List<Long> shape = shape(input);
    return shape.isEmpty() ? 1 : shape.get(shape.size() - 1);
  }

  long inputElements() {
    return type(0).elements();
  }

  TensorType output() {
    Optional<String> first =
        node.getOutputList().stream().filter(tensor -> !tensor.isEmpty()).findFirst();
    return find(first, "output", 0);
  }

  long outputElements() {
    return output().elements();
  }

  private TensorType find(Optional<String> tensor, String kind, int place) {
    return tensor
        .flatMap(tensors::type)
        .orElseThrow(() -> new IllegalArgumentException("%s %d is missing".formatted(kind, place)));
  }

  static long product(long... factors) {
    return Dimensions.product(Arrays.stream(factors).boxed().toList());
  }
}

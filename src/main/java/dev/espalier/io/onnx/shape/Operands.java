package dev.espalier.io.onnx.shape;

import ai.onnx.proto.OnnxMl.NodeProto;
import dev.espalier.io.onnx.tensor.Attributes;
import dev.espalier.io.onnx.tensor.TensorType;
import dev.espalier.io.onnx.tensor.Values;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;

/** A node as its rule sees it: attributes, and types and known values of the inputs. */
final class Operands {
  private final NodeProto node;
  private final long opset;
  private final Attributes attributes;
  private final Function<String, Optional<TensorType>> types;
  private final Function<String, Optional<Values>> values;

  /**
   * @param opset version of the operators of the node's domain
   * @param types type of a tensor
   * @param values value of a tensor, if known
   */
  Operands(
      NodeProto node,
      long opset,
      Function<String, Optional<TensorType>> types,
      Function<String, Optional<Values>> values) {
    this.node = node;
    this.opset = opset;
    this.attributes = Attributes.of(node);
    this.types = types;
    this.values = values;
  }

  NodeProto node() {
    return node;
  }

  long opset() {
    return opset;
  }

  Attributes attributes() {
    return attributes;
  }

  /** Number of inputs, those left out before the last one included. */
  int count() {
    return node.getInputCount();
  }

  /** Whether an input is given. */
  boolean has(int input) {
    return input < node.getInputCount() && !node.getInput(input).isEmpty();
  }

  /** Whether every input that is given has a known type. */
  boolean areKnown() {
    return IntStream.range(0, count()).filter(this::has).allMatch(i -> find(i).isPresent());
  }

  /**
   * Type of an input.
   *
   * @throws IllegalArgumentException if it is not given
   */
  TensorType type(int input) {
    return find(input)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "input %d is missing; the node has %d".formatted(input, count())));
  }

  private Optional<TensorType> find(int input) {
    return has(input) ? types.apply(node.getInput(input)) : Optional.empty();
  }

  /** Shape of an input. */
  List<Long> shape(int input) {
    return type(input).shape();
  }

  /** Type of an input that has a number of axes. */
  TensorType ranked(int input, int rank) {
    TensorType type = type(input);
    if (type.rank() != rank) {
      throw new IllegalArgumentException(
          "%s must have %d axes but is %s".formatted(name(input), rank, type));
    }
    return type;
  }

  /** Type of an input that has at least a number of axes. */
  TensorType atLeast(int input, int rank) {
    TensorType type = type(input);
    if (type.rank() < rank) {
      throw new IllegalArgumentException(
          "%s must have at least %d axes but is %s".formatted(name(input), rank, type));
    }
    return type;
  }

  /** Values of an input, if known. */
  Optional<Values> values(int input) {
    return has(input) ? values.apply(node.getInput(input)) : Optional.empty();
  }

  /** Whole numbers of an input, if known. */
  Optional<List<Long>> longs(int input) {
    return values(input).map(Values::longs);
  }

  /** The one number of an input, if known. */
  Optional<Double> number(int input) {
    return values(input).filter(values -> values.size() == 1).map(values -> values.get(0));
  }

  /** The one whole number of an input, if known. */
  Optional<Long> integer(int input) {
    return number(input).map(Double::longValue);
  }

  /** Whole numbers from an attribute, as in old versions of an operator, or from an input. */
  Optional<List<Long>> longs(String attribute, int input) {
    return attributes.integers(attribute).or(() -> longs(input));
  }

  /** How messages call an input. */
  String name(int input) {
    return "input \"" + node.getInput(input) + "\"";
  }

  /** All inputs that are given. */
  List<TensorType> all() {
    return IntStream.range(0, count()).filter(this::has).mapToObj(this::type).toList();
  }
}

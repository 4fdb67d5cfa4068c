package dev.espalier.io.onnx.shape;

import dev.espalier.io.onnx.tensor.TensorType;
import dev.espalier.io.onnx.tensor.Values;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The tensors of a graph, and behind them those of the graph around it. */
final class Scope {
  private final Set<String> defined = new HashSet<>();
  private final Map<String, TensorType> types = new HashMap<>();
  private final Map<String, Values> values = new HashMap<>();
  private final Scope outer;

  /**
   * @param outer the graph around, null for the main graph
   */
  Scope(Scope outer) {
    this.outer = outer;
  }

  /**
   * Adds a tensor.
   *
   * @throws IllegalArgumentException if the graph has one of that name
   */
  void define(String tensor, Optional<TensorType> type) {
    if (!defined.add(tensor)) {
      throw new IllegalArgumentException(
          "tensor \"%s\" is defined twice; names must be unique".formatted(tensor));
    }
    type.ifPresent(known -> types.put(tensor, known));
  }

  void setValue(String tensor, Values value) {
    values.put(tensor, value);
  }

  boolean isDefined(String tensor) {
    return defined.contains(tensor) || (outer != null && outer.isDefined(tensor));
  }

  Optional<TensorType> type(String tensor) {
    return isOwn(tensor) ? Optional.ofNullable(types.get(tensor)) : outer.type(tensor);
  }

  Optional<Values> value(String tensor) {
    return isOwn(tensor) ? Optional.ofNullable(values.get(tensor)) : outer.value(tensor);
  }

  private boolean isOwn(String tensor) {
    return outer == null || defined.contains(tensor);
  }

  InferredTensors toInferred(Map<String, Long> dims, List<String> notes) {
    return new InferredTensors(types, values, dims, notes);
  }
}

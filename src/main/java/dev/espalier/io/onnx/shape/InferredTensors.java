package dev.espalier.io.onnx.shape;

import dev.espalier.io.onnx.tensor.TensorType;
import dev.espalier.io.onnx.tensor.Values;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;

/** What is known of the tensors of a graph. Immutable. */
public final class InferredTensors {
  private final Map<String, TensorType> types;
  private final Map<String, Values> values;
  private final Map<String, Long> dims;
  private final List<String> notes;

  InferredTensors(
      Map<String, TensorType> types,
      Map<String, Values> values,
      Map<String, Long> dims,
      List<String> notes) {
    this.types = new HashMap<>(types);
    this.values = new HashMap<>(values);
    this.dims = Collections.unmodifiableMap(new TreeMap<>(dims));
    this.notes = List.copyOf(notes);
  }

  /** Element type and shape of a tensor; empty if they depend on data, or no rule gives them. */
  public Optional<TensorType> type(String tensor) {
    return Optional.ofNullable(types.get(tensor));
  }

  /** Size of a tensor in bytes, if its type is known. */
  public OptionalLong bytes(String tensor) {
    TensorType type = types.get(tensor);
    return type == null ? OptionalLong.empty() : OptionalLong.of(type.bytes());
  }

  /**
   * The value of a small tensor of whole numbers, if it is known: those shapes are computed from.
   * It need not be constant: that of {@code Shape(x)} is known with the shape of x.
   */
  public Optional<List<Long>> values(String tensor) {
    return Optional.ofNullable(values.get(tensor)).map(Values::longs);
  }

  /**
   * Extents of the symbolic dimensions, by symbol or by {@code input/axis}: those that were given,
   * and those assumed. In the order of their names.
   */
  public Map<String, Long> dims() {
    return dims;
  }

  /** What was assumed, and where declared shapes are contradicted; one sentence each. */
  public List<String> notes() {
    return notes;
  }
}

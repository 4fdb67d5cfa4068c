package dev.espalier.io.onnx.tensor;

import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import dev.espalier.model.ElementType;
import dev.espalier.model.TensorSpec;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Element type and shape of a tensor.
 *
 * @param element type of its elements
 * @param shape elements along each axis, outermost first; empty for a scalar
 */
public record TensorType(ElementType element, List<Long> shape) {
  /** Maximum number of axes, as in NumPy. */
  private static final int MAX_RANK = 64;

  /** Maximum number of elements of a tensor, as in {@link TensorSpec}. */
  private static final long MAX_ELEMENTS = 1L << 49;

  // Types younger than the protobuf classes have no constant there.
  private static final int FLOAT4E2M1 = 23;
  private static final int FLOAT8E8M0 = 24;
  private static final int UINT2 = 25;
  private static final int INT2 = 26;

  private static final Map<Integer, ElementType> ELEMENTS =
      Map.ofEntries(
          Map.entry(DataType.FLOAT_VALUE, ElementType.FLOAT32),
          Map.entry(DataType.FLOAT16_VALUE, ElementType.FLOAT16),
          Map.entry(DataType.BFLOAT16_VALUE, ElementType.BFLOAT16),
          Map.entry(DataType.DOUBLE_VALUE, ElementType.FLOAT64),
          Map.entry(DataType.FLOAT8E4M3FN_VALUE, ElementType.FLOAT8),
          Map.entry(DataType.FLOAT8E4M3FNUZ_VALUE, ElementType.FLOAT8),
          Map.entry(DataType.FLOAT8E5M2_VALUE, ElementType.FLOAT8),
          Map.entry(DataType.FLOAT8E5M2FNUZ_VALUE, ElementType.FLOAT8),
          Map.entry(FLOAT8E8M0, ElementType.FLOAT8),
          Map.entry(FLOAT4E2M1, ElementType.FLOAT4),
          Map.entry(INT2, ElementType.INT2),
          Map.entry(UINT2, ElementType.UINT2),
          Map.entry(DataType.INT4_VALUE, ElementType.INT4),
          Map.entry(DataType.UINT4_VALUE, ElementType.UINT4),
          Map.entry(DataType.INT8_VALUE, ElementType.INT8),
          Map.entry(DataType.UINT8_VALUE, ElementType.UINT8),
          Map.entry(DataType.INT16_VALUE, ElementType.INT16),
          Map.entry(DataType.UINT16_VALUE, ElementType.UINT16),
          Map.entry(DataType.INT32_VALUE, ElementType.INT32),
          Map.entry(DataType.UINT32_VALUE, ElementType.UINT32),
          Map.entry(DataType.INT64_VALUE, ElementType.INT64),
          Map.entry(DataType.UINT64_VALUE, ElementType.UINT64),
          Map.entry(DataType.BOOL_VALUE, ElementType.BOOL),
          Map.entry(DataType.COMPLEX64_VALUE, ElementType.COMPLEX64),
          Map.entry(DataType.COMPLEX128_VALUE, ElementType.COMPLEX128));

  /**
   * @throws IllegalArgumentException if there are more than 64 axes, an extent is negative, or
   *     there are more than 2^49 elements
   */
  public TensorType {
    if (shape.size() > MAX_RANK) {
      throw new IllegalArgumentException(
          "a tensor must have at most %d axes but has %d".formatted(MAX_RANK, shape.size()));
    }
    shape = List.copyOf(shape);
    if (Dimensions.product(shape) > MAX_ELEMENTS) {
      throw new IllegalArgumentException(
          "shape %s has more elements than the 2^49 that are supported"
              .formatted(Dimensions.text(shape)));
    }
  }

  /**
   * The element type of a {@code TensorProto.DataType}; empty for text and for types that are not
   * known.
   */
  public static Optional<ElementType> element(int onnxType) {
    return Optional.ofNullable(ELEMENTS.get(onnxType));
  }

  /** The {@code TensorProto.DataType} of an element type; empty for one that stands for several. */
  public static Optional<Integer> onnxType(ElementType element) {
    List<Integer> numbers =
        ELEMENTS.entrySet().stream()
            .filter(known -> known.getValue() == element)
            .map(Map.Entry::getKey)
            .toList();
    return numbers.size() == 1 ? Optional.of(numbers.get(0)) : Optional.empty();
  }

  /** Number of axes. */
  public int rank() {
    return shape.size();
  }

  /** Number of elements; 1 for a scalar. */
  public long elements() {
    return Dimensions.product(shape);
  }

  /** Size in bytes; elements of less than a byte are packed. */
  public long bytes() {
    return element.bytes(elements());
  }

  /** The same elements in another shape. */
  public TensorType shaped(List<Long> other) {
    return new TensorType(element, other);
  }

  /** The same shape of other elements. */
  public TensorType of(ElementType other) {
    return new TensorType(other, shape);
  }

  /** Element type and extents, such as {@code float32 1x3x224x224}. */
  @Override
  public String toString() {
    return element.label() + " " + Dimensions.text(shape);
  }
}

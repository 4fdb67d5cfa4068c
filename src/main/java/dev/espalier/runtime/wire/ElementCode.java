package dev.espalier.runtime.wire;

import dev.espalier.model.ElementType;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Codes of element types on the wire: those of {@code TensorProto.DataType} of ONNX. The types of 8
 * and 4 bits stand for several formats of ONNX; their code is that of the first one.
 */
final class ElementCode {
  private static final Map<Integer, ElementType> TYPES =
      Arrays.stream(ElementType.values())
          .collect(Collectors.toUnmodifiableMap(ElementCode::of, Function.identity()));

  private ElementCode() {}

  /** The code of a type. */
  static int of(ElementType type) {
    return switch (type) {
      case FLOAT32 -> 1;
      case UINT8 -> 2;
      case INT8 -> 3;
      case UINT16 -> 4;
      case INT16 -> 5;
      case INT32 -> 6;
      case INT64 -> 7;
      case BOOL -> 9;
      case FLOAT16 -> 10;
      case FLOAT64 -> 11;
      case UINT32 -> 12;
      case UINT64 -> 13;
      case COMPLEX64 -> 14;
      case COMPLEX128 -> 15;
      case BFLOAT16 -> 16;
      case FLOAT8 -> 17;
      case UINT4 -> 21;
      case INT4 -> 22;
      case FLOAT4 -> 23;
      case UINT2 -> 25;
      case INT2 -> 26;
    };
  }

  /** The type with a code, empty if there is none. */
  static Optional<ElementType> type(int code) {
    return Optional.ofNullable(TYPES.get(code));
  }
}

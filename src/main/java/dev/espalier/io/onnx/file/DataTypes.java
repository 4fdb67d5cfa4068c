package dev.espalier.io.onnx.file;

import ai.onnx.proto.OnnxMl.TensorProto;
import dev.espalier.io.onnx.tensor.TensorType;
import dev.espalier.model.ElementType;
import java.util.Locale;

/** Element types of ONNX tensors, by their numbers in {@code TensorProto.DataType}. */
final class DataTypes {
  private DataTypes() {}

  /** Bits of one element; 0 for text, undefined and unknown types. */
  static int bits(int dataType) {
    return TensorType.element(dataType).map(ElementType::bits).orElse(0);
  }

  /** Name of an element type in messages, such as {@code float16} or {@code type 99}. */
  static String name(int dataType) {
    TensorProto.DataType known = TensorProto.DataType.forNumber(dataType);
    return known == null ? "type " + dataType : known.name().toLowerCase(Locale.ROOT);
  }
}

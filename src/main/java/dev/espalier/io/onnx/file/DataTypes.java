package dev.espalier.io.onnx.file;

import ai.onnx.proto.OnnxMl.TensorProto;
import java.util.Locale;

/** Element types of ONNX tensors, by their numbers in {@code TensorProto.DataType}. */
public final class DataTypes {
  private static final int FLOAT4E2M1 = 23;
  private static final int FLOAT8E8M0 = 24;
  private static final int UINT2 = 25;
  private static final int INT2 = 26;

  private DataTypes() {}

  /** Bits of one element; 0 for text, undefined and unknown types. */
  public static int bits(int dataType) {
    return switch (dataType) {
      case TensorProto.DataType.COMPLEX128_VALUE -> 128;
      case TensorProto.DataType.INT64_VALUE,
          TensorProto.DataType.UINT64_VALUE,
          TensorProto.DataType.DOUBLE_VALUE,
          TensorProto.DataType.COMPLEX64_VALUE ->
          64;
      case TensorProto.DataType.FLOAT_VALUE,
          TensorProto.DataType.INT32_VALUE,
          TensorProto.DataType.UINT32_VALUE ->
          32;
      case TensorProto.DataType.FLOAT16_VALUE,
          TensorProto.DataType.BFLOAT16_VALUE,
          TensorProto.DataType.INT16_VALUE,
          TensorProto.DataType.UINT16_VALUE ->
          16;
      case TensorProto.DataType.INT8_VALUE,
          TensorProto.DataType.UINT8_VALUE,
          TensorProto.DataType.BOOL_VALUE,
          TensorProto.DataType.FLOAT8E4M3FN_VALUE,
          TensorProto.DataType.FLOAT8E4M3FNUZ_VALUE,
          TensorProto.DataType.FLOAT8E5M2_VALUE,
          TensorProto.DataType.FLOAT8E5M2FNUZ_VALUE,
          FLOAT8E8M0 ->
          8;
      case TensorProto.DataType.INT4_VALUE, TensorProto.DataType.UINT4_VALUE, FLOAT4E2M1 -> 4;
      case UINT2, INT2 -> 2;
      default -> 0;
    };
  }

  /** Name of an element type in messages, such as {@code float16} or {@code type 99}. */
  public static String name(int dataType) {
    TensorProto.DataType known = TensorProto.DataType.forNumber(dataType);
    return known == null ? "type " + dataType : known.name().toLowerCase(Locale.ROOT);
  }
}

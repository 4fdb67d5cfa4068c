package dev.espalier.io.onnx.file;

import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.protobuf.WireFormat;

/** The values of one tensor as they are met while its message is passed over. */
final class TensorData {
  private final long start;
  private final long end;
  private boolean isExternal;
  private int pieces;
  private Payload last;
  private Payload raw;

  /**
   * @param start place of the first byte of the tensor's message
   * @param end place behind its last byte
   */
  TensorData(long start, long end) {
    this.start = start;
    this.end = end;
  }

  /** Whether a field holds values that can be left out; text stays. */
  static boolean isData(int field) {
    return switch (field) {
      case TensorProto.FLOAT_DATA_FIELD_NUMBER,
          TensorProto.INT32_DATA_FIELD_NUMBER,
          TensorProto.INT64_DATA_FIELD_NUMBER,
          TensorProto.RAW_DATA_FIELD_NUMBER,
          TensorProto.DOUBLE_DATA_FIELD_NUMBER,
          TensorProto.UINT64_DATA_FIELD_NUMBER ->
          true;
      default -> false;
    };
  }

  /** The field that holds the elements of a type where {@code raw_data} does not. */
  static int fieldOf(int dataType) {
    return switch (dataType) {
      case TensorProto.DataType.FLOAT_VALUE, TensorProto.DataType.COMPLEX64_VALUE ->
          TensorProto.FLOAT_DATA_FIELD_NUMBER;
      case TensorProto.DataType.DOUBLE_VALUE, TensorProto.DataType.COMPLEX128_VALUE ->
          TensorProto.DOUBLE_DATA_FIELD_NUMBER;
      case TensorProto.DataType.INT64_VALUE -> TensorProto.INT64_DATA_FIELD_NUMBER;
      case TensorProto.DataType.UINT32_VALUE, TensorProto.DataType.UINT64_VALUE ->
          TensorProto.UINT64_DATA_FIELD_NUMBER;
      default -> TensorProto.INT32_DATA_FIELD_NUMBER;
    };
  }

  void setLocation(long location) {
    isExternal = location == TensorProto.DataLocation.EXTERNAL_VALUE;
  }

  boolean isExternal() {
    return isExternal;
  }

  /**
   * Notes a piece of the values.
   *
   * @param offset place of its first byte, behind tag and length
   * @param length bytes of a run of values or of {@code raw_data}; 0 for a single value
   */
  void found(int tag, long offset, long length) {
    int field = WireFormat.getTagFieldNumber(tag);
    last = new Payload(field, offset, length, true);
    pieces++;
    if (field == TensorProto.RAW_DATA_FIELD_NUMBER && length > 0) {
      raw = last;
    }
  }

  boolean isFound() {
    return pieces > 0;
  }

  /** Where the values are. The last {@code raw_data} counts, as in Protocol Buffers. */
  Payload payload() {
    if (raw != null) {
      return raw;
    }
    boolean isDense =
        last.field() == TensorProto.FLOAT_DATA_FIELD_NUMBER
            || last.field() == TensorProto.DOUBLE_DATA_FIELD_NUMBER;
    return pieces == 1 && last.length() > 0 && isDense
        ? last
        : new Payload(0, start, end - start, false);
  }
}

package dev.espalier.io.onnx.file;

import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.protobuf.WireFormat;
import java.io.IOException;
import java.io.OutputStream;

/** Writes the values of tensors as {@code raw_data} has them: little-endian and dense. */
final class RawValues {
  private RawValues() {}

  /** Writes the values that a tensor holds itself. */
  static void write(TensorProto tensor, OutputStream out) throws IOException {
    if (!tensor.getRawData().isEmpty()) {
      tensor.getRawData().writeTo(out);
      return;
    }
    int bytes = entryBytes(tensor.getDataType());
    int entries = entries(tensor);
    for (int i = 0; i < entries; i++) {
      number(entry(tensor, i), bytes, out);
    }
  }

  /** Number of bytes that {@link #write} writes. */
  static long count(TensorProto tensor) {
    return tensor.getRawData().isEmpty()
        ? (long) entries(tensor) * entryBytes(tensor.getDataType())
        : tensor.getRawData().size();
  }

  /** Number of entries of the field that holds the elements. */
  private static int entries(TensorProto tensor) {
    return switch (TensorData.fieldOf(tensor.getDataType())) {
      case TensorProto.FLOAT_DATA_FIELD_NUMBER -> tensor.getFloatDataCount();
      case TensorProto.DOUBLE_DATA_FIELD_NUMBER -> tensor.getDoubleDataCount();
      case TensorProto.INT64_DATA_FIELD_NUMBER -> tensor.getInt64DataCount();
      case TensorProto.UINT64_DATA_FIELD_NUMBER -> tensor.getUint64DataCount();
      default -> tensor.getInt32DataCount();
    };
  }

  /** The bits of an entry of that field. */
  private static long entry(TensorProto tensor, int index) {
    return switch (TensorData.fieldOf(tensor.getDataType())) {
      case TensorProto.FLOAT_DATA_FIELD_NUMBER ->
          Float.floatToRawIntBits(tensor.getFloatData(index));
      case TensorProto.DOUBLE_DATA_FIELD_NUMBER ->
          Double.doubleToRawLongBits(tensor.getDoubleData(index));
      case TensorProto.INT64_DATA_FIELD_NUMBER -> tensor.getInt64Data(index);
      case TensorProto.UINT64_DATA_FIELD_NUMBER -> tensor.getUint64Data(index);
      default -> tensor.getInt32Data(index);
    };
  }

  /**
   * Decodes the values from the fields of a tensor's message.
   *
   * @param end place behind the last byte of the message
   */
  static void decode(WireReader in, long end, int dataType, OutputStream out) throws IOException {
    int field = TensorData.fieldOf(dataType);
    int bytes = entryBytes(dataType);
    boolean isFixed =
        field == TensorProto.FLOAT_DATA_FIELD_NUMBER
            || field == TensorProto.DOUBLE_DATA_FIELD_NUMBER;
    while (in.position() < end) {
      int tag = (int) in.varint();
      boolean isValue = WireFormat.getTagFieldNumber(tag) == field;
      switch (WireFormat.getTagWireType(tag)) {
        case WireFormat.WIRETYPE_VARINT -> value(in.varint(), isValue && !isFixed, bytes, out);
        case WireFormat.WIRETYPE_FIXED32 -> bytes(in, Integer.BYTES, isValue && isFixed, out);
        case WireFormat.WIRETYPE_FIXED64 -> bytes(in, Long.BYTES, isValue && isFixed, out);
        default -> {
          long runEnd = in.varint();
          runEnd += in.position();
          if (!isValue || isFixed) {
            bytes(in, runEnd - in.position(), isValue, out);
          }
          while (in.position() < runEnd) {
            number(in.varint(), bytes, out);
          }
        }
      }
    }
  }

  private static void value(long value, boolean isValue, int bytes, OutputStream out)
      throws IOException {
    if (isValue) {
      number(value, bytes, out);
    }
  }

  private static void bytes(WireReader in, long count, boolean isValue, OutputStream out)
      throws IOException {
    if (isValue) {
      in.copy(count, out);
    } else {
      in.skip(count);
    }
  }

  private static void number(long value, int bytes, OutputStream out) throws IOException {
    for (int i = 0; i < bytes; i++) {
      out.write((int) (value >>> 8 * i));
    }
  }

  /** Bytes of one entry of the field that holds the elements; entries of four bits are pairs. */
  private static int entryBytes(int dataType) {
    int bits =
        switch (dataType) {
          case TensorProto.DataType.COMPLEX64_VALUE -> Float.SIZE;
          case TensorProto.DataType.COMPLEX128_VALUE -> Double.SIZE;
          default -> DataTypes.bits(dataType);
        };
    return Math.max(1, bits / Byte.SIZE);
  }
}

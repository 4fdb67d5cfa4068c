package dev.espalier.io.onnx.tensor;

import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.DoubleStream;
import java.util.stream.LongStream;

/**
 * The value of a small tensor, for computing shapes. All numbers are held as doubles, which whole
 * numbers up to 2^53 pass through unchanged; the largest and smallest int64, by which slices say
 * "to the end", saturate.
 */
public final class Values {
  /** Maximum number of elements: shapes need a handful, tables of indices some hundreds. */
  public static final int MAX_ELEMENTS = 4096;

  private final TensorType type;
  private final double[] data;

  /**
   * @param type type of the tensor
   * @param data its elements, row by row, as many as the type says
   */
  public Values(TensorType type, double[] data) {
    if (type.elements() != data.length) {
      throw new IllegalArgumentException(
          "a tensor of %s must have %d elements but has %d"
              .formatted(type, type.elements(), data.length));
    }
    this.type = type;
    this.data = data;
  }

  /** Whether values of a type may be held. */
  public static boolean isSmall(TensorType type) {
    return type.elements() <= MAX_ELEMENTS;
  }

  /** Whole numbers along one axis. */
  public static Values of(TensorType type, List<Long> numbers) {
    return new Values(type, numbers.stream().mapToDouble(Long::doubleValue).toArray());
  }

  public TensorType type() {
    return type;
  }

  public int size() {
    return data.length;
  }

  public double get(int index) {
    return data[index];
  }

  public DoubleStream stream() {
    return Arrays.stream(data);
  }

  /** The elements as whole numbers. */
  public List<Long> longs() {
    return Arrays.stream(data).mapToLong(number -> (long) number).boxed().toList();
  }

  /** The same elements in another shape. */
  public Values shaped(TensorType other) {
    return new Values(other, data);
  }

  /**
   * Reads the value of a tensor; empty if it is large, of a type that no shape is computed from, or
   * not in the file.
   *
   * @throws IllegalArgumentException if the tensor has more or fewer elements than it declares
   */
  public static Optional<Values> read(TensorProto tensor) {
    return TensorType.element(tensor.getDataType())
        .map(element -> new TensorType(element, tensor.getDimsList()))
        .filter(Values::isSmall)
        .flatMap(type -> data(tensor).map(data -> new Values(type, data)));
  }

  private static Optional<double[]> data(TensorProto tensor) {
    if (!tensor.getRawData().isEmpty()) {
      return raw(tensor);
    }
    double[] data =
        switch (tensor.getDataType()) {
          case DataType.FLOAT_VALUE -> doubles(tensor.getFloatDataList(), Float::doubleValue);
          case DataType.DOUBLE_VALUE -> doubles(tensor.getDoubleDataList(), Double::doubleValue);
          case DataType.INT64_VALUE -> doubles(tensor.getInt64DataList(), Long::doubleValue);
          case DataType.UINT32_VALUE, DataType.UINT64_VALUE ->
              doubles(tensor.getUint64DataList(), Long::doubleValue);
          case DataType.INT32_VALUE,
              DataType.INT16_VALUE,
              DataType.INT8_VALUE,
              DataType.UINT16_VALUE,
              DataType.UINT8_VALUE,
              DataType.BOOL_VALUE ->
              doubles(tensor.getInt32DataList(), Integer::doubleValue);
          default -> new double[0];
        };
    // A tensor without elements needs no data; another one without data was left out on purpose.
    boolean isEmpty = tensor.getDimsList().contains(0L);
    return data.length > 0 || isEmpty ? Optional.of(data) : Optional.empty();
  }

  private static <T> double[] doubles(List<T> numbers, Function<T, Double> toDouble) {
    return numbers.stream().mapToDouble(toDouble::apply).toArray();
  }

  private static Optional<double[]> raw(TensorProto tensor) {
    ByteBuffer bytes = tensor.getRawData().asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
    DoubleStream numbers =
        switch (tensor.getDataType()) {
          case DataType.FLOAT_VALUE ->
              each(bytes, Float.BYTES).mapToDouble(at -> bytes.getFloat((int) at));
          case DataType.DOUBLE_VALUE ->
              each(bytes, Double.BYTES).mapToDouble(at -> bytes.getDouble((int) at));
          case DataType.INT64_VALUE, DataType.UINT64_VALUE ->
              each(bytes, Long.BYTES).mapToDouble(at -> bytes.getLong((int) at));
          case DataType.INT32_VALUE ->
              each(bytes, Integer.BYTES).mapToDouble(at -> bytes.getInt((int) at));
          case DataType.UINT32_VALUE ->
              each(bytes, Integer.BYTES)
                  .mapToDouble(at -> Integer.toUnsignedLong(bytes.getInt((int) at)));
          case DataType.INT16_VALUE ->
              each(bytes, Short.BYTES).mapToDouble(at -> bytes.getShort((int) at));
          case DataType.UINT16_VALUE ->
              each(bytes, Short.BYTES)
                  .mapToDouble(at -> Short.toUnsignedInt(bytes.getShort((int) at)));
          case DataType.INT8_VALUE -> each(bytes, 1).mapToDouble(at -> bytes.get((int) at));
          case DataType.UINT8_VALUE, DataType.BOOL_VALUE ->
              each(bytes, 1).mapToDouble(at -> Byte.toUnsignedInt(bytes.get((int) at)));
          default -> null;
        };
    return Optional.ofNullable(numbers).map(DoubleStream::toArray);
  }

  /** Places of the elements in the data. */
  private static LongStream each(ByteBuffer bytes, int size) {
    return LongStream.range(0, bytes.limit() / size).map(i -> i * size);
  }
}

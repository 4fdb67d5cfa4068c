package dev.espalier.io.onnx.export;

import ai.onnx.proto.OnnxMl.TensorProto;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * A parameter of a layer whose float32 elements are drawn evenly from a range.
 *
 * @param name name of the tensor
 * @param shape its extents; none for a number
 * @param from start of the range
 * @param to end of the range; equal to {@code from} for a constant
 */
record Weight(String name, List<Long> shape, double from, double to) {

  static Weight constant(String name, double value) {
    return new Weight(name, List.of(), value, value);
  }

  long elements() {
    return shape.stream().reduce(1L, Math::multiplyExact);
  }

  long bytes() {
    return elements() * Float.BYTES;
  }

  /** The next element. A constant draws nothing. */
  float next(RandomGenerator random) {
    return (float) (from == to ? from : from + (to - from) * random.nextDouble());
  }

  /** Name, type and shape, without the elements. */
  TensorProto header() {
    return TensorProto.newBuilder()
        .setName(name)
        .setDataType(TensorProto.DataType.FLOAT_VALUE)
        .addAllDims(shape)
        .build();
  }
}

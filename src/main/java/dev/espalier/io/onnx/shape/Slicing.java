package dev.espalier.io.onnx.shape;

import dev.espalier.io.onnx.tensor.Dimensions;
import dev.espalier.io.onnx.tensor.TensorType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;

/**
 * What a Slice takes along each axis of its input.
 *
 * @param starts first index
 * @param steps distance to the next one, negative for backwards
 * @param counts number of indices
 */
record Slicing(List<Long> starts, List<Long> steps, List<Long> counts) {

  /**
   * Reads starts, ends, axes and steps from attributes (up to version 9) or inputs; empty if one is
   * not known.
   */
  static Optional<Slicing> of(Operands in) {
    Optional<List<Long>> starts = in.longs("starts", 1);
    Optional<List<Long>> ends = in.longs("ends", 2);
    if (starts.isEmpty() || ends.isEmpty()) {
      return Optional.empty();
    }
    int size = starts.get().size();
    boolean hasAxes = in.has(3) || in.attributes().has("axes");
    Optional<List<Long>> axes =
        hasAxes ? in.longs("axes", 3) : Optional.of(LongStream.range(0, size).boxed().toList());
    Optional<List<Long>> steps =
        in.has(4) ? in.longs(4) : Optional.of(Collections.nCopies(size, 1L));
    if (axes.isEmpty() || steps.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(of(in.shape(0), starts.get(), ends.get(), axes.get(), steps.get()));
  }

  private static Slicing of(
      List<Long> shape, List<Long> starts, List<Long> ends, List<Long> axes, List<Long> steps) {
    int size = starts.size();
    if (ends.size() != size || axes.size() != size || steps.size() != size) {
      throw new IllegalArgumentException(
          "starts, ends, axes and steps must be as many but are %s, %s, %s and %s"
              .formatted(starts, ends, axes, steps));
    }
    List<Long> first = new ArrayList<>(Collections.nCopies(shape.size(), 0L));
    List<Long> stride = new ArrayList<>(Collections.nCopies(shape.size(), 1L));
    List<Long> counts = new ArrayList<>(shape);
    for (int i = 0; i < size; i++) {
      int axis = Dimensions.axis(axes.get(i), shape.size());
      long step = steps.get(i);
      if (step == 0 || step == Long.MIN_VALUE) {
        throw new IllegalArgumentException("steps must not be 0 but are %s".formatted(steps));
      }
      long extent = shape.get(axis);
      // Backwards, index -1 is before the first element and the last one is the first to take.
      long lowest = step > 0 ? 0 : -1;
      long highest = step > 0 ? extent : extent - 1;
      long start = clamp(starts.get(i), extent, Math.max(0, lowest), highest);
      long end = clamp(ends.get(i), extent, lowest, highest);
      long distance = step > 0 ? end - start : start - end;
      first.set(axis, start);
      stride.set(axis, step);
      counts.set(axis, distance <= 0 ? 0 : Dimensions.ceilDiv(distance, Math.abs(step)));
    }
    return new Slicing(first, stride, counts);
  }

  private static long clamp(long index, long extent, long lowest, long highest) {
    long fromFront = index < 0 ? Math.max(index, -extent - 1) + extent : index;
    return Math.min(Math.max(fromFront, lowest), highest);
  }

  TensorType output(TensorType input) {
    return input.shaped(counts);
  }
}

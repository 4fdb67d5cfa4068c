package dev.espalier.io.onnx.shape;

import dev.espalier.io.onnx.tensor.Dimensions;
import dev.espalier.io.onnx.tensor.Operator;
import dev.espalier.io.onnx.tensor.TensorType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/** Operators that join, split and pick out elements. */
final class SelectionRules {
  private static final int CONCAT_NEEDS_AXIS = 4;

  private SelectionRules() {}

  static void addTo(Map<String, ShapeRule> rules) {
    rules.put("Concat", in -> List.of(concat(in, IntStream.range(0, in.count()).toArray())));
    // scale and zero point of the output, then each input with its own
    rules.put(
        "com.microsoft:QLinearConcat",
        in ->
            List.of(concat(in, IntStream.range(0, in.count() / 3).map(i -> 3 * i + 2).toArray())));
    rules.put("Split", SelectionRules::split);
    rules.put("Slice", SelectionRules::slice);
    rules.put("Gather", in -> List.of(gather(in)));
    rules.put("GatherElements", in -> List.of(in.type(0).shaped(in.shape(1))));
    rules.put("GatherND", in -> List.of(gatherNd(in)));
    for (String op : List.of("Scatter", "ScatterElements", "ScatterND", "TensorScatter")) {
      rules.put(op, in -> List.of(in.type(0)));
    }
  }

  private static TensorType concat(Operands in, int[] inputs) {
    TensorType first = in.atLeast(inputs.length == 0 ? 0 : inputs[0], 1);
    int axis = Dimensions.axis(concatAxis(in), first.rank());
    long extent = 0;
    for (int input : inputs) {
      TensorType type = in.ranked(input, first.rank());
      for (int i = 0; i < type.rank(); i++) {
        if (i != axis && !type.shape().get(i).equals(first.shape().get(i))) {
          throw new IllegalArgumentException(
              "inputs must differ along axis %d alone but %s is %s and %s is %s"
                  .formatted(axis, in.name(inputs[0]), first, in.name(input), type));
        }
      }
      extent += type.shape().get(axis);
    }
    return first.shaped(Dimensions.with(first.shape(), axis, extent));
  }

  /** The axis of a Concat; channels where none is given, up to version 3. */
  static long concatAxis(Operands in) {
    boolean isOld = in.opset() < CONCAT_NEEDS_AXIS && Operator.domain(in.node()).isEmpty();
    return isOld ? in.attributes().integer("axis", 1) : in.attributes().integer("axis");
  }

  private static List<TensorType> split(Operands in) {
    TensorType type = in.atLeast(0, 1);
    int axis = Dimensions.axis(in.attributes().integer("axis", 0), type.rank());
    long extent = type.shape().get(axis);
    int outputs = in.node().getOutputCount();
    boolean isGiven = in.has(1) || in.attributes().has("split");
    Optional<List<Long>> parts =
        isGiven ? in.longs("split", 1) : Optional.of(evenly(extent, outputs));
    return parts
        .map(
            sizes -> {
              boolean isWhole = sizes.stream().mapToLong(Long::longValue).sum() == extent;
              if (sizes.size() != outputs || !isWhole) {
                throw new IllegalArgumentException(
                    "%s, %s, cannot be split along axis %d into %d parts of %s"
                        .formatted(in.name(0), type, axis, outputs, sizes));
              }
              return sizes.stream()
                  .map(size -> type.shaped(Dimensions.with(type.shape(), axis, size)))
                  .toList();
            })
        .orElse(List.of());
  }

  /** Equal parts, of which the last one may be smaller. */
  private static List<Long> evenly(long extent, int parts) {
    long each = Dimensions.ceilDiv(extent, Math.max(1, parts));
    return LongStream.range(0, parts)
        .map(i -> Math.max(0, Math.min(each, extent - i * each)))
        .boxed()
        .toList();
  }

  private static List<TensorType> slice(Operands in) {
    return Slicing.of(in).map(slicing -> List.of(slicing.output(in.type(0)))).orElse(List.of());
  }

  private static TensorType gather(Operands in) {
    TensorType type = in.atLeast(0, 1);
    int axis = Dimensions.axis(in.attributes().integer("axis", 0), type.rank());
    List<Long> shape = new ArrayList<>(type.shape().subList(0, axis));
    shape.addAll(in.shape(1));
    shape.addAll(type.shape().subList(axis + 1, type.rank()));
    return type.shaped(shape);
  }

  private static TensorType gatherNd(Operands in) {
    TensorType type = in.atLeast(0, 1);
    List<Long> indices = in.atLeast(1, 1).shape();
    long batch = in.attributes().integer("batch_dims", 0);
    long depth = batch + indices.get(indices.size() - 1);
    if (batch < 0 || depth < 0 || depth > type.rank()) {
      throw new IllegalArgumentException(
          "%s, %s, must index at most the %d axes of %s behind the %d of the batch"
              .formatted(in.name(1), in.type(1), type.rank(), in.type(0), batch));
    }
    return type.shaped(
        Dimensions.join(
            indices.subList(0, indices.size() - 1),
            type.shape().subList((int) depth, type.rank())));
  }
}

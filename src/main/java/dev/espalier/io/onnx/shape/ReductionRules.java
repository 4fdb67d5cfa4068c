package dev.espalier.io.onnx.shape;

import dev.espalier.io.onnx.tensor.Dimensions;
import dev.espalier.io.onnx.tensor.TensorType;
import dev.espalier.model.ElementType;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** Operators that leave one element, or the best few, of what lies along axes. */
final class ReductionRules {
  private ReductionRules() {}

  static void addTo(Map<String, ShapeRule> rules) {
    for (String op : "L1 L2 LogSum LogSumExp Max Mean Min Prod Sum SumSquare".split(" ")) {
      rules.put("Reduce" + op, ReductionRules::reduce);
    }
    rules.put("ArgMax", ReductionRules::best);
    rules.put("ArgMin", ReductionRules::best);
    rules.put("TopK", ReductionRules::topK);
  }

  private static List<TensorType> reduce(Operands in) {
    TensorType type = in.type(0);
    boolean keepsAxes = in.attributes().flag("keepdims", true);
    boolean isGiven = in.has(1) || in.attributes().has("axes");
    Optional<List<Long>> given = isGiven ? in.longs("axes", 1) : Optional.of(List.of());
    return given
        .map(
            axes -> {
              if (axes.isEmpty() && in.attributes().flag("noop_with_empty_axes", false)) {
                return List.of(type);
              }
              List<Integer> reduced =
                  axes.isEmpty()
                      ? IntStream.range(0, type.rank()).boxed().toList()
                      : Dimensions.axes(axes, type.rank());
              return List.of(type.shaped(Dimensions.reduce(type.shape(), reduced, keepsAxes)));
            })
        .orElse(List.of());
  }

  private static List<TensorType> best(Operands in) {
    TensorType type = in.atLeast(0, 1);
    int axis = Dimensions.axis(in.attributes().integer("axis", 0), type.rank());
    boolean keepsAxis = in.attributes().flag("keepdims", true);
    List<Long> shape = Dimensions.reduce(type.shape(), List.of(axis), keepsAxis);
    return List.of(new TensorType(ElementType.INT64, shape));
  }

  private static List<TensorType> topK(Operands in) {
    TensorType type = in.atLeast(0, 1);
    int axis = Dimensions.axis(in.attributes().integer("axis", -1), type.rank());
    Optional<Long> k =
        in.attributes().has("k") ? Optional.of(in.attributes().integer("k")) : in.integer(1);
    return k.map(
            count -> {
              if (count < 0 || count > type.shape().get(axis)) {
                throw new IllegalArgumentException(
                    "k must be from 0 to %d, the elements of %s along axis %d, but is %d"
                        .formatted(type.shape().get(axis), in.name(0), axis, count));
              }
              TensorType top = type.shaped(Dimensions.with(type.shape(), axis, count));
              return List.of(top, top.of(ElementType.INT64));
            })
        .orElse(List.of());
  }
}

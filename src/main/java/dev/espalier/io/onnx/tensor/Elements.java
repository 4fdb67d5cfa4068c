package dev.espalier.io.onnx.tensor;

import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import java.util.function.IntUnaryOperator;

/**
 * Computes the elements of small tensors. The type of each result is given, so that its size is
 * known to be small before anything is allocated.
 */
public final class Elements {
  private Elements() {}

  /** Each element is that of an input at some index. */
  public static Values pick(Values from, TensorType type, IntUnaryOperator source) {
    double[] data = new double[(int) type.elements()];
    Arrays.setAll(data, i -> from.get(source.applyAsInt(i)));
    return new Values(type, data);
  }

  /** A function of each element. */
  public static Values map(Values from, TensorType type, DoubleUnaryOperator function) {
    return new Values(type, from.stream().map(function).toArray());
  }

  /** A function of the elements of two tensors, which are broadcast to the type. */
  public static Values combine(Values a, Values b, TensorType type, DoubleBinaryOperator function) {
    double[] data = new double[(int) type.elements()];
    Arrays.setAll(
        data,
        i ->
            function.applyAsDouble(
                a.get(source(i, type, a.type())), b.get(source(i, type, b.type()))));
    return new Values(type, data);
  }

  /** The elements repeated along axes that are broadcast. */
  public static Values broadcast(Values from, TensorType type) {
    return pick(from, type, i -> source(i, type, from.type()));
  }

  /** Index of the element that is broadcast to an index of a larger tensor. */
  private static int source(int index, TensorType larger, TensorType smaller) {
    long rest = index;
    long source = 0;
    long stride = 1;
    for (int axis = larger.rank() - 1; axis >= 0; axis--) {
      long extent = larger.shape().get(axis);
      int own = axis - larger.rank() + smaller.rank();
      if (own >= 0 && smaller.shape().get(own) != 1) {
        source += rest % extent * stride;
        stride *= smaller.shape().get(own);
      }
      rest /= extent;
    }
    return (int) source;
  }

  /**
   * Elements along axes combined into one.
   *
   * @param type type of the result, whose elements are those of the input without the axes
   * @param ofNothing result where there are no elements
   */
  public static Values reduce(
      Values from,
      TensorType type,
      List<Integer> axes,
      double ofNothing,
      DoubleBinaryOperator function) {
    TensorType kept = from.type().shaped(Dimensions.reduce(from.type().shape(), axes, true));
    double[] data = new double[(int) type.elements()];
    Arrays.fill(data, ofNothing);
    for (int i = 0; i < from.size(); i++) {
      int target = source(i, from.type(), kept);
      data[target] = function.applyAsDouble(data[target], from.get(i));
    }
    return new Values(type, data);
  }

  /** The parts of an input, along one axis, that indices name. */
  public static Values gather(Values from, Values indices, TensorType type, int axis) {
    List<Long> shape = from.type().shape();
    int extent = shape.get(axis).intValue();
    int inner = (int) Dimensions.product(shape.subList(axis + 1, shape.size()));
    int picked = indices.size();
    return pick(
        from,
        type,
        i -> {
          int index = (int) indices.get(i / inner % picked);
          if (index < -extent || index >= extent) {
            throw new IllegalArgumentException(
                "indices must be from %d to %d but one is %d"
                    .formatted(-extent, extent - 1, index));
          }
          int place = index < 0 ? index + extent : index;
          return (i / inner / picked * extent + place) * inner + i % inner;
        });
  }

  /** Tensors one behind the other along an axis. */
  public static Values concat(List<Values> parts, TensorType type, int axis) {
    double[] data = new double[(int) type.elements()];
    List<Long> shape = type.shape();
    int outer = (int) Dimensions.product(shape.subList(0, axis));
    int at = 0;
    for (int row = 0; row < outer; row++) {
      for (Values part : parts) {
        int length = part.size() / outer;
        for (int i = 0; i < length; i++) {
          data[at++] = part.get(row * length + i);
        }
      }
    }
    return new Values(type, data);
  }

  /**
   * Axes in another order.
   *
   * @param order for each axis of the result, which one of the input it is
   */
  public static Values transpose(Values from, TensorType type, List<Long> order) {
    List<Long> shape = from.type().shape();
    return pick(
        from,
        type,
        i -> {
          long rest = i;
          long source = 0;
          for (int axis = order.size() - 1; axis >= 0; axis--) {
            int of = order.get(axis).intValue();
            long stride = Dimensions.product(shape.subList(of + 1, shape.size()));
            source += rest % shape.get(of) * stride;
            rest /= shape.get(of);
          }
          return (int) source;
        });
  }

  /**
   * Elements at regular places.
   *
   * @param starts first index along each axis
   * @param steps distance to the next one
   */
  public static Values slice(Values from, TensorType type, List<Long> starts, List<Long> steps) {
    List<Long> shape = from.type().shape();
    return pick(
        from,
        type,
        i -> {
          long rest = i;
          long source = 0;
          long stride = 1;
          for (int axis = shape.size() - 1; axis >= 0; axis--) {
            long extent = type.shape().get(axis);
            source += (starts.get(axis) + rest % extent * steps.get(axis)) * stride;
            stride *= shape.get(axis);
            rest /= extent;
          }
          return (int) source;
        });
  }
}

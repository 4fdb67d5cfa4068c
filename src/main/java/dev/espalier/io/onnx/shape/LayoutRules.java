package dev.espalier.io.onnx.shape;

import dev.espalier.io.onnx.tensor.Dimensions;
import dev.espalier.io.onnx.tensor.TensorType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/** Operators that give the same elements another shape or order. */
final class LayoutRules {
  private LayoutRules() {}

  static void addTo(Map<String, ShapeRule> rules) {
    rules.put("Reshape", LayoutRules::reshape);
    rules.put("Flatten", in -> List.of(flatten(in)));
    rules.put("Squeeze", LayoutRules::squeeze);
    rules.put("Unsqueeze", LayoutRules::unsqueeze);
    rules.put("Transpose", in -> List.of(transpose(in)));
    rules.put("DepthToSpace", in -> List.of(depthToSpace(in)));
    rules.put("SpaceToDepth", in -> List.of(spaceToDepth(in)));
    rules.put("ReverseSequence", in -> List.of(in.atLeast(0, 2)));
  }

  private static List<TensorType> reshape(Operands in) {
    return in.longs("shape", 1)
        .map(shape -> List.of(in.type(0).shaped(resolve(in, shape))))
        .orElse(List.of());
  }

  /** Replaces 0 by the extent of the input at that place and -1 by what is left. */
  private static List<Long> resolve(Operands in, List<Long> target) {
    TensorType type = in.type(0);
    boolean isZeroMeant = in.attributes().flag("allowzero", false);
    List<Long> shape = new ArrayList<>();
    int open = -1;
    for (int i = 0; i < target.size(); i++) {
      long extent = target.get(i);
      if (extent == -1 && open < 0) {
        open = i;
        extent = 1;
      } else if (extent < 0) {
        throw unfit(in, target);
      } else if (extent == 0 && !isZeroMeant) {
        if (i >= type.rank()) {
          throw unfit(in, target);
        }
        extent = type.shape().get(i);
      }
      shape.add(extent);
    }
    long others = Dimensions.product(shape);
    if (open >= 0 && others > 0) {
      shape.set(open, type.elements() / others);
    }
    if (Dimensions.product(shape) != type.elements() || (open >= 0 && others == 0)) {
      throw unfit(in, target);
    }
    return shape;
  }

  private static IllegalArgumentException unfit(Operands in, List<Long> target) {
    return new IllegalArgumentException(
        "%s, %s, cannot be reshaped to %s".formatted(in.name(0), in.type(0), target));
  }

  private static TensorType flatten(Operands in) {
    List<Long> shape = in.shape(0);
    long axis = in.attributes().integer("axis", 1);
    // The one axis that may lie behind the last.
    int from = axis == shape.size() ? shape.size() : Dimensions.axis(axis, shape.size());
    return in.type(0)
        .shaped(
            List.of(
                Dimensions.product(shape.subList(0, from)),
                Dimensions.product(shape.subList(from, shape.size()))));
  }

  private static List<TensorType> squeeze(Operands in) {
    List<Long> shape = in.shape(0);
    boolean isGiven = in.has(1) || in.attributes().has("axes");
    if (!isGiven) {
      return List.of(in.type(0).shaped(shape.stream().filter(extent -> extent != 1).toList()));
    }
    return in.longs("axes", 1).map(axes -> List.of(squeezed(in, axes))).orElse(List.of());
  }

  private static TensorType squeezed(Operands in, List<Long> given) {
    List<Long> shape = in.shape(0);
    List<Integer> axes = Dimensions.axes(given, shape.size());
    for (int axis : axes) {
      if (shape.get(axis) != 1) {
        throw new IllegalArgumentException(
            "axis %d of %s must have 1 element to be left out but is of %s"
                .formatted(axis, in.name(0), in.type(0)));
      }
    }
    return in.type(0).shaped(Dimensions.reduce(shape, axes, false));
  }

  private static List<TensorType> unsqueeze(Operands in) {
    return in.longs("axes", 1)
        .map(
            given -> {
              List<Long> shape = new ArrayList<>(in.shape(0));
              List<Integer> axes = Dimensions.axes(given, shape.size() + given.size());
              axes.stream().sorted().forEach(axis -> shape.add(Math.min(axis, shape.size()), 1L));
              return List.of(in.type(0).shaped(shape));
            })
        .orElse(List.of());
  }

  private static TensorType transpose(Operands in) {
    List<Long> shape = in.shape(0);
    return in.type(0).shaped(order(in).stream().map(axis -> shape.get(axis.intValue())).toList());
  }

  /** The axes of the input in the order in which a Transpose puts them; reversed unless given. */
  static List<Long> order(Operands in) {
    int rank = in.type(0).rank();
    List<Long> order =
        in.attributes()
            .integers("perm")
            .orElseGet(() -> LongStream.range(0, rank).mapToObj(i -> rank - 1 - i).toList());
    boolean isOrder =
        order.size() == rank
            && order.stream().distinct().count() == rank
            && order.stream().allMatch(axis -> axis >= 0 && axis < rank);
    if (!isOrder) {
      throw new IllegalArgumentException(
          "attribute \"perm\" must name each axis of %s once but is %s"
              .formatted(in.type(0), order));
    }
    return order;
  }

  private static TensorType depthToSpace(Operands in) {
    List<Long> shape = in.ranked(0, 4).shape();
    long block = blockSize(in);
    divide(in, 1, block * block);
    return in.type(0)
        .shaped(
            List.of(
                shape.get(0),
                shape.get(1) / (block * block),
                Dimensions.product(List.of(shape.get(2), block)),
                Dimensions.product(List.of(shape.get(3), block))));
  }

  private static TensorType spaceToDepth(Operands in) {
    List<Long> shape = in.ranked(0, 4).shape();
    long block = blockSize(in);
    IntStream.of(2, 3).forEach(axis -> divide(in, axis, block));
    return in.type(0)
        .shaped(
            List.of(
                shape.get(0),
                Dimensions.product(List.of(shape.get(1), block, block)),
                shape.get(2) / block,
                shape.get(3) / block));
  }

  private static long blockSize(Operands in) {
    long block = in.attributes().integer("blocksize");
    if (block < 1 || block > Short.MAX_VALUE) {
      throw new IllegalArgumentException(
          "attribute \"blocksize\" must be from 1 to 32767 but is %d".formatted(block));
    }
    return block;
  }

  private static void divide(Operands in, int axis, long divisor) {
    if (in.shape(0).get(axis) % divisor != 0) {
      throw new IllegalArgumentException(
          "axis %d of %s must be divisible by %d but is of %s"
              .formatted(axis, in.name(0), divisor, in.type(0)));
    }
  }
}

package dev.espalier.io.onnx.tensor;

import dev.espalier.internal.Checks;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Arithmetic on shapes: exact, and refused where it would leave the numbers of this package. */
public final class Dimensions {
  private Dimensions() {}

  /**
   * The product of numbers.
   *
   * @throws IllegalArgumentException if a number is negative or the product above 2^53
   */
  public static long product(List<Long> factors) {
    long product = 1;
    for (long factor : factors) {
      if (factor < 0) {
        throw new IllegalArgumentException(
            "extents must be >= 0 but one of %s is %d".formatted(text(factors), factor));
      }
      // Every partial product is checked, so that a zero behind an overflow hides nothing.
      if (factor > 0 && product > Checks.MAX_COUNT / factor) {
        throw new IllegalArgumentException(
            "the product of %s must be at most 2^53".formatted(text(factors)));
      }
      product *= factor;
    }
    return product;
  }

  /** The extents joined by x, such as {@code 1x3x224x224}. */
  public static String text(List<Long> shape) {
    return shape.isEmpty()
        ? "scalar"
        : shape.stream().map(String::valueOf).collect(Collectors.joining("x"));
  }

  /**
   * The quotient rounded up.
   *
   * @param dividend at least 0
   * @param divisor at least 1
   */
  public static long ceilDiv(long dividend, long divisor) {
    return dividend / divisor + (dividend % divisor == 0 ? 0 : 1);
  }

  /**
   * An axis counted from the front.
   *
   * @param axis from -rank to rank - 1, negative from the back
   * @throws IllegalArgumentException if it lies outside
   */
  public static int axis(long axis, int rank) {
    if (axis < -rank || axis >= rank) {
      throw new IllegalArgumentException(
          "axis must be from %d to %d for rank %d but is %d"
              .formatted(-rank, rank - 1, rank, axis));
    }
    return (int) (axis < 0 ? axis + rank : axis);
  }

  /** Some axes counted from the front. */
  public static List<Integer> axes(List<Long> axes, int rank) {
    return axes.stream().map(axis -> axis(axis, rank)).distinct().toList();
  }

  /**
   * The common shape of two tensors of which axes of extent 1, or missing in front, are repeated.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static List<Long> broadcast(List<Long> a, List<Long> b) {
    int rank = Math.max(a.size(), b.size());
    List<Long> common = new ArrayList<>(rank);
    for (int i = 0; i < rank; i++) {
      long ofA = i < rank - a.size() ? 1 : a.get(i - rank + a.size());
      long ofB = i < rank - b.size() ? 1 : b.get(i - rank + b.size());
      if (ofA != ofB && ofA != 1 && ofB != 1) {
        throw new IllegalArgumentException(
            "shapes %s and %s cannot be broadcast: %d and %d at axis %d"
                .formatted(text(a), text(b), ofA, ofB, i));
      }
      common.add(ofA == 1 ? ofB : ofA);
    }
    return common;
  }

  /** A shape with the extents of some axes replaced by 1, or left out. */
  public static List<Long> reduce(List<Long> shape, List<Integer> axes, boolean keepsAxes) {
    List<Long> reduced = new ArrayList<>();
    for (int i = 0; i < shape.size(); i++) {
      if (!axes.contains(i)) {
        reduced.add(shape.get(i));
      } else if (keepsAxes) {
        reduced.add(1L);
      }
    }
    return reduced;
  }

  /** A shape with the extent of one axis replaced. */
  public static List<Long> with(List<Long> shape, int axis, long extent) {
    List<Long> changed = new ArrayList<>(shape);
    changed.set(axis, extent);
    return changed;
  }

  /** Two shapes one behind the other. */
  public static List<Long> join(List<Long> front, List<Long> back) {
    List<Long> joined = new ArrayList<>(front);
    joined.addAll(back);
    return joined;
  }
}

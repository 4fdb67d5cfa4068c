package dev.espalier.model;

import dev.espalier.error.InvalidFieldException;
import dev.espalier.internal.Checks;
import java.util.List;
import java.util.Optional;

/**
 * A tensor of a network: its name and size and, where they are known, type and shape.
 *
 * @param name unique among the inputs of the network and the outputs of its layers
 * @param bytes its size in memory, bytes
 * @param type type of its elements
 * @param shape its extents, the batch axis included; empty for a scalar
 */
public record TensorSpec(
    String name, long bytes, Optional<ElementType> type, Optional<List<Long>> shape) {

  /**
   * @throws IllegalArgumentException if the name is blank, the size or an extent is negative or
   *     above 2^53, or the size is not that of the type and the shape
   */
  public TensorSpec {
    Checks.name("tensor", "name", name);
    String subject = Checks.quoted("tensor", name);
    Checks.count(subject, "bytes", bytes, 0);
    shape = shape.map(List::copyOf);
    shape.ifPresent(extents -> checkExtents(subject, extents));
    if (type.isPresent() && shape.isPresent()) {
      long expected = bytes(subject, type.get(), shape.get());
      if (bytes != expected) {
        throw new InvalidFieldException(
            "bytes",
            "%s: bytes must be %d, which %s elements of shape %s take, but is %d"
                .formatted(subject, expected, type.get().label(), shape.get(), bytes));
      }
    }
  }

  /** A tensor of unknown type and shape. */
  public static TensorSpec of(String name, long bytes) {
    return new TensorSpec(name, bytes, Optional.empty(), Optional.empty());
  }

  /** A tensor with the size of its elements. */
  public static TensorSpec of(String name, ElementType type, List<Long> shape) {
    String subject = Checks.quoted("tensor", name);
    checkExtents(subject, shape);
    return new TensorSpec(name, bytes(subject, type, shape), Optional.of(type), Optional.of(shape));
  }

  private static void checkExtents(String subject, List<Long> extents) {
    for (int axis = 0; axis < extents.size(); axis++) {
      Checks.count(subject, "shape/" + axis, extents.get(axis), 0);
    }
  }

  private static long bytes(String subject, ElementType type, List<Long> shape) {
    long elements = 1;
    for (long extent : shape) {
      // Divided by the widest type, so that the size in bits is exact, too.
      if (extent > 0 && elements > (Checks.MAX_COUNT >> 4) / extent) {
        throw new InvalidFieldException(
            "shape",
            "%s: shape %s has more elements than the 2^49 that are supported"
                .formatted(subject, shape));
      }
      elements *= extent;
    }
    return type.bytes(elements);
  }
}

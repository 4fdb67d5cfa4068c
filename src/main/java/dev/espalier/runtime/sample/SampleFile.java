package dev.espalier.runtime.sample;

import dev.espalier.io.InvalidFileException;
import dev.espalier.io.tensor.TensorValues;
import dev.espalier.model.ElementType;
import dev.espalier.model.TensorSpec;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.List;

/**
 * The samples of one input in a file.
 *
 * @param values what the file holds
 * @param spec the input
 * @param count number of samples
 */
record SampleFile(TensorValues values, TensorSpec spec, int count) {
  private static final double PIXEL = 255;

  /**
   * @throws InvalidFileException if type or shape of the file do not fit the input
   */
  static SampleFile of(Path path, TensorValues values, TensorSpec spec) {
    ElementType type = spec.type().orElseThrow();
    if (!isReadable(values.type(), type)) {
      throw new InvalidFileException(
          "%s: expected %s elements for input \"%s\" but found %s"
              .formatted(path, type.label(), spec.name(), values.type().label()));
    }
    List<Long> needed = withoutOnes(spec.shape().orElseThrow());
    List<Long> found = values.shape();
    if (withoutOnes(found).equals(needed) && values.elements() > 0) {
      return new SampleFile(values, spec, 1);
    }
    boolean isSeries =
        !found.isEmpty() && withoutOnes(found.subList(1, found.size())).equals(needed);
    if (!isSeries || values.elements() == 0) {
      throw new InvalidFileException(
          "%s: expected samples of shape %s for input \"%s\", one behind another, but found shape %s"
              .formatted(path, spec.shape().orElseThrow(), spec.name(), found));
    }
    return new SampleFile(values, spec, Math.toIntExact(found.get(0)));
  }

  private static List<Long> withoutOnes(List<Long> shape) {
    return shape.stream().filter(extent -> extent != 1).toList();
  }

  private static boolean isReadable(ElementType found, ElementType needed) {
    return found == needed
        || needed == ElementType.FLOAT32 && isPixelOrDouble(found)
        || needed == ElementType.INT64 && found == ElementType.INT32
        || needed == ElementType.INT32 && found == ElementType.INT64;
  }

  private static boolean isPixelOrDouble(ElementType type) {
    return type == ElementType.UINT8 || type == ElementType.FLOAT64;
  }

  TensorValues sample(int index) {
    List<Long> shape = spec.shape().orElseThrow();
    TensorValues part = values.part(index, shape);
    ElementType type = spec.type().orElseThrow();
    if (part.type() == type) {
      return part;
    }
    ByteBuffer bytes =
        ByteBuffer.allocate(Math.toIntExact(spec.bytes())).order(ByteOrder.LITTLE_ENDIAN);
    double divisor = part.type() == ElementType.UINT8 ? PIXEL : 1;
    for (int i = 0; i < part.elements(); i++) {
      switch (type) {
        case FLOAT32 -> bytes.putFloat((float) (part.number(i) / divisor));
        case INT64 -> bytes.putLong(part.integer(i));
        default -> bytes.putInt(Math.toIntExact(part.integer(i)));
      }
    }
    return new TensorValues(type, shape, bytes.flip());
  }
}

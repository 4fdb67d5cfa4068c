package dev.espalier.io.tensor;

import dev.espalier.io.InvalidFileException;
import dev.espalier.model.ElementType;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads IDX: two zero bytes, the type, the number of axes, their extents as 32-bit integers and the
 * elements, all big-endian.
 */
final class IdxReader {
  /** As many as NumPy takes. */
  private static final int MAX_AXES = 32;

  private IdxReader() {}

  /** Reads what follows the first byte. */
  static TensorValues read(Path path, DataInputStream in) throws IOException {
    try {
      int second = in.read();
      int code = in.read();
      int axes = in.readUnsignedByte();
      if (second != 0) {
        throw new InvalidFileException(
            path + ": expected a tensor as .npy (NumPy) or IDX but found neither");
      }
      ElementType type = type(path, code);
      if (axes > MAX_AXES) {
        throw new InvalidFileException(
            "%s: an IDX tensor must have at most %d axes but has %d"
                .formatted(path, MAX_AXES, axes));
      }
      List<Long> shape = new ArrayList<>();
      for (int axis = 0; axis < axes; axis++) {
        shape.add(Integer.toUnsignedLong(in.readInt()));
      }
      return TensorFile.elements(path, in, type, shape, true);
    } catch (EOFException e) {
      throw new InvalidFileException(path + ": the file ends within the header of an IDX tensor");
    }
  }

  private static ElementType type(Path path, int code) {
    return switch (code) {
      case 0x08 -> ElementType.UINT8;
      case 0x09 -> ElementType.INT8;
      case 0x0B -> ElementType.INT16;
      case 0x0C -> ElementType.INT32;
      case 0x0D -> ElementType.FLOAT32;
      case 0x0E -> ElementType.FLOAT64;
      default ->
          throw new InvalidFileException(
              "%s: type of the elements must be 8, 9, 11, 12, 13 or 14 in an IDX file but is %d"
                  .formatted(path, code));
    };
  }
}

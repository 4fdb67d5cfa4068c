package dev.espalier.io.tensor;

import dev.espalier.io.InvalidFileException;
import dev.espalier.model.ElementType;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Reads a tensor from a file: {@code .npy} of NumPy or IDX, which is recognized by its first bytes.
 */
public final class TensorFile {
  private static final int NPY_FIRST_BYTE = 0x93;

  /** Maximum size of the elements: what one array holds. */
  private static final long MAX_BYTES = Integer.MAX_VALUE - 8;

  private TensorFile() {}

  /**
   * Reads a tensor.
   *
   * @throws InvalidFileException if the file cannot be read or is of neither format
   */
  public static TensorValues read(Path path) {
    try (InputStream file = Files.newInputStream(path);
        DataInputStream in = new DataInputStream(new BufferedInputStream(file))) {
      return read(path, in);
    } catch (IOException e) {
      throw InvalidFileException.unreadable(path, e);
    } catch (OutOfMemoryError e) {
      throw InvalidFileException.tooLarge(path);
    }
  }

  private static TensorValues read(Path path, DataInputStream in) throws IOException {
    int first = in.read();
    if (first == NPY_FIRST_BYTE) {
      return NpyReader.read(path, in);
    }
    if (first == 0) {
      return IdxReader.read(path, in);
    }
    throw new InvalidFileException(
        path + ": expected a tensor as .npy (NumPy) or IDX but found neither");
  }

  /** The elements, which are all that is left of a file. */
  static TensorValues elements(
      Path path, DataInputStream in, ElementType type, List<Long> shape, boolean isSwapped)
      throws IOException {
    long size = type.bytes(1);
    for (long extent : shape) {
      if (extent > 0 && size > MAX_BYTES / extent) {
        throw new InvalidFileException(
            "%s: shape %s of %s elements needs more than the 2 GiB that are supported"
                .formatted(path, shape, type.label()));
      }
      size *= extent;
    }
    // Grows with what is there, so that a shape alone cannot take the memory.
    byte[] bytes = in.readNBytes((int) size);
    if (bytes.length < size) {
      throw new InvalidFileException(
          "%s: shape %s of %s elements needs %d bytes but the file ends after %d of them"
              .formatted(path, shape, type.label(), size, bytes.length));
    }
    if (in.read() >= 0) {
      throw new InvalidFileException(
          "%s: expected the file to end after the %d bytes of shape %s but found more"
              .formatted(path, size, shape));
    }
    if (isSwapped) {
      swap(bytes, type.bits() / Byte.SIZE);
    }
    return new TensorValues(type, shape, ByteBuffer.wrap(bytes));
  }

  private static void swap(byte[] bytes, int width) {
    for (int start = 0; start < bytes.length; start += width) {
      for (int i = 0; i < width / 2; i++) {
        byte kept = bytes[start + i];
        bytes[start + i] = bytes[start + width - 1 - i];
        bytes[start + width - 1 - i] = kept;
      }
    }
  }
}

package dev.espalier.io.tensor;

import dev.espalier.internal.Printable;
import dev.espalier.io.InvalidFileException;
import dev.espalier.model.ElementType;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads {@code .npy} files of versions 1 to 3: a magic string, and as text of a Python dictionary
 * type, order and shape of the elements. Only little-endian numbers in row-major order are read,
 * which is what NumPy writes unless it is made to write something else.
 */
final class NpyReader {
  private static final String REST_OF_MAGIC = "NUMPY";
  private static final int MAX_HEADER = 1 << 16;
  private static final int LAST_VERSION = 3;
  private static final int MESSAGE_LENGTH = 100;

  private static final Pattern TYPE = Pattern.compile("'descr'\\s*:\\s*'([^']*)'");
  private static final Pattern ORDER = Pattern.compile("'fortran_order'\\s*:\\s*(True|False)");
  private static final Pattern SHAPE = Pattern.compile("'shape'\\s*:\\s*\\(([\\d\\s,]*)\\)");

  private NpyReader() {}

  /** Reads what follows the first byte. */
  static TensorValues read(Path path, DataInputStream in) throws IOException {
    String header;
    try {
      header = header(path, in);
    } catch (EOFException e) {
      throw new InvalidFileException(path + ": the file ends within the header of a .npy tensor");
    }
    ElementType type = type(path, field(path, TYPE, "descr", header));
    if (field(path, ORDER, "fortran_order", header).equals("True")) {
      throw new InvalidFileException(
          path + ": expected row-major order but fortran_order is True; save it as C-order");
    }
    List<Long> shape = shape(path, field(path, SHAPE, "shape", header));
    return TensorFile.elements(path, in, type, shape, false);
  }

  private static String header(Path path, DataInputStream in) throws IOException {
    byte[] magic = new byte[REST_OF_MAGIC.length()];
    in.readFully(magic);
    int version = in.readUnsignedByte();
    in.readUnsignedByte();
    if (!REST_OF_MAGIC.equals(new String(magic, StandardCharsets.ISO_8859_1))
        || version < 1
        || version > LAST_VERSION) {
      throw new InvalidFileException(
          path + ": expected a .npy file of version 1 to 3 but found another header");
    }
    long length =
        version == 1
            ? Short.toUnsignedInt(Short.reverseBytes(in.readShort()))
            : Integer.toUnsignedLong(Integer.reverseBytes(in.readInt()));
    if (length > MAX_HEADER) {
      throw new InvalidFileException(
          "%s: the header of a .npy file must have at most %d bytes but has %d"
              .formatted(path, MAX_HEADER, length));
    }
    byte[] header = new byte[(int) length];
    in.readFully(header);
    return new String(header, StandardCharsets.UTF_8);
  }

  private static String field(Path path, Pattern pattern, String name, String header) {
    Matcher matcher = pattern.matcher(header);
    if (!matcher.find()) {
      throw new InvalidFileException(
          "%s: expected a number type, an order and a shape in the header but found no %s in: %s"
              .formatted(path, name, Printable.shortened(header.strip(), MESSAGE_LENGTH)));
    }
    return matcher.group(1);
  }

  private static ElementType type(Path path, String descr) {
    Optional<ElementType> type =
        switch (descr) {
          case "<f4" -> Optional.of(ElementType.FLOAT32);
          case "<f8" -> Optional.of(ElementType.FLOAT64);
          case "<f2" -> Optional.of(ElementType.FLOAT16);
          case "|b1" -> Optional.of(ElementType.BOOL);
          case "|i1" -> Optional.of(ElementType.INT8);
          case "|u1" -> Optional.of(ElementType.UINT8);
          case "<i2" -> Optional.of(ElementType.INT16);
          case "<u2" -> Optional.of(ElementType.UINT16);
          case "<i4" -> Optional.of(ElementType.INT32);
          case "<u4" -> Optional.of(ElementType.UINT32);
          case "<i8" -> Optional.of(ElementType.INT64);
          case "<u8" -> Optional.of(ElementType.UINT64);
          default -> Optional.empty();
        };
    return type.orElseThrow(
        () ->
            new InvalidFileException(
                "%s: expected little-endian numbers or booleans (such as <f4, |u1, <i8) but descr is %s"
                    .formatted(path, Printable.shortened(descr, MESSAGE_LENGTH))));
  }

  private static List<Long> shape(Path path, String text) {
    List<Long> shape = new ArrayList<>();
    for (String extent : text.split(",")) {
      if (!extent.isBlank()) {
        try {
          shape.add(Long.parseLong(extent.strip()));
        } catch (NumberFormatException e) {
          throw new InvalidFileException(
              "%s: extents must be integers below 2^63 but the shape is (%s)"
                  .formatted(path, Printable.shortened(text, MESSAGE_LENGTH)));
        }
      }
    }
    return shape;
  }
}

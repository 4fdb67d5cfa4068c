package dev.espalier.io.onnx.file;

import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import dev.espalier.internal.Printable;
import dev.espalier.io.InvalidFileException;

/**
 * The external data of a tensor, as it names them.
 *
 * @param location name of the file, relative to the folder of the model
 * @param offset place of the first byte
 * @param length number of bytes; -1 if it is not named
 */
record DataPlace(String location, long offset, long length) {
  private static final int UNNAMED = -1;
  private static final int MAX_SHOWN = 80;

  /** The place that a tensor names; the last entry of a key counts. */
  static DataPlace of(TensorProto tensor, String subject) {
    String location = "";
    long offset = 0;
    long length = UNNAMED;
    for (StringStringEntryProto entry : tensor.getExternalDataList()) {
      switch (entry.getKey()) {
        case "location" -> location = entry.getValue();
        case "offset" -> offset = number(entry, subject);
        case "length" -> length = number(entry, subject);
        default -> {} // such as a checksum
      }
    }
    return new DataPlace(location, offset, length);
  }

  private static long number(StringStringEntryProto entry, String subject) {
    try {
      long value = Long.parseLong(entry.getValue().strip());
      if (value >= 0) {
        return value;
      }
    } catch (NumberFormatException e) {
      // falls through to the one message
    }
    throw new InvalidFileException(
        "%s: external data: expected a number of bytes as %s but found \"%s\""
            .formatted(subject, entry.getKey(), Printable.shortened(entry.getValue(), MAX_SHOWN)));
  }
}

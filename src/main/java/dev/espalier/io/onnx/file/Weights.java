package dev.espalier.io.onnx.file;

import ai.onnx.proto.OnnxMl.TensorProto;
import dev.espalier.internal.Printable;
import dev.espalier.io.InvalidFileException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Map;

/**
 * The values of the tensors of a model, wherever they are: in the tensor, left out of the model
 * when it was read, or in files of external data. They are streamed, never loaded as a whole.
 */
public final class Weights {
  private static final int MAX_SHOWN = 200;

  private final String name;
  private final Path file;
  private final String location;
  private final Map<Long, Payload> payloads;
  private final DataFolder folder;

  /**
   * @param name what messages call the model
   * @param file the model; null for a stream, which cannot be read again
   * @param location what tensors name as the file of values that were left out
   */
  Weights(String name, Path file, String location, Map<Long, Payload> payloads) {
    this.name = name;
    this.file = file;
    this.location = location;
    this.payloads = Map.copyOf(payloads);
    folder = file == null ? null : new DataFolder(file.toAbsolutePath().getParent());
  }

  /**
   * Number of bytes of the values as {@code raw_data}: elements x bits, rounded up to bytes.
   *
   * @throws InvalidFileException if dimensions or type allow no number
   */
  public long byteCount(TensorProto tensor) {
    int bits = DataTypes.bits(tensor.getDataType());
    if (bits == 0) {
      throw new InvalidFileException(
          "%s: its elements of %s have no fixed size"
              .formatted(subject(tensor), DataTypes.name(tensor.getDataType())));
    }
    long elements = 1;
    for (long extent : tensor.getDimsList()) {
      if (extent < 0) {
        throw new InvalidFileException(
            "%s: expected dimensions of at least 0 but found %d"
                .formatted(subject(tensor), extent));
      }
      if (extent != 0 && elements > (Long.MAX_VALUE >> 7) / extent) {
        throw new InvalidFileException(
            subject(tensor) + ": its dimensions multiply to more than 2^56 elements");
      }
      elements *= extent;
    }
    return (elements * bits + Byte.SIZE - 1) / Byte.SIZE;
  }

  /**
   * Writes the values to a stream as {@code raw_data}: little-endian and dense.
   *
   * @throws IOException if the stream cannot be written
   * @throws InvalidFileException if the values cannot be read or are too few or too many
   */
  public void copyTo(TensorProto tensor, OutputStream out) throws IOException {
    check(tensor);
    if (!isExternal(tensor)) {
      RawValues.write(tensor, out);
      return;
    }
    DataPlace place = DataPlace.of(tensor, subject(tensor));
    Payload payload = payload(place);
    long count = byteCount(tensor);
    if (payload == null) {
      Path data = folder == null ? null : folder.file(place.location(), subject(tensor)).path();
      copy(data, tensor, place.offset(), count, out);
    } else if (payload.plain()) {
      copy(file, tensor, payload.offset(), count, out);
    } else {
      decode(tensor, payload, count, out);
    }
  }

  /**
   * Checks that the values are there, as many as the dimensions say, without reading them. Values
   * that have to be decoded are not counted.
   */
  void check(TensorProto tensor) {
    if (tensor.getDataType() == TensorProto.DataType.STRING_VALUE) {
      return;
    }
    long count = byteCount(tensor);
    if (!isExternal(tensor)) {
      checkCount(tensor, RawValues.count(tensor), count);
      return;
    }
    DataPlace place = DataPlace.of(tensor, subject(tensor));
    Payload payload = payload(place);
    if (payload != null) {
      if (payload.plain()) {
        checkField(tensor, payload);
        checkCount(tensor, payload.length(), count);
      }
      return;
    }
    if (folder != null) {
      checkExternal(tensor, place, count);
    }
  }

  private void checkField(TensorProto tensor, Payload payload) {
    if (payload.field() != TensorProto.RAW_DATA_FIELD_NUMBER
        && payload.field() != TensorData.fieldOf(tensor.getDataType())) {
      throw new InvalidFileException(
          "%s: its elements of %s are not in the field for them"
              .formatted(subject(tensor), DataTypes.name(tensor.getDataType())));
    }
  }

  private void checkCount(TensorProto tensor, long found, long expected) {
    if (found != expected) {
      throw new InvalidFileException(
          "%s: expected values of %d bytes, by its dimensions %s of %s, but found %d bytes"
              .formatted(
                  subject(tensor),
                  expected,
                  tensor.getDimsList(),
                  DataTypes.name(tensor.getDataType()),
                  found));
    }
  }

  private void checkExternal(TensorProto tensor, DataPlace place, long count) {
    if (place.length() >= 0) {
      checkCount(tensor, place.length(), count);
    }
    DataFolder.DataFile data = folder.file(place.location(), subject(tensor));
    if (place.offset() > data.bytes() || count > data.bytes() - place.offset()) {
      throw new InvalidFileException(
          "%s: expected %d bytes from %d on in %s, but the file has %d"
              .formatted(subject(tensor), count, place.offset(), data.path(), data.bytes()));
    }
  }

  private static boolean isExternal(TensorProto tensor) {
    return tensor.getDataLocation() == TensorProto.DataLocation.EXTERNAL;
  }

  /** The values that were left out of this model and that a tensor refers to; null if none. */
  private Payload payload(DataPlace place) {
    return place.location().equals(location) ? payloads.get(place.offset()) : null;
  }

  private void copy(Path from, TensorProto tensor, long offset, long count, OutputStream out)
      throws IOException {
    try (WireReader in = open(from, tensor, offset)) {
      in.copy(count, out);
    }
  }

  private void decode(TensorProto tensor, Payload payload, long count, OutputStream out)
      throws IOException {
    try (WireReader in = open(file, tensor, payload.offset())) {
      CountedStream counted = new CountedStream(out);
      RawValues.decode(in, payload.offset() + payload.length(), tensor.getDataType(), counted);
      counted.flush();
      checkCount(tensor, counted.count(), count);
    }
  }

  private WireReader open(Path from, TensorProto tensor, long offset) {
    if (from == null) {
      throw new InvalidFileException(
          "%s: its values cannot be read, as the model was read from a stream and not from a file"
              .formatted(subject(tensor)));
    }
    return WireReader.open(from, subject(tensor), offset);
  }

  private String subject(TensorProto tensor) {
    return "%s: tensor \"%s\"".formatted(name, Printable.shortened(tensor.getName(), MAX_SHOWN));
  }
}

package dev.espalier.io.onnx.file;

import ai.onnx.proto.OnnxMl.ModelProto;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.espalier.io.InvalidFileException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * An ONNX file without the values of its large tensors. A tensor of more than 64 KiB refers to its
 * values as external data, whether the file holds them itself or another one does; {@link
 * #weights()} streams them. Files of any size are read, in memory that depends on the graph alone.
 *
 * <p>Only {@link #weights()} interprets these references: values of a large tensor that the file
 * holds itself are external data of that file, at an offset where they may have to be decoded.
 */
public final class OnnxFile {
  private static final int BEGINNING_BYTES = 512;

  private final String name;
  private final ModelProto model;
  private final Weights weights;

  private OnnxFile(String name, ModelProto model, Weights weights) {
    this.name = name;
    this.model = model;
    this.weights = weights;
  }

  /**
   * Reads a file, which may be a pipe; the weights of a pipe cannot be read afterwards.
   *
   * @throws InvalidFileException if it cannot be read, is no valid ONNX file, or lacks weights
   */
  public static OnnxFile read(Path path) {
    try {
      return Files.isRegularFile(path) ? readFile(path) : readPipe(path);
    } catch (IOException e) {
      throw InvalidFileException.unreadable(path, e);
    } catch (OutOfMemoryError e) {
      throw InvalidFileException.tooLarge(path);
    }
  }

  private static OnnxFile readFile(Path path) throws IOException {
    String name = path.toString();
    String location = path.getFileName().toString();
    try (WireReader reader = WireReader.open(path, name, 0)) {
      return parse(reader, name, path, Files.size(path), location);
    } catch (InvalidFileException e) {
      throw otherKind(e, name, beginning(path));
    }
  }

  private static byte[] beginning(Path path) throws IOException {
    try (InputStream in = Files.newInputStream(path)) {
      return in.readNBytes(BEGINNING_BYTES);
    }
  }

  private static OnnxFile readPipe(Path path) throws IOException {
    try (InputStream in = Files.newInputStream(path)) {
      return read(in, path.toString());
    }
  }

  /**
   * Reads a stream, which stays open. Weights cannot be read afterwards, except small ones, and
   * whether external data exist is not checked.
   *
   * @param name name of the stream in messages
   * @throws IOException if the stream cannot be read
   * @throws InvalidFileException if it is no valid ONNX file
   */
  public static OnnxFile read(InputStream in, String name) throws IOException {
    byte[] beginning = in.readNBytes(BEGINNING_BYTES);
    InputStream whole = new SequenceInputStream(new ByteArrayInputStream(beginning), in);
    WireReader reader = new WireReader(whole, name, 0, false);
    try {
      // No file has an empty name, so it can stand for the stream.
      return parse(reader, name, null, SlimCopy.UNKNOWN_END, "");
    } catch (InvalidFileException e) {
      throw otherKind(e, name, beginning);
    }
  }

  private static InvalidFileException otherKind(
      InvalidFileException e, String name, byte[] beginning) {
    return OtherKind.of(beginning)
        .map(
            what ->
                new InvalidFileException(
                    "%s: expected an ONNX file but found %s".formatted(name, what)))
        .orElse(e);
  }

  private static OnnxFile parse(
      WireReader reader, String name, Path file, long size, String location) throws IOException {
    SlimCopy copy = new SlimCopy(reader, new Budget(name), location);
    CodedInputStream slim = copy.copy(ModelProto.getDescriptor(), size).input();
    slim.setRecursionLimit(SlimCopy.MAX_DEPTH + 1);
    ModelProto model;
    try {
      model = ModelProto.parseFrom(slim);
    } catch (InvalidProtocolBufferException e) {
      throw new InvalidFileException("%s: no valid ONNX file: %s".formatted(name, e.getMessage()));
    }
    Weights weights = new Weights(name, file, location, copy.payloads());
    ModelCheck.check(model, weights, name);
    return new OnnxFile(name, model, weights);
  }

  /** Name of the file in messages. */
  public String name() {
    return name;
  }

  /** The model without the values of large tensors. */
  public ModelProto model() {
    return model;
  }

  /** The values of all tensors. */
  public Weights weights() {
    return weights;
  }
}

package dev.espalier.io.onnx.export;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.WireFormat;
import dev.espalier.internal.FileReplacement;
import dev.espalier.internal.Version;
import dev.espalier.model.build.Architecture;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * Writes a network as an ONNX file: float32, batches of one sample, each exit a graph output of its
 * name, weights drawn at random.
 *
 * <p>The weights compute nothing useful, but all that depends on shapes alone (times, sizes, how
 * the file is split) is as with trained ones. They are scaled so that activations neither vanish
 * nor grow without bounds. Equal network, seed and version give equal bytes.
 *
 * <p>Weights go to the file as they are drawn: memory holds 64 KiB of them, whatever their size.
 */
public final class OnnxExport {
  /** Version of the file format; that of operator set 13, so that old runtimes read it too. */
  private static final int IR_VERSION = 7;

  /** The maximum size of a protobuf message, bytes. */
  private static final long MAX_BYTES = Integer.MAX_VALUE;

  private static final int BUFFER_BYTES = 1 << 16;

  private final GraphProto graph;
  private final List<Weight> weights;

  private OnnxExport(GraphForm form) {
    graph = form.graph();
    weights = form.weights();
  }

  /**
   * Prepares a network.
   *
   * @throws IllegalArgumentException if ONNX has no operator for one of its layers, or if its
   *     weights exceed the 2 GiB that one ONNX file can hold
   */
  public static OnnxExport of(Architecture network) {
    return of(network, Optional.empty());
  }

  /**
   * Prepares a network that reads picture files: its input is {@code file}, so many bytes. The
   * nodes that make the input tensor of it stand in for a decoder, which ONNX does not have.
   *
   * @param fileBytes size of a file
   * @throws IllegalArgumentException as {@link #of(Architecture)} does, or if the size is below 1
   */
  public static OnnxExport readingFiles(Architecture network, long fileBytes) {
    return of(network, Optional.of(new FileFront(fileBytes)));
  }

  private static OnnxExport of(Architecture network, Optional<FileFront> front) {
    OnnxExport export = new OnnxExport(GraphForm.of(network, front));
    if (!(export.graphBytes() < MAX_BYTES - BUFFER_BYTES)) {
      throw new IllegalArgumentException(
          "model \"%s\": one ONNX file holds up to 2 GiB but the weights need %d bytes"
              .formatted(network.net().name(), export.graphBytes()));
    }
    return export;
  }

  /** Number of nodes of the graph. */
  public int nodes() {
    return graph.getNodeCount();
  }

  /** Number of elements of all weights. */
  public long parameters() {
    return weights.stream().mapToLong(Weight::elements).sum();
  }

  /**
   * Writes the file atomically.
   *
   * @param seed of the weights
   * @throws IOException if it cannot be written; the file is then as it was
   */
  public void write(Path file, long seed) throws IOException {
    FileReplacement.write(
        file,
        path -> {
          try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(path))) {
            write(out, seed);
          }
        });
  }

  private void write(OutputStream stream, long seed) throws IOException {
    CodedOutputStream out = CodedOutputStream.newInstance(stream, BUFFER_BYTES);
    ModelProto.newBuilder()
        .setIrVersion(IR_VERSION)
        .setProducerName("espalier")
        .setProducerVersion(Version.current())
        .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(NodeForm.OPSET))
        .build()
        .writeTo(out);
    out.writeTag(ModelProto.GRAPH_FIELD_NUMBER, WireFormat.WIRETYPE_LENGTH_DELIMITED);
    out.writeUInt32NoTag((int) graphBytes());
    graph.writeTo(out);
    SplittableRandom random = new SplittableRandom(seed);
    for (Weight weight : weights) {
      write(out, weight, random.split());
    }
    out.flush();
  }

  private static void write(CodedOutputStream out, Weight weight, SplittableRandom random)
      throws IOException {
    out.writeTag(GraphProto.INITIALIZER_FIELD_NUMBER, WireFormat.WIRETYPE_LENGTH_DELIMITED);
    out.writeUInt32NoTag((int) tensorBytes(weight));
    weight.header().writeTo(out);
    out.writeTag(TensorProto.RAW_DATA_FIELD_NUMBER, WireFormat.WIRETYPE_LENGTH_DELIMITED);
    out.writeUInt32NoTag((int) weight.bytes());
    ByteBuffer chunk = ByteBuffer.allocate(BUFFER_BYTES).order(ByteOrder.LITTLE_ENDIAN);
    for (long left = weight.elements(); left > 0; left--) {
      chunk.putFloat(weight.next(random));
      if (!chunk.hasRemaining() || left == 1) {
        out.writeRawBytes(chunk.array(), 0, chunk.position());
        chunk.clear();
      }
    }
  }

  private long graphBytes() {
    long bytes = graph.getSerializedSize();
    for (Weight weight : weights) {
      bytes += delimitedBytes(GraphProto.INITIALIZER_FIELD_NUMBER, tensorBytes(weight));
    }
    return bytes;
  }

  private static long tensorBytes(Weight weight) {
    return weight.header().getSerializedSize()
        + delimitedBytes(TensorProto.RAW_DATA_FIELD_NUMBER, weight.bytes());
  }

  /** Size of a field with a length in front. */
  private static long delimitedBytes(int field, long bytes) {
    return CodedOutputStream.computeTagSize(field)
        + CodedOutputStream.computeUInt64SizeNoTag(bytes)
        + bytes;
  }
}

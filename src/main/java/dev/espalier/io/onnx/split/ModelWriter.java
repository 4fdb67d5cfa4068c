package dev.espalier.io.onnx.split;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import dev.espalier.io.onnx.file.Weights;
import dev.espalier.segment.Manifest.StoredSegment;
import dev.espalier.segment.StoredFile;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * Writes ONNX files whose weights are streamed from the file that they come from, so that memory
 * depends on the graph alone. Equal models give equal bytes.
 *
 * <p>Weights lie in the file itself, as long as it stays below a limit: Protocol Buffers end at 2
 * GiB. Else those that were left out when the source was read lie in a second file beside it, as
 * external data.
 */
final class ModelWriter {
  /** Suffix of the name of the file of weights. */
  static final String WEIGHTS_SUFFIX = ".weights";

  /** Weights begin at multiples of this, so that runtimes can map them into memory. */
  private static final int ALIGNMENT = 4096;

  private final Weights weights;
  private final long maxFileBytes;
  private final BooleanSupplier stop;

  /**
   * @param weights the weights of the source
   * @param maxFileBytes maximum size of a file with its weights, bytes
   * @param stop polled before each file and each weight; {@code true} ends the writing
   */
  ModelWriter(Weights weights, long maxFileBytes, BooleanSupplier stop) {
    this.weights = weights;
    this.maxFileBytes = maxFileBytes;
    this.stop = stop;
  }

  /**
   * Writes a model.
   *
   * @param model the model; weights of its graph may have been left out
   * @param file the file to write; weights that do not fit go to a file beside it
   * @throws IOException if a file cannot be written
   * @throws SplitInterruptedException if it was stopped
   */
  StoredSegment write(ModelProto model, Path file) throws IOException {
    return write(model, file, file.resolveSibling(file.getFileName() + WEIGHTS_SUFFIX));
  }

  /**
   * Writes a model.
   *
   * @param file the file to write
   * @param data the file in its folder that weights go to which do not fit; deleted if it cannot be
   *     completed
   * @throws IOException if a file cannot be written
   * @throws SplitInterruptedException if it was stopped
   */
  StoredSegment write(ModelProto model, Path file, Path data) throws IOException {
    poll();
    StreamedModel inline = new StreamedModel(model, weights);
    if (inline.bytes() <= maxFileBytes) {
      try (ChecksummedFile out = new ChecksummedFile(file)) {
        inline.write(out.stream(), this::copy);
        return new StoredSegment(out.finish(), Optional.empty());
      }
    }
    ModelProto.Builder placed = model.toBuilder();
    StoredFile stored;
    try (ChecksummedFile out = new ChecksummedFile(data)) {
      place(placed.getGraphBuilder(), data.getFileName().toString(), out.stream());
      stored = out.finish();
    } catch (IOException | SplitInterruptedException e) {
      Files.deleteIfExists(data);
      throw e;
    }
    try (ChecksummedFile out = new ChecksummedFile(file)) {
      placed.build().writeTo(out.stream());
      return new StoredSegment(out.finish(), Optional.of(stored));
    }
  }

  /** Moves the weights of a graph that were left out to a file. */
  private void place(GraphProto.Builder graph, String file, OutputStream out) throws IOException {
    long offset = 0;
    for (TensorProto.Builder weight : graph.getInitializerBuilderList()) {
      if (weight.getDataLocation() != TensorProto.DataLocation.EXTERNAL) {
        continue;
      }
      int padding = (int) (-offset & ALIGNMENT - 1);
      out.write(new byte[padding]);
      offset += padding;
      TensorProto leftOut = weight.build();
      copy(leftOut, out);
      long length = weights.byteCount(leftOut);
      weight
          .clearExternalData()
          .addExternalData(entry("location", file))
          .addExternalData(entry("offset", Long.toString(offset)))
          .addExternalData(entry("length", Long.toString(length)));
      offset += length;
    }
  }

  private static StringStringEntryProto entry(String key, String value) {
    return StringStringEntryProto.newBuilder().setKey(key).setValue(value).build();
  }

  private void copy(TensorProto weight, OutputStream out) throws IOException {
    poll();
    weights.copyTo(weight, out);
  }

  private void poll() {
    if (stop.getAsBoolean()) {
      throw new SplitInterruptedException();
    }
  }
}

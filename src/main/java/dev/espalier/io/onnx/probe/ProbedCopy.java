package dev.espalier.io.onnx.probe;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import dev.espalier.internal.TemporaryPaths;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Collection;

/**
 * A temporary copy of an ONNX file whose graph has more outputs: tensors that are inner ones
 * otherwise.
 *
 * <p>A protobuf message is merged from all its occurrences, so a few bytes behind the copied ones
 * add to the outputs of the graph, and the file need not be parsed. Their types are left out:
 * runtimes infer them.
 */
public final class ProbedCopy implements AutoCloseable {
  private final Path path;

  private ProbedCopy(Path path) {
    this.path = path;
  }

  /**
   * Copies a file. The copy lies beside it where that folder takes new files, so that it finds
   * weights which lie in files of their own.
   *
   * @param tensors names of tensors that are no outputs yet
   * @throws IOException if it cannot be copied
   */
  public static ProbedCopy of(Path model, Collection<String> tensors) throws IOException {
    ProbedCopy copy = new ProbedCopy(TemporaryPaths.add(newFile(model)));
    try (OutputStream out = Files.newOutputStream(copy.path, StandardOpenOption.APPEND)) {
      Files.copy(model, out);
      outputs(tensors).writeTo(out);
    } catch (IOException e) {
      copy.close();
      throw e;
    }
    return copy;
  }

  private static Path newFile(Path model) throws IOException {
    try {
      Path folder = model.toAbsolutePath().getParent();
      return Files.createTempFile(folder, ".espalier-", ".onnx");
    } catch (FileSystemException e) { // no access, or a file system that takes no new files
      return Files.createTempFile("espalier-", ".onnx");
    }
  }

  private static ModelProto outputs(Collection<String> tensors) {
    GraphProto.Builder graph = GraphProto.newBuilder();
    tensors.forEach(name -> graph.addOutput(ValueInfoProto.newBuilder().setName(name)));
    return ModelProto.newBuilder().setGraph(graph).build();
  }

  /** Where the copy lies until it is closed. */
  public Path path() {
    return path;
  }

  @Override
  public void close() throws IOException {
    TemporaryPaths.delete(path);
  }
}

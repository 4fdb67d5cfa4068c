package dev.espalier.io.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.protobuf.CodedOutputStream;
import dev.espalier.io.ImportOptions;
import dev.espalier.io.InvalidFileException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files of any size are read in 256 MiB: weights are not loaded, and hostile graphs refused. */
class BoundedMemoryTest {
  @TempDir private Path directory;

  /** Imports the files that are named, in a Java of its own. */
  public static void main(String... files) {
    for (String file : files) {
      try {
        OnnxNetwork network = OnnxImport.read(Path.of(file), ImportOptions.defaults());
        System.out.println(network.parameters() + " parameters");
      } catch (InvalidFileException e) {
        System.out.println(e.getMessage());
      }
    }
  }

  private static String run(Path... files) throws IOException, InterruptedException {
    ProcessBuilder java =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx256m",
            "-cp",
            System.getProperty("java.class.path"),
            BoundedMemoryTest.class.getName());
    for (Path file : files) {
      java.command().add(file.toString());
    }
    Process process = java.redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes());
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(output).isZero();
    return output;
  }

  @Test
  void sixGibibytesOfWeightsAreNotLoaded() throws IOException, InterruptedException {
    int rows = 1 << 10;
    long columns = 3 << 19;
    ModelProto model =
        Graphs.of().input("x", 1, rows).node("MatMul", "x w", "y").output("y").model();
    TensorProto weight =
        TensorProto.newBuilder()
            .setName("w")
            .setDataType(TensorProto.DataType.FLOAT_VALUE)
            .addDims(rows)
            .addDims(columns)
            .build();
    long values = 4L * rows * columns;
    byte[] tensor = field(weight.toByteArray(), TensorProto.RAW_DATA_FIELD_NUMBER, values);
    byte[] graph =
        field(
            model.getGraph().toByteArray(),
            GraphProto.INITIALIZER_FIELD_NUMBER,
            tensor.length + values);
    byte[] head =
        field(
            model.toBuilder().clearGraph().build().toByteArray(),
            ModelProto.GRAPH_FIELD_NUMBER,
            graph.length + tensor.length + values);
    Path file = directory.resolve("large.onnx");
    try (RandomAccessFile out = new RandomAccessFile(file.toFile(), "rw")) {
      out.write(head);
      out.write(graph);
      out.write(tensor);
      out.setLength(out.getFilePointer() + values); // a hole, which takes no space
    }
    assertThat(run(file)).isEqualToIgnoringNewLines((long) rows * columns + " parameters");
    Files.delete(file);
  }

  /** A message, and the beginning of a further field of it. */
  private static byte[] field(byte[] message, int number, long length) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    CodedOutputStream out = CodedOutputStream.newInstance(bytes);
    out.writeRawBytes(message);
    out.writeTag(number, 2);
    out.writeUInt64NoTag(length);
    out.flush();
    return bytes.toByteArray();
  }

  @Test
  void floodsOfTinyFieldsAreRefused() throws IOException, InterruptedException {
    Path nodes = flood("nodes.onnx", new byte[] {GraphProto.NODE_FIELD_NUMBER << 3 | 2, 0});
    Path dims =
        flood(
            "dims.onnx", new byte[] {GraphProto.INITIALIZER_FIELD_NUMBER << 3 | 2, 4, 8, 1, 8, 1});
    assertThat(run(nodes, dims).lines())
        .hasSize(2)
        .allMatch(line -> line.contains("the graph is too large"));
  }

  private Path flood(String name, byte[] unit) throws IOException {
    int times = 4_000_000;
    byte[] units = new byte[times * unit.length];
    for (int i = 0; i < units.length; i++) {
      units[i] = unit[i % unit.length];
    }
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    file.write(field(new byte[] {8, 8}, ModelProto.GRAPH_FIELD_NUMBER, units.length));
    file.write(units);
    return Files.write(directory.resolve(name), file.toByteArray());
  }
}

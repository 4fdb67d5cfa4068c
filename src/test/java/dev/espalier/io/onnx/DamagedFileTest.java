package dev.espalier.io.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.protobuf.CodedOutputStream;
import dev.espalier.io.ImportOptions;
import dev.espalier.io.InvalidFileException;
import dev.espalier.testing.Reference;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** A damaged or hostile file is refused with one line that says where and why. */
class DamagedFileTest {
  private static final ImportOptions BLOCKS =
      ImportOptions.builder().granularity(ImportOptions.Granularity.BLOCK).build();

  private static void isRefused(byte[] file, String... messages) {
    assertThatThrownBy(() -> Graphs.network(file, ImportOptions.defaults()))
        .isInstanceOf(InvalidFileException.class)
        .hasMessageStartingWith("m.onnx: ")
        .hasMessageContainingAll(messages);
  }

  private static void isRefused(Graphs graph, String... messages) {
    isRefused(graph.model().toByteArray(), messages);
  }

  private static void isRefused(Consumer<ModelProto.Builder> change, String... messages) {
    ModelProto.Builder model = Graphs.branchy().model().toBuilder();
    change.accept(model);
    isRefused(model.build().toByteArray(), messages);
  }

  private static Graphs relu() {
    return Graphs.of().input("x", 2, 8).node("Relu", "x", "y").output("y");
  }

  @Test
  void brokenGraphsAreRefused() {
    isRefused(relu().node("Relu", "lost", "z"), "node \"n_z\" (Relu)", "input \"lost\"");
    isRefused(relu().node("Relu", "x", "y"), "output \"y\" already is that of node \"n_y\"");
    isRefused(relu().node("Relu", "y", "x"), "output \"x\" already is an input");
    isRefused(relu().node("Add", "x b", "a").node("Relu", "a", "b"), "(Add)", "\"a\"", "cycle");
    isRefused(relu().output("lost"), "output \"lost\"", "produced by no node");
    isRefused(relu().output("x"), "output \"x\" is an input");
    isRefused(relu().output("y"), "listed twice");
    isRefused(relu().input("x", 2, 8), "input \"x\" is listed twice");
    isRefused(relu().weight("w", 2).weight("w", 2), "\"w\" is listed twice");
    isRefused(Graphs.of().input("x", 2).node("Relu", "x", "y"), "no output");
    isRefused(relu().weight("w", 3).node("Relu", "w", "c").output("c"), "\"c\" does not depend");
    isRefused(Graphs.of().input("x", 2, 0).node("Relu", "x", "y").output("y"), "\"x\"", "axis 1");
    isRefused(
        relu().node("SplitToSequence", "x", "s").node("ConcatFromSequence", "s", "z"), "\"s\"");
  }

  @Test
  void brokenModelsAreRefused() {
    isRefused(new byte[0], "no valid ONNX model");
    isRefused(model -> model.clearIrVersion(), "no IR version");
    isRefused(model -> model.setIrVersion(14), "from 1 to 13 but found 14");
    isRefused(model -> model.setIrVersion(-1), "found -1");
    isRefused(model -> model.clearOpsetImport(), "no operator set");
    isRefused(model -> model.addOpsetImportBuilder().setVersion(1), "named twice");
    isRefused(model -> model.addOpsetImportBuilder().setDomain("a").setVersion(0), "version 0");
    isRefused(model -> model.clearGraph(), "no graph");
    isRefused(
        model -> model.getGraphBuilder().getInitializerBuilder(0).clearFloatData(),
        "tensor \"w1\"",
        "expected values of 864 bytes",
        "found 0 bytes");
  }

  @Test
  void valuesThatAreNoTensorsAreRefused() {
    TypeProto sequence =
        TypeProto.newBuilder().setSequenceType(TypeProto.Sequence.getDefaultInstance()).build();
    GraphProto graph =
        relu().graph().toBuilder()
            .addValueInfo(ValueInfoProto.newBuilder().setName("s").setType(sequence))
            .build();
    isRefused(
        Graphs.of().model().toBuilder().setGraph(graph).build().toByteArray(),
        "\"s\" is of sequence type");
  }

  @Test
  void otherKindsOfFilesAreNamed() {
    isRefused(text("version https://git-lfs.github.com/spec/v1\noid sha256:4d\n"), "Git LFS");
    isRefused(text("PK\3\4\24\0\0\0"), "ZIP archive");
    isRefused(text("<!DOCTYPE html>\n<html>"), "HTML page");
    isRefused(text("{ \"format\": \"espalier-model/1\" }"), "found JSON");
    isRefused(text("conv1,conv2\n"), "found text");
    isRefused(text("\u0089HDF\r\n\u001a\n"), "HDF5");
    isRefused(text("\u001f\u008b\10"), "gzip");
  }

  private static byte[] text(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  @Test
  void truncatedFilesAreRefused() {
    byte[] whole = Graphs.branchy().model().toByteArray();
    for (int length = 0; length < whole.length; length += 7) {
      isRefused(Arrays.copyOf(whole, length), "ONNX");
    }
  }

  /** A message that announces more than there is must not make anybody allocate that much. */
  @Test
  void hugeLengthsAreRefused() throws IOException {
    for (long length : new long[] {1L << 20, Integer.MAX_VALUE, 1L << 40, Long.MAX_VALUE, -1}) {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      CodedOutputStream out = CodedOutputStream.newInstance(bytes);
      out.writeInt64(ModelProto.IR_VERSION_FIELD_NUMBER, 8);
      out.writeTag(ModelProto.PRODUCER_NAME_FIELD_NUMBER, 2);
      out.writeUInt64NoTag(length);
      out.flush();
      isRefused(bytes.toByteArray(), length < 0 ? "negative" : "m.onnx: ");
    }
  }

  @Test
  void deepNestingIsRefused() {
    GraphProto graph = relu().graph();
    for (int i = 0; i < 200; i++) {
      graph =
          Graphs.of().node("If", "", "y", Graphs.body("then_branch", graph)).output("y").graph();
    }
    isRefused(Graphs.of().model().toBuilder().setGraph(graph).build().toByteArray(), "nested");
  }

  /** Empty messages and one-byte numbers take fifty times the memory of the file. */
  @Test
  void floodsOfTinyFieldsAreRefused() {
    byte[] nodes = {GraphProto.NODE_FIELD_NUMBER << 3 | 2, 0};
    byte[] dims = {GraphProto.INITIALIZER_FIELD_NUMBER << 3 | 2, 2, 8, 1};
    byte[] names = {GraphProto.NODE_FIELD_NUMBER << 3 | 2, 2, 10, 0};
    for (byte[] unit : new byte[][] {nodes, dims, names}) {
      assertThatThrownBy(() -> Graphs.read(new Flood(unit, 1L << 32)))
          .isInstanceOf(InvalidFileException.class)
          .hasMessageContaining("the graph is too large");
    }
  }

  /** A graph that repeats the same bytes without end. */
  private static final class Flood extends InputStream {
    private final byte[] head;
    private final byte[] unit;
    private int next;

    Flood(byte[] unit, long length) throws IOException {
      this.unit = unit;
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      CodedOutputStream out = CodedOutputStream.newInstance(bytes);
      out.writeInt64(ModelProto.IR_VERSION_FIELD_NUMBER, 8);
      out.writeTag(ModelProto.GRAPH_FIELD_NUMBER, 2);
      out.writeUInt64NoTag(length);
      out.flush();
      head = bytes.toByteArray();
    }

    @Override
    public int read() {
      int at = next++;
      if (next == head.length + unit.length) {
        next = head.length;
      }
      return (at < head.length ? head[at] : unit[at - head.length]) & 0xFF;
    }
  }

  @Test
  void randomDamageNeverSurprises() {
    mutate(Graphs.branchy().model().toByteArray(), 4_000, 1);
    byte[] structure = withoutWeights(Graphs.branchy().model()).toByteArray();
    mutate(structure, 4_000, 2);
  }

  /** Damage then hits the structure more often than weights. */
  private static ModelProto withoutWeights(ModelProto model) {
    ModelProto.Builder builder = model.toBuilder();
    for (TensorProto.Builder tensor : builder.getGraphBuilder().getInitializerBuilderList()) {
      if (tensor.getDataType() == TensorProto.DataType.FLOAT_VALUE) {
        tensor
            .clearFloatData()
            .setDataLocation(TensorProto.DataLocation.EXTERNAL)
            .addExternalDataBuilder()
            .setKey("location")
            .setValue("w");
      }
    }
    return builder.build();
  }

  @Test
  void randomDamageOfTheTrainedNetworkNeverSurprises() throws IOException {
    mutate(Files.readAllBytes(Reference.given("b-lenet-mnist", "b-lenet-mnist.onnx")), 2_000, 3);
  }

  private static void mutate(byte[] valid, int times, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    int refused = 0;
    for (int i = 0; i < times; i++) {
      byte[] damaged = valid.clone();
      for (int hits = 1 + random.nextInt(4); hits > 0; hits--) {
        damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
      }
      if (random.nextInt(8) == 0) {
        damaged = Arrays.copyOf(damaged, random.nextInt(damaged.length));
      }
      try {
        Graphs.network(damaged, i % 2 == 0 ? ImportOptions.defaults() : BLOCKS);
      } catch (InvalidFileException e) {
        refused++;
        assertThat(e.getMessage()).startsWith("m.onnx: ").matches("[^\\p{Cc}]{20,1000}");
      } catch (RuntimeException | StackOverflowError e) {
        throw new AssertionError("mutation " + i + " of seed " + seed, e);
      }
    }
    assertThat(refused).isBetween(times / 100, times);
  }
}

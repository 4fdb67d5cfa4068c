package dev.espalier.io.onnx.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.protobuf.ByteString;
import com.google.protobuf.CodedOutputStream;
import dev.espalier.io.InvalidFileException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Weights stay in the file and come out of it as they went in. */
class OnnxFileTest {
  private static final int MANY = 40_000;

  @TempDir private Path directory;

  private static ModelProto model(TensorProto... tensors) {
    return ModelProto.newBuilder()
        .setIrVersion(8)
        .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(13))
        .setGraph(GraphProto.newBuilder().addAllInitializer(Arrays.asList(tensors)))
        .build();
  }

  private static TensorProto.Builder tensor(TensorProto.DataType type, long... dims) {
    TensorProto.Builder tensor =
        TensorProto.newBuilder().setName("w").setDataType(type.getNumber());
    Arrays.stream(dims).forEach(tensor::addDims);
    return tensor;
  }

  private OnnxFile read(ModelProto model) throws IOException {
    return read(model.toByteArray());
  }

  private OnnxFile read(byte[] bytes) throws IOException {
    return OnnxFile.read(Files.write(directory.resolve("m.onnx"), bytes));
  }

  private static byte[] values(OnnxFile file) throws IOException {
    TensorProto tensor = file.model().getGraph().getInitializer(0);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    file.weights().copyTo(tensor, out);
    assertThat(file.weights().byteCount(tensor)).isEqualTo(out.size());
    return out.toByteArray();
  }

  private static byte[] random(int bytes) {
    byte[] random = new byte[bytes];
    new SplittableRandom(5).nextBytes(random);
    return random;
  }

  private static byte[] littleEndian(long[] numbers, int bytes) {
    ByteBuffer buffer = ByteBuffer.allocate(numbers.length * bytes).order(ByteOrder.LITTLE_ENDIAN);
    for (long number : numbers) {
      buffer.put(Arrays.copyOf(longBytes(number), bytes));
    }
    return buffer.array();
  }

  private static byte[] longBytes(long number) {
    return ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN).putLong(number).array();
  }

  @Test
  void rawValuesOfALargeTensorAreLeftOutAndStreamed() throws IOException {
    byte[] raw = random(4 * MANY);
    OnnxFile file =
        read(
            model(
                tensor(TensorProto.DataType.FLOAT, 4, MANY / 4)
                    .setRawData(ByteString.copyFrom(raw))
                    .build()));
    assertThat(file.model().getSerializedSize()).isLessThan(200);
    TensorProto slim = file.model().getGraph().getInitializer(0);
    assertThat(slim.getDataLocation()).isEqualTo(TensorProto.DataLocation.EXTERNAL);
    assertThat(slim.getDimsList()).containsExactly(4L, MANY / 4L);
    assertThat(values(file)).isEqualTo(raw);
  }

  @Test
  void packedValuesOfEachFieldAreDecoded() throws IOException {
    long[] numbers = new SplittableRandom(1).longs(MANY).toArray();
    TensorProto.Builder floats = tensor(TensorProto.DataType.FLOAT, MANY);
    TensorProto.Builder doubles = tensor(TensorProto.DataType.DOUBLE, MANY);
    TensorProto.Builder longs = tensor(TensorProto.DataType.INT64, MANY);
    TensorProto.Builder unsigned = tensor(TensorProto.DataType.UINT32, MANY);
    TensorProto.Builder halves = tensor(TensorProto.DataType.FLOAT16, MANY);
    TensorProto.Builder nibbles = tensor(TensorProto.DataType.INT4, 2L * MANY);
    for (long number : numbers) {
      floats.addFloatData(Float.intBitsToFloat((int) number));
      doubles.addDoubleData(Double.longBitsToDouble(number));
      longs.addInt64Data(number);
      unsigned.addUint64Data(number & 0xFFFF_FFFFL);
      halves.addInt32Data((int) number & 0xFFFF);
      nibbles.addInt32Data((int) number & 0xFF);
    }
    assertThat(values(read(model(floats.build())))).isEqualTo(littleEndian(numbers, 4));
    assertThat(values(read(model(doubles.build())))).isEqualTo(littleEndian(numbers, 8));
    assertThat(values(read(model(longs.build())))).isEqualTo(littleEndian(numbers, 8));
    assertThat(values(read(model(unsigned.build())))).isEqualTo(littleEndian(numbers, 4));
    assertThat(values(read(model(halves.build())))).isEqualTo(littleEndian(numbers, 2));
    assertThat(values(read(model(nibbles.build())))).isEqualTo(littleEndian(numbers, 1));
  }

  @Test
  void valuesOfASmallTensorStayAndAreDecodedAlike() throws IOException {
    long[] numbers = {1, -2, 300};
    TensorProto halves =
        tensor(TensorProto.DataType.INT16, 3)
            .addAllInt32Data(Arrays.stream(numbers).mapToObj(n -> (int) n).toList())
            .build();
    OnnxFile file = read(model(halves));
    assertThat(file.model().getGraph().getInitializer(0)).isEqualTo(halves);
    assertThat(values(file)).isEqualTo(littleEndian(numbers, 2));
    TensorProto pair =
        tensor(TensorProto.DataType.COMPLEX64, 1).addFloatData(1).addFloatData(2).build();
    assertThat(values(read(model(pair)))).hasSize(8);
  }

  /** Old writers give each value a tag of its own, or write a field in several runs. */
  @Test
  void unpackedValuesAreDecoded() throws IOException {
    long[] numbers = IntStream.range(0, MANY).mapToLong(i -> i * 77L - 1000).toArray();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    CodedOutputStream out = CodedOutputStream.newInstance(bytes);
    out.writeInt64(TensorProto.DIMS_FIELD_NUMBER, MANY);
    for (int i = 0; i < MANY / 2; i++) {
      out.writeInt64(TensorProto.INT64_DATA_FIELD_NUMBER, numbers[i]);
    }
    out.writeInt32(TensorProto.DATA_TYPE_FIELD_NUMBER, TensorProto.DataType.INT64_VALUE);
    TensorProto.Builder rest = TensorProto.newBuilder().setName("w");
    Arrays.stream(numbers).skip(MANY / 2).forEach(rest::addInt64Data);
    out.writeRawBytes(rest.build().toByteArray());
    out.flush();
    assertThat(values(read(wrapped(bytes.toByteArray())))).isEqualTo(littleEndian(numbers, 8));
  }

  /** A model with one initializer, given as bytes. */
  private static byte[] wrapped(byte[] tensor) throws IOException {
    ByteArrayOutputStream graph = new ByteArrayOutputStream();
    CodedOutputStream out = CodedOutputStream.newInstance(graph);
    out.writeByteArray(GraphProto.INITIALIZER_FIELD_NUMBER, tensor);
    out.flush();
    ByteArrayOutputStream model = new ByteArrayOutputStream();
    model.write(model().toBuilder().clearGraph().build().toByteArray());
    out = CodedOutputStream.newInstance(model);
    out.writeByteArray(ModelProto.GRAPH_FIELD_NUMBER, graph.toByteArray());
    out.flush();
    return model.toByteArray();
  }

  @Test
  void tensorsOfAttributesAndInnerGraphsAreSlimToo() throws IOException {
    TensorProto large =
        tensor(TensorProto.DataType.INT8, 4L * MANY)
            .setRawData(ByteString.copyFrom(random(4 * MANY)))
            .build();
    GraphProto inner = GraphProto.newBuilder().addInitializer(large).build();
    NodeProto node =
        NodeProto.newBuilder()
            .setOpType("If")
            .addAttribute(AttributeProto.newBuilder().setName("t").setT(large))
            .addAttribute(AttributeProto.newBuilder().setName("g").setG(inner))
            .build();
    ModelProto.Builder model = model().toBuilder();
    model.getGraphBuilder().addNode(node);
    OnnxFile file = read(model.build());
    assertThat(file.model().getSerializedSize()).isLessThan(300);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    AttributeProto second = file.model().getGraph().getNode(0).getAttribute(1);
    file.weights().copyTo(second.getG().getInitializer(0), out);
    assertThat(out.toByteArray()).isEqualTo(random(4 * MANY));
  }

  private static TensorProto external(String location, String... more) {
    TensorProto.Builder tensor =
        tensor(TensorProto.DataType.FLOAT, 10).setDataLocation(TensorProto.DataLocation.EXTERNAL);
    tensor.addExternalData(entry("location", location));
    for (int i = 0; i < more.length; i += 2) {
      tensor.addExternalData(entry(more[i], more[i + 1]));
    }
    return tensor.build();
  }

  private static StringStringEntryProto entry(String key, String value) {
    return StringStringEntryProto.newBuilder().setKey(key).setValue(value).build();
  }

  @Test
  void externalDataAreStreamedFromTheirFile() throws IOException {
    byte[] data = random(60);
    Files.createDirectory(directory.resolve("data"));
    Files.write(directory.resolve("data").resolve("w.bin"), data);
    OnnxFile file = read(model(external("data/w.bin", "offset", "16", "length", "40")));
    assertThat(values(file)).isEqualTo(Arrays.copyOfRange(data, 16, 56));
    assertThat(values(read(model(external("data/w.bin")))))
        .isEqualTo(Arrays.copyOfRange(data, 0, 40));
  }

  private void isRefused(TensorProto tensor, String... messages) {
    assertThatThrownBy(() -> read(model(tensor)))
        .isInstanceOf(InvalidFileException.class)
        .hasMessageStartingWith(directory.resolve("m.onnx") + ": ")
        .hasMessageContainingAll(messages);
  }

  @Test
  void externalDataOutsideTheFolderOrTooShortAreRefused() throws IOException {
    Path outside = Files.createDirectory(directory.resolve("outside"));
    Files.write(outside.resolve("w.bin"), random(60));
    Path folder = Files.createDirectory(directory.resolve("inside"));
    Path secret = outside.resolve("w.bin").toAbsolutePath();
    Files.createSymbolicLink(folder.resolve("link.bin"), secret);
    Files.createDirectory(folder.resolve("d"));
    Files.write(folder.resolve("w.bin"), random(39));
    directory = folder;
    isRefused(external("../outside/w.bin"), "\"w\"", "must be relative and stay");
    isRefused(external(secret.toString()), "must be relative and stay");
    isRefused(external("link.bin"), "a link leads out");
    isRefused(external("lost.bin"), "\"lost.bin\": there is no such file");
    isRefused(external(""), "the location is missing");
    isRefused(external("d"), "expected a file");
    isRefused(external("a\0b"), "no name of a file");
    isRefused(external("w.bin"), "expected 40 bytes from 0 on", "has 39");
    isRefused(external("w.bin", "offset", "9223372036854775807"), "has 39");
    isRefused(external("w.bin", "offset", "-1"), "as offset but found \"-1\"");
    isRefused(external("w.bin", "length", "many"), "as length but found \"many\"");
    isRefused(external("w.bin", "length", "30"), "expected values of 40 bytes", "found 30");
  }

  @Test
  void valuesThatDoNotFillTheDimensionsAreRefused() {
    isRefused(tensor(TensorProto.DataType.FLOAT, 3).addFloatData(1).build(), "found 4 bytes");
    isRefused(tensor(TensorProto.DataType.FLOAT, 3).build(), "expected values of 12 bytes");
    isRefused(
        tensor(TensorProto.DataType.FLOAT, 3)
            .setRawData(ByteString.copyFrom(random(4 * MANY)))
            .build(),
        "found 160000 bytes");
    isRefused(tensor(TensorProto.DataType.FLOAT, -1).build(), "found -1");
    isRefused(tensor(TensorProto.DataType.FLOAT, 1L << 40, 1L << 40).build(), "2^56");
    isRefused(tensor(TensorProto.DataType.UNDEFINED, 1).build(), "undefined");
  }

  /** A file of 5 GiB: lengths and offsets beyond 32 bits, in a file with a hole. */
  @Test
  void filesBeyondFourGibibytesAreRead() throws IOException {
    long bytes = 5L << 30;
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    CodedOutputStream out = CodedOutputStream.newInstance(head);
    out.writeRawBytes(model().toBuilder().clearGraph().build().toByteArray());
    TensorProto start = tensor(TensorProto.DataType.INT8, bytes).build();
    int tag = 1 + 10; // the tag and a length of at most ten bytes
    ByteArrayOutputStream tensor = new ByteArrayOutputStream();
    CodedOutputStream inner = CodedOutputStream.newInstance(tensor);
    inner.writeRawBytes(start.toByteArray());
    inner.writeTag(TensorProto.RAW_DATA_FIELD_NUMBER, 2);
    inner.writeUInt64NoTag(bytes);
    inner.flush();
    long tensorBytes = tensor.size() + bytes;
    ByteArrayOutputStream field = new ByteArrayOutputStream();
    CodedOutputStream outer = CodedOutputStream.newInstance(field);
    outer.writeTag(GraphProto.INITIALIZER_FIELD_NUMBER, 2);
    outer.writeUInt64NoTag(tensorBytes);
    outer.flush();
    assertThat(field.size()).isLessThan(tag);
    out.writeTag(ModelProto.GRAPH_FIELD_NUMBER, 2);
    out.writeUInt64NoTag(field.size() + tensorBytes);
    out.writeRawBytes(field.toByteArray());
    out.writeRawBytes(tensor.toByteArray());
    out.flush();
    Path path = directory.resolve("large.onnx");
    try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
      file.write(head.toByteArray());
      file.setLength(head.size() + bytes);
    }
    OnnxFile file = OnnxFile.read(path);
    TensorProto slim = file.model().getGraph().getInitializer(0);
    assertThat(file.weights().byteCount(slim)).isEqualTo(bytes);
    Files.delete(path);
  }

  @Test
  void streamIsReadWhereNothingExternalIsNeeded() throws IOException {
    TensorProto large =
        tensor(TensorProto.DataType.INT8, 4L * MANY)
            .setRawData(ByteString.copyFrom(random(4 * MANY)))
            .build();
    OnnxFile file = OnnxFile.read(new ByteArrayInputStream(model(large).toByteArray()), "<stdin>");
    assertThat(file.model().getGraph().getInitializerCount()).isEqualTo(1);
    assertThatThrownBy(() -> values(file))
        .isInstanceOf(InvalidFileException.class)
        .hasMessageContaining("read from a stream");
    OnnxFile other =
        OnnxFile.read(new ByteArrayInputStream(model(external("w.bin")).toByteArray()), "<stdin>");
    assertThatThrownBy(() -> values(other)).hasMessageContaining("read from a stream");
  }
}

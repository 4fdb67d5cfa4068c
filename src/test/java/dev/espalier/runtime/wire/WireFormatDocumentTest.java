package dev.espalier.runtime.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espalier.io.tensor.TensorValues;
import dev.espalier.model.ElementType;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The document for agents in other languages is true. */
class WireFormatDocumentTest {
  private static final Path DOCUMENT = Path.of("src", "docs", "wire-format.md");

  /** The table below a heading, without its head, as rows of cells. */
  private static List<List<String>> table(String heading) throws IOException {
    String text = Files.readString(DOCUMENT);
    String section = text.substring(text.indexOf("# " + heading + "\n"));
    return section
        .lines()
        .dropWhile(line -> !line.startsWith("|---"))
        .skip(1)
        .takeWhile(line -> line.startsWith("|"))
        .map(line -> Arrays.stream(line.substring(1).split("\\|")).map(String::strip).toList())
        .toList();
  }

  /** The lines of the block with a language. */
  static List<String> block(String language) throws IOException {
    Matcher block =
        Pattern.compile("(?s)```" + language + "\n(.*?)```").matcher(Files.readString(DOCUMENT));
    assertThat(block.find()).as(language).isTrue();
    return block.group(1).lines().toList();
  }

  private static byte[] example() throws IOException {
    String digits =
        block("hex").stream()
            .map(line -> line.split(" {3,}")[0].replace(" ", ""))
            .collect(Collectors.joining());
    return HexFormat.of().parseHex(digits);
  }

  @Test
  void exampleIsTheFrameThatItDescribes() throws IOException {
    byte[] bytes = example();
    assertThat(bytes).hasSize(57);
    try (Frame frame = Frames.read(bytes, new BufferPool(4096), FrameLimits.defaults())) {
      assertThat(frame.kind()).isEqualTo(FrameKind.DATA);
      assertThat(frame.epoch()).isEqualTo(3);
      assertThat(frame.sample()).isEqualTo(7);
      assertThat(frame.segment()).isEqualTo(1);
      assertThat(frame.exitSoFar()).isZero();
      assertThat(frame.leaveAt()).isEqualTo(-1);
      assertThat(frame.text()).isEmpty();
      assertThat(frame.tensors()).containsOnlyKeys("x");
      TensorValues tensor = frame.tensors().get("x");
      assertThat(tensor.type()).isEqualTo(ElementType.FLOAT32);
      assertThat(tensor.shape()).containsExactly(2L);
      assertThat(tensor.number(0)).isEqualTo(1);
      assertThat(tensor.number(1)).isEqualTo(-2);
      assertThat(Frames.bytes(frame)).isEqualTo(bytes);
    }
  }

  /** Bit by bit, from the definition: polynomial 0x1EDC6F41, reflected. */
  @Test
  void exampleEndsWithItsChecksum() throws IOException {
    ByteBuffer frame = ByteBuffer.wrap(example()).order(ByteOrder.LITTLE_ENDIAN);
    int sum = -1;
    while (frame.remaining() > FrameHeader.CHECKSUM_BYTES) {
      sum ^= Byte.toUnsignedInt(frame.get());
      for (int bit = 0; bit < Byte.SIZE; bit++) {
        sum = sum >>> 1 ^ ((sum & 1) == 0 ? 0 : 0x82F63B78);
      }
    }
    assertThat(frame.getInt()).isEqualTo(~sum);
  }

  @Test
  void fieldsOfTheHeaderAreWhereTheTableSays() throws IOException {
    List<String> sizes = List.of("4", "2", "2", "2", "2", "4", "8", "2", "2", "2", "2", "4");
    int offset = 0;
    List<List<String>> rows = table("Layout of a frame");
    for (int i = 0; i < sizes.size(); i++) {
      int size = Integer.parseInt(sizes.get(i));
      assertThat(rows.get(i).get(0)).isEqualTo(Integer.toString(offset));
      assertThat(rows.get(i).get(1)).matches("[ui]" + size * Byte.SIZE + "|2 bytes");
      offset += size;
    }
    assertThat(offset).isEqualTo(FrameHeader.BYTES);
    assertThat(rows.get(sizes.size()).get(0)).isEqualTo(Integer.toString(offset));
  }

  @Test
  void kindsAreThoseOfTheTable() throws IOException {
    assertThat(table("Kinds"))
        .extracting(row -> row.get(0) + " " + row.get(1))
        .containsExactly(
            Arrays.stream(FrameKind.values())
                .map(kind -> kind.code() + " " + kind)
                .toArray(String[]::new));
  }

  @Test
  void elementTypesAreThoseOfTheTable() throws IOException {
    assertThat(table("Element types"))
        .extracting(row -> String.join(" ", row))
        .containsExactlyInAnyOrder(
            Arrays.stream(ElementType.values())
                .map(type -> ElementCode.of(type) + " " + type.label() + " " + type.bits())
                .toArray(String[]::new));
  }

  @Test
  void limitsAreThoseOfTheText() throws IOException {
    FrameLimits limits = FrameLimits.defaults();
    assertThat(Files.readString(DOCUMENT).replaceAll("\\s+", " "))
        .contains("limit (%d MiB by default)".formatted(limits.frameBytes() >> 20))
        .contains(
            "text (%d MiB), number of tensors (%d), size of a name (%d bytes) or rank (%d)"
                .formatted(
                    limits.textBytes() >> 20, limits.tensors(), limits.nameBytes(), limits.rank()))
        .contains(
            "complete within %d s and the time that its bytes take at %d kB/s"
                .formatted(limits.frameMs() / 1000, limits.bytesPerSecond() / 1000))
        .contains("complete within %d s. Fields".formatted(limits.handshakeMs() / 1000))
        .contains("accepts %d connections".formatted(FrameListener.MAX_CONNECTIONS))
        .contains("it holds %d; when".formatted(FrameListener.MAX_UNPROVED))
        .contains("frames have at most 4,096 bytes");
    assertThat(limits.beforeAuthentication().frameBytes()).isEqualTo(4096);
  }
}

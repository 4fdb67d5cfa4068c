package dev.espalier.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** How a file comes apart into lines on Spark. */
@DisabledOnOs(OS.WINDOWS)
class FileLinesIT {
  private static final byte[] MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

  @TempDir private Path folder;

  @Test
  void everyByteBetweenLineFeedsIsKeptInOrder() throws Exception {
    List<byte[]> lines = new ArrayList<>();
    lines.add("first".getBytes(StandardCharsets.UTF_8));
    lines.add("carriage return\r".getBytes(StandardCharsets.UTF_8));
    lines.add(new byte[] {(byte) 0xFF, '\r', '\r', 0, (byte) 0xC3});
    lines.add(new byte[0]);
    lines.add("x".repeat(3 << 20).getBytes(StandardCharsets.UTF_8));
    for (int i = 0; i < 1000; i++) {
      lines.add("y".repeat(i % 97).getBytes(StandardCharsets.UTF_8));
    }
    lines.add("without an end".getBytes(StandardCharsets.UTF_8));
    assertThat(lengths(file(lines)))
        .containsExactlyElementsOf(lines.stream().map(line -> line.length).toList());
  }

  @Test
  void byteOrderMarkIsNoPartOfTheFirstLine() throws Exception {
    byte[] first = new byte[] {MARK[0], MARK[1], MARK[2], 'a'};
    assertThat(lengths(file(List.of(first, new byte[] {'b'})))).containsExactly(1, 1);
  }

  private Path file(List<byte[]> lines) throws Exception {
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    for (int i = 0; i < lines.size(); i++) {
      text.writeBytes(lines.get(i));
      if (i < lines.size() - 1) {
        text.write('\n');
      }
    }
    return Files.write(folder.resolve("odd name, {1}[a]*%20\\.txt"), text.toByteArray());
  }

  private List<Integer> lengths(Path file) throws Exception {
    SparkJob.Ended ended = SparkJob.local(SparkHome.in(folder)).runOwn(CountLines.class, file);
    assertThat(ended.code()).as(ended.err()).isZero();
    return ended.out().lines().map(Integer::valueOf).toList();
  }
}

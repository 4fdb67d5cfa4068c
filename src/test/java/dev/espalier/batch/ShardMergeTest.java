package dev.espalier.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.espalier.internal.Sha256;
import dev.espalier.io.InvalidFileException;
import dev.espalier.io.batch.BatchOrigin;
import dev.espalier.io.batch.ShardLine;
import dev.espalier.study.batch.BatchSummary;
import dev.espalier.study.batch.Status;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShardMergeTest {
  private static final String CHECKSUM = "0".repeat(64);

  @TempDir private Path folder;

  /** A batch, of which shards can be written. */
  private record Made(
      List<String> results,
      String header,
      String version,
      String model,
      String input,
      Map<String, String> files) {

    static Made of(int scenarios) {
      List<String> results =
          IntStream.range(0, scenarios)
              .mapToObj(i -> "{\"line\":%d,\"id\":\"ü%s\"}%n".formatted(i + 1, "x".repeat(i % 7)))
              .toList();
      return new Made(results, "", "1", "zoo:a", CHECKSUM, Map.of());
    }

    Made withModel(String name) {
      return new Made(results, header, version, name, input, files);
    }

    Made withVersion(String number) {
      return new Made(results, header, number, model, input, files);
    }

    Made withInput(String checksum) {
      return new Made(results, header, version, model, checksum, files);
    }

    Made withHeader(String line) {
      return new Made(results, line, version, model, input, files);
    }

    Made withFile(String name, String checksum) {
      return new Made(results, header, version, model, input, Map.of(name, checksum));
    }

    String text(Shard shard) {
      BatchOrigin origin =
          new BatchOrigin(
              version, new TreeMap<>(Map.of("--model", model)), shard.index(), shard.of());
      String head = new ShardLine.Head(origin, header).write();
      StringBuilder lines = new StringBuilder();
      BatchSummary summary = BatchSummary.EMPTY;
      for (int i = 0; i < results.size(); i++) {
        if (shard.has(i)) {
          lines.append(results.get(i));
          summary =
              summary.plus(
                  BatchSummary.of(i + 1, Optional.empty(), Status.PLANNED, 0, "", 1.5 + i));
        }
      }
      MessageDigest digest = Sha256.digest();
      digest.update(lines.toString().getBytes(StandardCharsets.UTF_8));
      ShardLine.Tail tail =
          new ShardLine.Tail(
              summary.scenarios(), results.size(), Sha256.text(digest), input, files, summary);
      return head + lines + tail.write(head);
    }

    String whole() {
      return header + String.join("", results);
    }
  }

  private Path write(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }

  private List<Path> shards(Made made, int of) throws IOException {
    List<Path> files = new ArrayList<>();
    for (int i = 0; i < of; i++) {
      files.add(write("s" + i, made.text(new Shard(i, of))));
    }
    return files;
  }

  private static String merged(List<Path> files) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ShardMerge.of(files).writeTo(out);
    return out.toString(StandardCharsets.UTF_8);
  }

  private static void assertRefused(List<Path> files, String message) {
    assertThatThrownBy(() -> merged(files))
        .isInstanceOf(InvalidFileException.class)
        .hasMessageMatching(message);
  }

  @ParameterizedTest
  @CsvSource({"0, 1", "0, 3", "1, 1", "1, 4", "5, 9", "100, 1", "100, 7", "30000, 3"})
  void shardsInAnyOrderGiveTheBatch(int scenarios, int of) throws IOException {
    Made made = Made.of(scenarios).withHeader("line,id\n");
    List<Path> files = shards(made, of);
    Collections.reverse(files);
    assertThat(merged(files)).isEqualTo(made.whole());
    assertThat(ShardMerge.of(files).summary().scenarios()).isEqualTo(scenarios);
  }

  /** Lines are longer than all buffers. */
  @Test
  void longLinesAreCopied() throws IOException {
    String line = "x".repeat(200_000) + "\n";
    Made made = new Made(List.of(line, "\n", line), "", "1", "m", CHECKSUM, Map.of());
    assertThat(merged(shards(made, 2))).isEqualTo(made.whole());
  }

  @Test
  void sealedShardsHaveNoTimes() {
    assertThat(Made.of(3).text(Shard.WHOLE)).contains("\"planningMs\":0").doesNotContain("1.5");
  }

  @Test
  void missingShardsAreNamed() throws IOException {
    List<Path> files = shards(Made.of(10), 4);
    assertRefused(
        List.of(files.get(2), files.get(1)),
        ".*s2: a shard of 4, but found only 2; missing: 0/4, 3/4");
  }

  @Test
  void aShardThatIsGivenTwiceIsNamed() throws IOException {
    List<Path> files = new ArrayList<>(shards(Made.of(10), 2));
    Path copy = Files.copy(files.get(1), folder.resolve("copy"));
    files.add(copy);
    assertRefused(
        files, ".*copy: shard 1/2 is given twice: .*s1 is the same one; expected each once");
    assertRefused(List.of(files.get(0), files.get(0), files.get(1)), ".*s0: shard 0/2 .*");
  }

  @Test
  void shardsOfAnotherBatchAreRefusedWithTheDifference() throws IOException {
    Made made = Made.of(10);
    Path first = write("first", made.text(new Shard(0, 2)));
    Shard second = new Shard(1, 2);
    assertOther(first, made.withModel("zoo:b").text(second), "--model zoo:b, not --model zoo:a");
    assertOther(first, made.withVersion("2").text(second), "version 2 of Espalier, not 1");
    assertOther(first, made.withInput("1" + CHECKSUM.substring(1)).text(second), "other scenarios");
    assertOther(first, made.withHeader("line\n").text(second), "other columns");
    assertOther(first, Made.of(11).text(second), "11 scenarios, not 10");
    assertOther(first, made.text(new Shard(1, 3)), "3 shards, not 2");
  }

  private void assertOther(Path first, String text, String difference) throws IOException {
    assertRefused(
        List.of(first, write("other", text)),
        ".*other: a shard of another batch than .*first: it has " + difference);
  }

  @Test
  void filesThatChangedBetweenShardsAreNamed() throws IOException {
    Made made = Made.of(10);
    Path none = write("none", made.text(new Shard(0, 3)));
    Path one = write("one", made.withFile("edge.json", "ab").text(new Shard(1, 3)));
    Path two = write("two", made.withFile("edge.json", "cd").text(new Shard(2, 3)));
    assertRefused(
        List.of(none, one, two), ".*two: planned with another content of edge.json than .*one");
    Path same = write("same", made.withFile("edge.json", "ab").text(new Shard(2, 3)));
    assertThat(merged(List.of(none, one, same))).isEqualTo(made.whole());
  }

  /** Whatever byte it is, of the head, of the results or of the tail. */
  @Test
  void everyFlippedByteIsNoticed() throws IOException {
    Made made = Made.of(4).withFile("edge.json", "ab");
    byte[] good = made.text(Shard.WHOLE).getBytes(StandardCharsets.UTF_8);
    Path file = folder.resolve("flipped");
    for (int at = 0; at < good.length; at++) {
      byte[] bad = good.clone();
      bad[at] ^= 1 << at % 8;
      Files.write(file, bad);
      assertThatThrownBy(() -> merged(List.of(file)))
          .as("byte %d", at)
          .isInstanceOf(InvalidFileException.class)
          .hasMessageStartingWith(file.toString());
    }
  }

  /** Wherever a shard is cut off, at the end of a line or within one. */
  @Test
  void everyTruncationIsNoticed() throws IOException {
    byte[] good = Made.of(4).text(Shard.WHOLE).getBytes(StandardCharsets.UTF_8);
    Path file = folder.resolve("short");
    for (int length = 0; length < good.length; length++) {
      Files.write(file, java.util.Arrays.copyOf(good, length));
      assertThatThrownBy(() -> merged(List.of(file)))
          .as("%d bytes", length)
          .isInstanceOf(InvalidFileException.class)
          .hasMessageStartingWith(file.toString());
    }
  }

  @Test
  void damageIsDescribed() throws IOException {
    String text = Made.of(4).text(Shard.WHOLE);
    String line = "{\"line\":2,\"id\":\"üx\"}\n";
    assertThat(text).contains(line);
    assertRefused(
        List.of(write("less", text.replace(line, ""))),
        ".*less: the shard is damaged: it has 3 whole lines of results but its end says 4; run it again with --resume");
    assertRefused(
        List.of(write("more", text.replace(line, line + line))),
        ".*more: the shard is damaged: it has more lines of results than the 4 that its end says; run it again with --resume");
    assertRefused(
        List.of(write("changed", text.replace(line, line.replace("x", "y")))),
        ".*changed: the shard is damaged: the SHA-256 of its results is [0-9a-f]{64}, not .*");
    assertRefused(
        List.of(write("head", text.replaceFirst("zoo:a", "zoo:b"))),
        ".*head: the shard is damaged: its first or last line is not as it was written");
    assertRefused(
        List.of(write("open", text.substring(0, text.indexOf(line)))),
        ".*open: the shard is not complete: its last line is not that of a shard");
  }

  @Test
  void whatIsNoShardIsNamed() throws IOException {
    assertRefused(
        List.of(write("results", Made.of(3).whole())),
        ".*results: its first line is not that of a shard; expected a file that batch --shard wrote");
    assertRefused(
        List.of(write("empty", "")), ".*empty: its first line is not that of a shard; .*");
    assertRefused(List.of(folder), ".*: expected a file but found a directory");
    assertRefused(List.of(folder.resolve("nowhere")), ".*nowhere: no such file");
    write("left.partial", "x");
    assertRefused(
        List.of(folder.resolve("left")),
        ".*left: the shard is not complete: only .*left.partial is there; run it again with"
            + " --resume");
  }
}

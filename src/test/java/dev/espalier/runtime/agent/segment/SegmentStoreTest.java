package dev.espalier.runtime.agent.segment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.espalier.segment.StoredFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(20)
class SegmentStoreTest {
  private final byte[] content = new byte[1_000];
  @TempDir private Path folder;
  private StoredFile file;
  private SegmentStore store;

  @BeforeEach
  void create() throws Exception {
    new Random(1).nextBytes(content);
    file = stored("model.onnx", content);
    store = new SegmentStore(folder, 2_000);
  }

  private static StoredFile stored(String name, byte[] bytes) throws Exception {
    byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes);
    return new StoredFile(name, HexFormat.of().formatHex(digest), bytes.length);
  }

  private ByteBuffer part(int from, int to) {
    return ByteBuffer.wrap(content, from, to - from);
  }

  @Test
  void partsBecomeAFileUnderItsChecksum() throws Exception {
    assertThat(store.expect(List.of(file))).containsExactly(file);
    store.write(file.sha256(), 0, part(0, 600));
    assertThat(store.await(() -> true)).isFalse();
    store.write(file.sha256(), 600, part(600, 1_000));
    assertThat(store.await(() -> false)).isTrue();
    assertThat(folder.resolve(file.sha256())).hasBinaryContent(content);
    assertThat(store.expect(List.of(file))).isEmpty();
    assertThat(new SegmentStore(folder, 2_000).expect(List.of(file))).as("kept").isEmpty();
  }

  @Test
  void partsThatDoNotFollowAreRefused() throws Exception {
    store.expect(List.of(file));
    store.write(file.sha256(), 0, part(0, 600));
    assertThatThrownBy(() -> store.write(file.sha256(), 0, part(0, 600)))
        .isInstanceOf(IOException.class)
        .hasMessage("model.onnx: expected the part at 600 of 1000 bytes but found 600 bytes at 0");
    assertThatThrownBy(() -> store.write(file.sha256(), 700, part(700, 1_000)))
        .hasMessageContaining("expected the part at 600");
    assertThatThrownBy(() -> store.write(file.sha256(), 600, part(0, 401)))
        .hasMessageContaining("expected the part at 600");
    assertThatThrownBy(() -> store.write(file.sha256(), Long.MAX_VALUE, part(0, 401)))
        .hasMessageContaining("expected the part at 600");
  }

  @Test
  void otherContentIsRefusedAndForgotten() throws Exception {
    store.expect(List.of(file));
    content[7]++;
    assertThatThrownBy(() -> store.write(file.sha256(), 0, part(0, 1_000)))
        .hasMessageStartingWith("model.onnx: expected SHA-256 " + file.sha256());
    content[7]--;
    store.write(file.sha256(), 0, part(0, 1_000));
    assertThat(store.await(() -> false)).isTrue();
  }

  @Test
  void namesFromTheWireDoNotReachTheFileSystem() throws Exception {
    store.expect(List.of(file));
    for (String name : List.of("../evil", "/tmp/evil", "", file.sha256().toUpperCase())) {
      assertThatThrownBy(() -> store.write(name, 0, part(0, 10)))
          .hasMessage("a part of a file came that is not expected");
    }
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).isEmpty();
    }
  }

  @Test
  void tooLargeDeploymentsAreRefused() throws Exception {
    StoredFile other = stored("other.onnx", new byte[1_001]);
    assertThatThrownBy(() -> store.expect(List.of(file, other)))
        .hasMessage(
            "the files of its segments have more than 2000 bytes; give the agent a larger --max-mib");
  }

  @Test
  void fileThatWasChangedOrDeletedIsExpectedAgain() throws Exception {
    store.expect(List.of(file));
    store.write(file.sha256(), 0, part(0, 1_000));
    Files.write(folder.resolve(file.sha256()), new byte[3]);
    assertThat(store.expect(List.of(file))).containsExactly(file);
    store.write(file.sha256(), 0, part(0, 1_000));
    Files.delete(folder.resolve(file.sha256()));
    assertThat(store.expect(List.of(file))).containsExactly(file);
    Files.write(folder.resolve(file.sha256()), new byte[1_000]);
    assertThat(new SegmentStore(folder, 2_000).expect(List.of(file))).containsExactly(file);
  }

  @Test
  void emptyFileNeedsNoPart() throws Exception {
    StoredFile empty = stored("empty.bin", new byte[0]);
    assertThat(store.expect(List.of(empty))).isEmpty();
    assertThat(folder.resolve(empty.sha256())).isEmptyFile();
  }

  @Test
  void waitingEndsWhenAnotherDeploymentComes() throws Exception {
    store.expect(List.of(file));
    long endNs = System.nanoTime() + 150_000_000;
    assertThat(store.await(() -> System.nanoTime() - endNs > 0)).isFalse();
  }
}

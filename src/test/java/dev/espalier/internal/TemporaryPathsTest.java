package dev.espalier.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TemporaryPathsTest {
  @TempDir private Path folder;

  @Test
  void whatIsLeftIsDeletedAndNothingElse() throws IOException {
    Path inside = TemporaryPaths.add(Files.createDirectory(folder.resolve("left")));
    Files.writeString(inside.resolve("segment.onnx"), "half");
    Path file = TemporaryPaths.add(Files.createFile(folder.resolve("copy.onnx")));
    Path done = TemporaryPaths.add(Files.createFile(folder.resolve("done")));
    TemporaryPaths.delete(done);
    Files.createFile(done);
    TemporaryPaths.deleteAll();
    assertThat(inside).doesNotExist();
    assertThat(file).doesNotExist();
    assertThat(done).exists();
  }
}

package dev.espalier.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@DisabledOnOs(OS.WINDOWS)
class FileReplacementTest {
  @TempDir private Path folder;

  private void assertOnly(String... names) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files.map(file -> file.getFileName().toString())).containsExactlyInAnyOrder(names);
    }
  }

  @Test
  void whoReadsTheOldFileReadsItToItsEnd() throws IOException {
    Path file = Files.writeString(folder.resolve("a"), "old\n".repeat(100_000));
    try (BufferedReader reader = Files.newBufferedReader(file)) {
      reader.readLine();
      FileReplacement.write(file, "new\n");
      assertThat(reader.lines()).hasSize(99_999).containsOnly("old");
    }
    assertThat(file).hasContent("new");
    assertOnly("a");
  }

  @Test
  void failureLeavesTheOldFileAndNothingElse() throws IOException {
    Path file = Files.writeString(folder.resolve("a"), "old");
    assertThatThrownBy(
            () ->
                FileReplacement.write(
                    file,
                    path -> {
                      Files.writeString(path, "half");
                      throw new IOException("full");
                    }))
        .hasMessage("full");
    assertThat(file).hasContent("old");
    assertOnly("a");
  }

  @Test
  void permissionsStay() throws IOException {
    Path file = Files.writeString(folder.resolve("a"), "old");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
    FileReplacement.write(file, "new");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-r-----");
    Path plain = Files.writeString(folder.resolve("plain"), "");
    FileReplacement.write(folder.resolve("fresh"), "new");
    assertThat(Files.getPosixFilePermissions(folder.resolve("fresh")))
        .isEqualTo(Files.getPosixFilePermissions(plain));
  }

  @Test
  void linksStayLinks() throws IOException {
    Path file = Files.writeString(folder.resolve("a"), "old");
    Path soft = Files.createSymbolicLink(folder.resolve("soft"), file);
    FileReplacement.write(soft, "new");
    assertThat(file).hasContent("new");
    assertThat(soft).isSymbolicLink();
    Path hard = Files.createLink(folder.resolve("hard"), file);
    FileReplacement.write(hard, "newer");
    assertThat(file).hasContent("newer");
    assertOnly("a", "soft", "hard");
  }

  @Test
  void devicesAreWrittenTo() throws IOException {
    Path none = Path.of("/dev/null");
    FileReplacement.write(none, "gone");
    assertThat(Files.isRegularFile(none)).isFalse();
    assertThat(none).exists();
  }
}

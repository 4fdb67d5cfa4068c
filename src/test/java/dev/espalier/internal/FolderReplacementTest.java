package dev.espalier.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderReplacementTest {
  @TempDir private Path directory;

  private static List<String> names(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  private static FolderReplacement.Content files(String... names) {
    return folder -> {
      for (String name : names) {
        Files.writeString(folder.resolve(name), "new");
      }
    };
  }

  @Test
  void newFolderHasItsFilesAndNothingElseIsLeft() throws IOException {
    FolderReplacement.write(directory.resolve("out"), List.of(), "z", files("a", "z"));
    assertThat(names(directory)).containsExactly("out");
    assertThat(names(directory.resolve("out"))).containsExactly("a", "z");
  }

  @Test
  void failureLeavesNoFolder() throws IOException {
    assertThatThrownBy(
            () ->
                FolderReplacement.write(
                    directory.resolve("out"),
                    List.of(),
                    "z",
                    folder -> {
                      Files.writeString(folder.resolve("a"), "half");
                      throw new IOException("full");
                    }))
        .hasMessage("full");
    assertThat(names(directory)).isEmpty();
  }

  @Test
  void failureLeavesTheEarlierFiles() throws IOException {
    Files.writeString(directory.resolve("a"), "old");
    assertThatThrownBy(
            () ->
                FolderReplacement.write(
                    directory,
                    List.of("a"),
                    "z",
                    folder -> {
                      Files.writeString(folder.resolve("a"), "half");
                      throw new IllegalStateException("stopped");
                    }))
        .hasMessage("stopped");
    assertThat(names(directory)).containsExactly("a");
    assertThat(directory.resolve("a")).hasContent("old");
  }

  @Test
  void earlierFilesAreReplacedAndOthersStay() throws IOException {
    for (String name : List.of("a", "b", "other")) {
      Files.writeString(directory.resolve(name), "old");
    }
    FolderReplacement.write(directory, List.of("a", "b"), "z", files("a", "z"));
    assertThat(names(directory)).containsExactly("a", "other", "z");
    assertThat(directory.resolve("a")).hasContent("new");
    assertThat(directory.resolve("other")).hasContent("old");
  }

  @Test
  void folderThatHoldsItMustExist() {
    assertThatThrownBy(
            () ->
                FolderReplacement.write(
                    directory.resolve("no").resolve("out"), List.of(), "z", files("z")))
        .isInstanceOf(NoSuchFileException.class);
  }
}

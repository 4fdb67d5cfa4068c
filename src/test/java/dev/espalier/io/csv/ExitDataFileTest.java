package dev.espalier.io.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.espalier.exit.Criterion;
import dev.espalier.io.InvalidFileException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExitDataFileTest {
  private static final String TABLE =
      "condition,threshold,exit,probability,accuracy\nclean,0.5,final,1,0.5\n";
  private static final String LOG = "final.confidence,final.correct\n0.5,1\n";

  @TempDir private Path folder;

  private Path file(String content, Charset charset) {
    try {
      return Files.writeString(folder.resolve("data.csv"), content, charset);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private ExitDataFile open(String content) {
    return ExitDataFile.open(file(content, StandardCharsets.UTF_8));
  }

  @Test
  void readsWhatTheFirstLineSays() {
    try (ExitDataFile table = open("\ufeff" + TABLE.replace("\n", "\r\n"))) {
      assertThat(table.isTable()).isTrue();
      assertThat(table.table().conditions()).containsExactly("clean");
    }
    try (ExitDataFile log = open("\ufeff" + LOG)) {
      assertThat(log.isTable()).isFalse();
      assertThat(log.logs(Optional.of(Criterion.CONFIDENCE)).get("").value(0, 0)).isEqualTo(0.5);
    }
  }

  @Test
  void namesOfExitsDoNotMislead() {
    try (ExitDataFile log = open("threshold.confidence,threshold.correct\n0.5,1\n")) {
      assertThat(log.isTable()).isFalse();
    }
  }

  @Test
  void misspeltTableIsStillATable() {
    try (ExitDataFile table = open(TABLE.replace("probability", "share"))) {
      assertThatThrownBy(table::table)
          .isInstanceOf(InvalidFileException.class)
          .hasMessageEndingWith(
              "data.csv: at line 1: expected the columns"
                  + " condition,threshold,exit,probability,accuracy but found"
                  + " condition,threshold,exit,share,accuracy");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"{ \"format\": 1 }", "a,b\n1,2\n", "\u0000\u0001"})
  void anythingElseIsRefused(String content) {
    assertThatThrownBy(() -> open(content))
        .isInstanceOf(InvalidFileException.class)
        .hasMessageContaining("data.csv: expected an exit table, with the columns condition,")
        .hasMessageContaining("or an exit log, with columns such as EXIT.confidence")
        .hasMessageContaining("but found ");
  }

  @Test
  void packedFileIsRefused() throws IOException {
    Path file = folder.resolve("log.csv.gz");
    try (GZIPOutputStream packed = new GZIPOutputStream(Files.newOutputStream(file))) {
      packed.write(LOG.getBytes(StandardCharsets.UTF_8));
    }
    assertThatThrownBy(() -> ExitDataFile.open(file))
        .isInstanceOf(InvalidFileException.class)
        .hasMessage(file + ": expected text but found what gzip writes; unpack it first");
  }

  /** A pipe can be read once, and does not report how much is still to come. */
  @Test
  @DisabledOnOs(OS.WINDOWS)
  void pipeIsReadAsAFileIs() throws Exception {
    Path pipe = folder.resolve("log.pipe");
    assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
    String rows = "0.25,0\n".repeat(20_000);
    CompletableFuture<Void> writing = CompletableFuture.runAsync(() -> write(pipe, LOG + rows));
    try (ExitDataFile log = ExitDataFile.open(pipe)) {
      assertThat(log.isTable()).isFalse();
      assertThat(log.logs(Optional.empty()).get("").samples()).isEqualTo(20_001);
    }
    writing.join();
  }

  private static void write(Path file, String content) {
    try {
      Files.writeString(file, content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void emptyFileIsRefused() {
    assertThatThrownBy(() -> open(""))
        .isInstanceOf(InvalidFileException.class)
        .hasMessageEndingWith("but it is empty");
  }

  @Test
  void fileThatIsNotThereOrNoFileIsRefused() {
    Path missing = folder.resolve("missing.csv");
    assertThatThrownBy(() -> ExitDataFile.open(missing))
        .isInstanceOf(InvalidFileException.class)
        .hasMessage(missing + ": no such file");
    assertThatThrownBy(() -> ExitDataFile.open(folder))
        .isInstanceOf(InvalidFileException.class)
        .hasMessage(folder + ": expected a file but found a directory");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"a.confidence,a.correct", "condition,threshold,exit,probability,accuracy"})
  void fieldThatIsTooLongIsSaidInOurWords(String header) throws IOException {
    Path file = folder.resolve("long-field.csv");
    Files.writeString(file, header + "\n\"" + "1".repeat(17 << 20));
    try (ExitDataFile data = ExitDataFile.open(file)) {
      assertThatThrownBy(() -> readAll(data))
          .isInstanceOf(InvalidFileException.class)
          .hasMessageStartingWith(file.toString())
          .hasMessageEndingWith(
              ": expected a field of at most 16 MiB but found a longer one; is a quotation mark"
                  + " missing?");
    }
  }

  private static Object readAll(ExitDataFile data) {
    return data.isTable() ? data.table() : data.logs(Optional.empty());
  }
}

package dev.espalier.io.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.espalier.exit.ExitTable;
import dev.espalier.exit.ExitUse;
import dev.espalier.io.InvalidFileException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExitTableFileTest {
  private static final String HEADER = "condition,threshold,exit,probability,accuracy\n";

  private static final String TABLE =
      HEADER
          + """
          clean,0.8,early,0.5,0.9
          clean,0.8,final,0.5,0.75
          clean,0.6,early,1,0.8
          clean,0.6,final,0,
          blur,0.8,early,0.25,0.6
          blur,0.8,final,0.75,0.5
          """;

  @TempDir private Path folder;

  private Path file(String content) {
    return file(content, StandardCharsets.UTF_8);
  }

  private Path file(String content, Charset charset) {
    try {
      return Files.writeString(folder.resolve("table.csv"), content, charset);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void assertRefused(String content, String message) {
    assertRefused(file(content), message);
  }

  private static void assertRefused(Path file, String message) {
    assertThatThrownBy(() -> ExitTableFile.read(file))
        .isInstanceOf(InvalidFileException.class)
        .hasMessage(file + message);
  }

  private static void assertIsTheTable(ExitTable table) {
    assertThat(table.exits()).containsExactly("early", "final");
    assertThat(table.conditions()).containsExactly("clean", "blur");
    assertThat(table.thresholds("clean")).containsExactly(0.6, 0.8);
    assertThat(table.thresholds("blur")).containsExactly(0.8);
    assertThat(table.behavior("clean", 0.8).exits())
        .containsExactly(
            new ExitUse("early", true, OptionalDouble.of(0.8), 0.5, OptionalDouble.of(0.9)),
            new ExitUse("final", true, OptionalDouble.empty(), 0.5, OptionalDouble.of(0.75)));
    assertThat(table.behavior("clean", 0.6).exits())
        .containsExactly(
            new ExitUse("early", true, OptionalDouble.of(0.6), 1, OptionalDouble.of(0.8)),
            new ExitUse("final", true, OptionalDouble.empty(), 0, OptionalDouble.empty()));
    assertThat(table.behavior("blur", 0.8).exits())
        .containsExactly(
            new ExitUse("early", true, OptionalDouble.of(0.8), 0.25, OptionalDouble.of(0.6)),
            new ExitUse("final", true, OptionalDouble.empty(), 0.75, OptionalDouble.of(0.5)));
  }

  @Test
  void everyRowIsReadAsItStandsThere() {
    assertIsTheTable(ExitTableFile.read(file(TABLE)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"\ufeff%s", "\n\n%s", "%s\n\n"})
  void byteOrderMarkAndBlankLinesDoNoHarm(String form) {
    assertIsTheTable(ExitTableFile.read(file(form.formatted(TABLE))));
  }

  @ParameterizedTest
  @ValueSource(strings = {"\r\n", "\r"})
  void linesMayEndAsElsewhere(String end) {
    assertIsTheTable(ExitTableFile.read(file(TABLE.replace("\n", end))));
    assertIsTheTable(ExitTableFile.read(file(TABLE.replace("\n", end).strip())));
  }

  @Test
  void rowsMayComeInAnyOrderAndExitsAreKnownByName() {
    List<String> rows = List.of(TABLE.substring(HEADER.length()).split("\n"));
    String mixed =
        String.join(
            "\n",
            List.of(rows.get(0), rows.get(5), rows.get(1), rows.get(3), rows.get(4), rows.get(2)));
    assertIsTheTable(ExitTableFile.read(file(HEADER + mixed)));
  }

  @Test
  void namesInQuotesMayHoldCommasQuotesAndAnyLetters() {
    ExitTable table =
        ExitTableFile.read(
            file(
                HEADER
                    + "\"dim, \"\"blurred\"\"\",0.5,\"é, 1\",0.25,1\n"
                    + "\"dim, \"\"blurred\"\"\",0.5,\"final\",0.75,1\n"));
    assertThat(table.conditions()).containsExactly("dim, \"blurred\"");
    assertThat(table.exits()).containsExactly("é, 1", "final");
    assertThat(table.behavior("dim, \"blurred\"", 0.5).exits().get(0).probability())
        .isEqualTo(0.25);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "threshold,condition,exit,probability,accuracy",
        "condition,threshold,exit,probability",
        "condition,threshold,exit,probability,accuracy,note",
        "Condition,threshold,exit,probability,accuracy",
        "clean,0.8,early,0.5,0.9",
        "condition;threshold;exit;probability;accuracy",
      })
  void otherHeaderIsRefused(String header) {
    assertRefused(
        header + "\nclean,0.8,final,1,0.9\n",
        ": at line 1: expected the columns condition,threshold,exit,probability,accuracy but found "
            + header);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "clean,0.9,early,0.5        | expected 5 fields but found 4",
        "clean,0.9,early,0.5,0.9,1  | expected 5 fields but found 6",
        "clean                      | expected 5 fields but found 1",
        "clean,high,early,0.5,0.9   | threshold must be a number but is \"high\"",
        "clean,,early,0.5,0.9       | threshold must be a number but is \"\"",
        "clean,NaN,early,0.5,0.9    | threshold must be a number but is \"NaN\"",
        "clean,Infinity,early,0.5,1 | threshold must be a number but is \"Infinity\"",
        "clean,1e999,early,0.5,1    | threshold must be a number but is \"1e999\"",
        "clean,0x1p-1,early,0.5,1   | threshold must be a number but is \"0x1p-1\"",
        "clean,-0.1,early,0.5,0.9   | exit \"early\": threshold must be >= 0 but is -0.1",
        "clean,0.9,early,half,0.9   | probability must be a number but is \"half\"",
        "clean,0.9,early,,0.9       | probability must be a number but is \"\"",
        "clean,0.9,early,NaN,0.9    | probability must be a number but is \"NaN\"",
        "clean,0.9,early,50%,0.9    | probability must be a number but is \"50%\"",
        "clean,0.9,early, 0.5,0.9   | probability must be a number but is \" 0.5\"",
        "clean,0.9,early,-0.5,0.9   | exit \"early\": probability must be a number from 0 to 1 but is -0.5",
        "clean,0.9,early,1.5,0.9    | exit \"early\": probability must be a number from 0 to 1 but is 1.5",
        "clean,0.9,early,0.5,NaN    | accuracy must be a number but is \"NaN\"",
        "clean,0.9,early,0.5,n/a    | accuracy must be a number but is \"n/a\"",
        "clean,0.9,early,0.5,-0.1   | exit \"early\": accuracy must be a number from 0 to 1 but is -0.1",
        "clean,0.9,early,0.5,90     | exit \"early\": accuracy must be a number from 0 to 1 but is 90.0",
        "clean,0.9,early,0.5,       | exit \"early\": samples leave here, so accuracy must be known",
        ",0.9,early,0.5,0.9         | exit table: condition must not be blank but is \"\"",
        "clean,0.9,\" \",0.5,0.9    | exit table: exit must not be blank but is \" \"",
        "clean,0.9,a\tb,0.5,0.9     | exit table: exit must not contain control characters but is \"a\\tb\"",
        "clean,0.8,early,0.5,0.9    | condition \"clean\", threshold 0.8 has a second row for exit \"early\"",
        "clean,0.80,early,0.5,0.9   | condition \"clean\", threshold 0.8 has a second row for exit \"early\"",
      })
  void rowThatIsNoneIsRefusedOnItsLine(String row, String message) {
    assertRefused(TABLE + row + "\nclean,0.9,final,0.5,0.9\n", ": at line 8: " + message);
  }

  @Test
  void lineIsCountedThroughQuotedLineBreaks() {
    assertRefused(
        HEADER + "\"a\nb\",0.5,final,1,1\n",
        ": at line 2: exit table: condition must not contain control characters but is \"a\\nb\"");
    assertRefused(
        TABLE + "\n\nclean,0.9,early,\"0\n.5\",1\n",
        ": at line 10: probability must be a number but is \"0\\n.5\"");
  }

  @Test
  void longFieldIsShownInPart() {
    String message =
        ": at line 2: probability must be a number but is \"%s...\"".formatted("x".repeat(100));
    assertRefused(HEADER + "clean,0.5,final," + "x".repeat(5000) + ",1\n", message);
  }

  @Test
  void exitMissingAtOneThresholdIsRefused() {
    assertRefused(
        TABLE.replace("clean,0.8,final,0.5,0.75\n", ""),
        ": condition \"clean\", threshold 0.8 has no row for exit \"final\"");
    assertRefused(
        TABLE + "blur,0.9,early,1,1\n",
        ": condition \"blur\", threshold 0.9 has no row for exit \"final\"");
  }

  @Test
  void probabilitiesThatDoNotSumToOneAreRejected() {
    assertRefused(
        TABLE.replace("blur,0.8,early,0.25", "blur,0.8,early,0.125"),
        ": condition \"blur\", threshold 0.8: the probabilities of its exits, early, final, must sum to 1 but sum"
            + " to 0.875");
  }

  @Test
  void fileWithoutHeaderOrRowsIsRefused() {
    for (String empty : List.of("", "\n\n", "\ufeff")) {
      assertRefused(
          empty,
          ": expected a CSV file that begins with condition,threshold,exit,probability,accuracy but"
              + " it is empty");
    }
    assertRefused(HEADER, ": an exit table must have rows but has none");
  }

  @Test
  void fileThatIsNotThereOrNoFileIsRefused() {
    Path missing = folder.resolve("missing.csv");
    assertRefused(missing, ": no such file");
    assertRefused(folder, ": expected a file but found a directory");
  }

  @Test
  void whatIsNotUtf8OrNotCsvIsRefused() {
    Path latin = file(TABLE + "é,0.8,early,1,1\n", StandardCharsets.ISO_8859_1);
    assertRefused(latin, ": after line 7: expected text in UTF-8 but found the byte 0xE9");
    assertThatThrownBy(() -> ExitTableFile.read(file(HEADER + "\"clean\"x,0.8,final,1,1\n")))
        .isInstanceOf(InvalidFileException.class)
        .hasMessageStartingWith(folder.resolve("table.csv") + ": after line 1: ")
        .hasMessageContaining("Unexpected character after closing quote: 'x' (0x78)");
  }

  @Test
  void damagedTableIsReadOrRefusedButNeverTripsTheReader() throws IOException {
    Random random = new Random(3);
    Path file = folder.resolve("damaged.csv");
    byte[] pieces = "0123456789.,;-+eEinfNa \"\r\n\té".getBytes(StandardCharsets.UTF_8);
    int refused = 0;
    for (int i = 0; i < 1000; i++) {
      byte[] bytes = TABLE.getBytes(StandardCharsets.UTF_8);
      for (int change = random.nextInt(4); change >= 0; change--) {
        bytes[random.nextInt(bytes.length)] = pieces[random.nextInt(pieces.length)];
      }
      Files.write(file, Arrays.copyOf(bytes, bytes.length - random.nextInt(3)));
      try {
        ExitTableFile.read(file);
      } catch (InvalidFileException e) {
        refused++;
        assertThat(e.getMessage()).startsWith(file.toString()).hasSizeLessThan(500);
      }
    }
    assertThat(refused).isBetween(300, 999);
  }
}

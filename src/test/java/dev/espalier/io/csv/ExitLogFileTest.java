package dev.espalier.io.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.espalier.exit.Criterion;
import dev.espalier.exit.log.ExitLog;
import dev.espalier.exit.log.ExitLogBuilder;
import dev.espalier.exit.log.LogitLog;
import dev.espalier.io.InvalidFileException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExitLogFileTest {
  private static final String LOG =
      """
      sample,early.confidence,early.correct,final.correct,final.confidence
      a,0.9,1,0,0.4
      b,0.25,false,TRUE,1
      """;

  private static final String LOGITS =
      """
      label,early.logits,final.logits
      1,0 1,0 2
      0,-inf 1,3 -1.5e1
      """;

  @TempDir private Path folder;

  private Path file(String content) {
    return file(content, StandardCharsets.UTF_8);
  }

  private Path file(String content, Charset charset) {
    try {
      return Files.writeString(folder.resolve("log.csv"), content, charset);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private ExitLog only(String content) {
    Map<String, ExitLog> logs = ExitLogFile.read(file(content));
    assertThat(logs).containsOnlyKeys("");
    return logs.get("");
  }

  private void assertRefused(String content, String message) {
    Path file = file(content);
    assertThatThrownBy(() -> ExitLogFile.read(file))
        .isInstanceOf(InvalidFileException.class)
        .hasMessage(file + ": " + message);
  }

  @Test
  void columnsMayComeInAnyOrder() {
    ExitLog log = only(LOG);
    assertThat(log.exits()).containsExactly("early", "final");
    assertThat(log.criterion()).isEqualTo(Criterion.CONFIDENCE);
    assertThat(log.samples()).isEqualTo(2);
    assertThat(List.of(log.value(0, 0), log.value(1, 0))).containsExactly(0.9, 0.4);
    assertThat(List.of(log.value(0, 1), log.value(1, 1))).containsExactly(0.25, 1.0);
    assertThat(List.of(log.isCorrect(0, 0), log.isCorrect(1, 0))).containsExactly(true, false);
    assertThat(List.of(log.isCorrect(0, 1), log.isCorrect(1, 1))).containsExactly(false, true);
  }

  @ParameterizedTest
  @ValueSource(strings = {"\ufeff%s", "%s\n\n", "\n%s", "\ufeff\"sample\"%s"})
  void byteOrderMarkBlankLinesAndQuotesDoNoHarm(String form) {
    String content = form.endsWith("\"%s") ? LOG.substring("sample".length()) : LOG;
    ExitLog log = only(form.formatted(content));
    assertThat(log.samples()).isEqualTo(2);
    assertThat(log.value(0, 0)).isEqualTo(0.9);
  }

  @ParameterizedTest
  @ValueSource(strings = {"\r\n", "\r"})
  void linesMayEndAsElsewhere(String end) {
    assertThat(only(LOG.replace("\n", end)).value(1, 1)).isEqualTo(1);
    assertThat(only(LOG.replace("\n", end).strip()).value(1, 1)).isEqualTo(1);
  }

  @Test
  void nameOfAnExitMayHaveDotsAndAnyLetters() {
    ExitLog log = only("net.exit 1.é.entropy,net.exit 1.é.correct\n2.5,0\n");
    assertThat(log.exits()).containsExactly("net.exit 1.é");
    assertThat(log.criterion()).isEqualTo(Criterion.ENTROPY);
    assertThat(log.value(0, 0)).isEqualTo(2.5);
  }

  @Test
  void conditionsAreLoggedApart() {
    Map<String, ExitLog> logs =
        ExitLogFile.read(
            file(
                """
                condition,a.confidence,a.correct
                clean,0.1,1
                "dim, blurred",0.2,1
                dim,0.3,1
                clean,0.4,1
                dim,0.5,1
                dim,0.6,1
                """));
    assertThat(logs.keySet()).containsExactly("clean", "dim, blurred", "dim");
    assertThat(logs.values().stream().map(ExitLog::samples)).containsExactly(2, 1, 3);
    assertThat(logs.get("clean").value(0, 1)).isEqualTo(0.4);
    assertThat(logs.get("dim").value(0, 2)).isEqualTo(0.6);
  }

  @Test
  void logitsAreReadAndReduced() {
    LogitLog logits = ExitLogFile.readLogits(file(LOGITS)).get("");
    assertThat(logits.classes()).isEqualTo(2);
    assertThat(List.of(logits.label(0), logits.label(1))).containsExactly(1, 0);
    double[] row = new double[2];
    logits.copyLogits(0, 1, row);
    assertThat(row).containsExactly(Double.NEGATIVE_INFINITY, 1);
    logits.copyLogits(1, 1, row);
    assertThat(row).containsExactly(3, -15);
    ExitLog log = only(LOGITS);
    assertThat(log.criterion()).isEqualTo(Criterion.CONFIDENCE);
    assertThat(log.value(0, 0)).isCloseTo(1 / (1 + Math.exp(-1)), within(1e-15));
    assertThat(log.value(0, 1)).isEqualTo(1);
    assertThat(log.isCorrect(0, 0)).isTrue();
    assertThat(log.isCorrect(0, 1)).isFalse();
    assertThat(ExitLogFile.read(file(LOGITS), Criterion.ENTROPY).get("").value(0, 1)).isZero();
  }

  @Test
  void otherCriterionThanRequestedIsRejected() {
    Path file = file(LOG);
    assertThat(ExitLogFile.read(file, Criterion.CONFIDENCE)).hasSize(1);
    assertThatThrownBy(() -> ExitLogFile.read(file, Criterion.ENTROPY))
        .isInstanceOf(InvalidFileException.class)
        .hasMessage(file + ": expected entropy or logits of every exit but found confidence");
    assertThatThrownBy(() -> ExitLogFile.readLogits(file))
        .isInstanceOf(InvalidFileException.class)
        .hasMessage(
            file
                + ": logits are needed: expected columns EXIT.logits and label but found"
                + " confidence");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "sample,a.confidence,a.correct,a.confidence | at line 1, column 4 (a.confidence): the column"
            + " is there twice; expected it once",
        "a.confidence,a.correct,note | at line 1, column 3 (note): expected sample, condition, label"
            + " or EXIT.confidence, EXIT.entropy, EXIT.correct or EXIT.logits but found \"note\"",
        "a.confidence,a.Right | at line 1, column 2 (a.Right): expected sample, condition, label or"
            + " EXIT.confidence, EXIT.entropy, EXIT.correct or EXIT.logits but found \"a.Right\"",
        "a.confidence,b.correct | at line 1, column 1 (a.confidence): column \"a.correct\" is missing"
            + " beside it",
        "a.confidence,a.correct,b.correct | at line 1, column 3 (b.correct): column \"b.confidence\" is"
            + " missing beside it",
        "a.correct | at line 1: expected columns EXIT.confidence, EXIT.entropy or EXIT.logits,"
            + " separated by commas, but found a.correct",
        "sample,condition | at line 1: expected columns EXIT.confidence and EXIT.correct, or others of"
            + " exits, but found sample,condition",
        "a.confidence,a.correct,b.entropy,b.correct | at line 1, column 3 (b.entropy): expected"
            + " confidence of every exit, as in the columns before, but found entropy",
        "a.confidence,a.correct,label | at line 1, column 3 (label): expected such a column beside"
            + " logits only",
        "a.logits,label,a.correct | at line 1, column 3 (a.correct): expected no such column: logits and label determine which exits are correct",
        "a.logits | at line 1: column label is missing; logits need it",
        ".confidence,a.correct | at line 1, column 1 (.confidence): exit: name must not be blank but"
            + " is \"\"",
      })
  void headerThatIsNoneOfALogIsRefused(String header, String message) {
    assertRefused(header + "\n0.5,1\n", message);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "1.5,1    | at line 3, column 1 (a.confidence): expected a number from 0 to 1 but found \"1.5\"",
        "-0.1,1   | at line 3, column 1 (a.confidence): expected a number from 0 to 1 but found \"-0.1\"",
        "NaN,1    | at line 3, column 1 (a.confidence): expected a number from 0 to 1 but found \"NaN\"",
        "inf,1    | at line 3, column 1 (a.confidence): expected a number from 0 to 1 but found \"inf\"",
        ",1       | at line 3, column 1 (a.confidence): expected a number from 0 to 1 but found \"\"",
        "half,1   | at line 3, column 1 (a.confidence): expected a number from 0 to 1 but found \"half\"",
        "0.5,2    | at line 3, column 2 (a.correct): expected 0, 1, false or true but found \"2\"",
        "0.5,yes  | at line 3, column 2 (a.correct): expected 0, 1, false or true but found \"yes\"",
        "0.5      | at line 3: expected 2 fields, as in the header, but found 1",
        "0.5,1,1  | at line 3: expected 2 fields, as in the header, but found 3",
        "0.5,1,   | at line 3: expected 2 fields, as in the header, but found 3",
        "0.5,\"1\"x | at line 3: Unexpected character after closing quote: 'x' (0x78)",
      })
  void rowThatIsNoSampleIsRefused(String row, String message) {
    assertRefused("a.confidence,a.correct\n0.5,1\n" + row + "\n0.5,1\n", message);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "2,0 1      | at line 3, column 1 (label): label must be a class from 0 to 1 but is 2",
        "-1,0 1     | at line 3, column 1 (label): expected the index of a class (a whole number from 0) but found \"-1\"",
        "0.5,0 1    | at line 3, column 1 (label): expected the index of a class (a whole number from 0) but found \"0.5\"",
        "cat,0 1    | at line 3, column 1 (label): expected the index of a class (a whole number from 0) but found \"cat\"",
        "0,0 1 2    | at line 3, column 2 (a.logits): expected 2 logits, as before, but found 3",
        "0,0        | at line 3, column 2 (a.logits): expected logits of at least two classes, separated by blanks, but found 1",
        "0,         | at line 3, column 2 (a.logits): expected logits of at least two classes, separated by blanks, but found 0",
        "0,0 x      | at line 3, column 2 (a.logits): expected numbers separated by blanks but found \"x\"",
        "0,nan 1    | at line 3, column 2 (a.logits): expected numbers separated by blanks but found \"nan\"",
        "0,inf inf  | at line 3, column 2 (a.logits): exit \"a\": expected at most one logit of +infinity but found 2",
        "0,-inf -inf | at line 3, column 2 (a.logits): exit \"a\": expected a logit above -infinity but found none",
      })
  void logitsThatAreNoneAreRefused(String row, String message) {
    assertRefused("label,a.logits\n1,0 1\n" + row + "\n", message);
  }

  @Test
  void entropyBelowZeroOrInfiniteIsRefused() {
    for (String wrong : List.of("-1", "inf", "nan", "1e31")) {
      assertRefused(
          "a.entropy,a.correct\n" + wrong + ",1\n",
          "at line 2, column 1 (a.entropy): expected a number from 0 to 1e30 but found \""
              + wrong
              + "\"");
    }
  }

  @Test
  void conditionThatIsNoneIsRefused() {
    assertRefused(
        "condition,a.entropy,a.correct\n,1,1\n",
        "at line 2, column 1 (condition): condition: name must not be blank but is \"\"");
    StringBuilder many = new StringBuilder("condition,a.entropy,a.correct\n");
    for (int i = 0; i <= 1000; i++) {
      many.append("c").append(i).append(",1,1\n");
    }
    assertRefused(
        many.toString(),
        "at line 1002, column 1 (condition): expected at most 1000 conditions but found more");
  }

  @Test
  void fileWithoutSamplesIsRefused() {
    for (String empty : List.of("", "\n\n", "\ufeff")) {
      assertRefused(empty, "the file is empty; expected a header row");
    }
    assertRefused(
        "a.confidence,a.correct\n\n",
        "expected a row for each sample below the header but found none");
  }

  @Test
  void otherEncodingIsRefusedOnItsLine() {
    Path file =
        file("sample,a.confidence,a.correct\nx,0.5,1\né,0.5,1\n", StandardCharsets.ISO_8859_1);
    assertThatThrownBy(() -> ExitLogFile.read(file))
        .hasMessage(file + ": at line 3: expected text in UTF-8 but found the byte 0xE9");
    Path cut = file("sample,a.confidence,a.correct\nx,0.5,1\n\u00c3", StandardCharsets.ISO_8859_1);
    assertThatThrownBy(() -> ExitLogFile.read(cut))
        .isInstanceOf(InvalidFileException.class)
        .hasMessage(cut + ": at line 3: expected text in UTF-8 but found the byte 0xC3");
  }

  @Test
  void fieldWithoutEndIsRefused() {
    assertRefused(
        "sample,a.confidence,a.correct\n\"" + "x".repeat(17 << 20),
        "at line 2: expected a field of at most 16 MiB but found a longer one; is a quotation mark"
            + " missing?");
  }

  @Test
  void fileThatIsNotThereOrNoFileIsRefused() {
    Path missing = folder.resolve("missing.csv");
    assertThatThrownBy(() -> ExitLogFile.read(missing)).hasMessage(missing + ": no such file");
    assertThatThrownBy(() -> ExitLogFile.read(folder))
        .hasMessage(folder + ": expected a file but found a directory");
  }

  @Test
  void longLogIsReadInFull() {
    StringBuilder content = new StringBuilder("condition,a.confidence,a.correct\n");
    for (int i = 0; i < 20_000; i++) {
      content
          .append(i % 3 == 0 ? "even é," : "odd,")
          .append(i / 20_000.0)
          .append(",")
          .append(i % 2);
      content.append("\n");
    }
    Map<String, ExitLog> logs = ExitLogFile.read(file(content.toString()));
    for (int i = 0; i < 20_000; i++) {
      ExitLog log = logs.get(i % 3 == 0 ? "even é" : "odd");
      int sample = i % 3 == 0 ? i / 3 : i - i / 3 - 1;
      assertThat(log.value(0, sample)).isEqualTo(i / 20_000.0);
      assertThat(log.isCorrect(0, sample)).isEqualTo(i % 2 == 1);
    }
  }

  @Test
  void damagedLogIsReadOrRefusedButNeverTripsTheReader() throws IOException {
    Random random = new Random(3);
    Path file = folder.resolve("damaged.csv");
    byte[] pieces = "0123456789.,;-+eEinfNa \"\r\n\t\u00e9".getBytes(StandardCharsets.UTF_8);
    int refused = 0;
    for (int i = 0; i < 3000; i++) {
      byte[] bytes = (i % 2 == 0 ? LOG : LOGITS).getBytes(StandardCharsets.UTF_8);
      for (int change = random.nextInt(4); change >= 0; change--) {
        bytes[random.nextInt(bytes.length)] = pieces[random.nextInt(pieces.length)];
      }
      Files.write(file, Arrays.copyOf(bytes, bytes.length - random.nextInt(3)));
      try {
        ExitLogFile.read(file);
      } catch (InvalidFileException e) {
        refused++;
        assertThat(e.getMessage()).startsWith(file + ": ").hasSizeLessThan(500);
      }
    }
    assertThat(refused).isBetween(1000, 2999);
  }

  @Test
  void writtenLogsAreReadBack() throws IOException {
    Random random = new Random(1);
    Map<String, ExitLog> logs = new LinkedHashMap<>();
    for (String condition : List.of("clean", "dim, \"blurred\"")) {
      ExitLogBuilder log = ExitLog.builder(List.of("a,b", "final"), Criterion.ENTROPY);
      for (int s = 0; s < 200; s++) {
        double[] values = {random.nextDouble(), random.nextDouble() * Math.pow(10, -s)};
        log.add(values, new boolean[] {random.nextBoolean(), random.nextBoolean()});
      }
      logs.put(condition, log.build());
    }
    Path file = folder.resolve("written.csv");
    ExitLogFile.write(file, logs);
    Map<String, ExitLog> read = ExitLogFile.read(file);
    assertThat(read.keySet()).containsExactlyElementsOf(logs.keySet());
    read.forEach((condition, log) -> assertSame(log, logs.get(condition)));
    byte[] bytes = Files.readAllBytes(file);
    ExitLogFile.write(file, read);
    assertThat(Files.readAllBytes(file)).isEqualTo(bytes);
  }

  private static void assertSame(ExitLog log, ExitLog expected) {
    assertThat(log.exits()).isEqualTo(expected.exits());
    assertThat(log.criterion()).isEqualTo(expected.criterion());
    assertThat(log.samples()).isEqualTo(expected.samples());
    for (int e = 0; e < log.exits().size(); e++) {
      for (int s = 0; s < log.samples(); s++) {
        assertThat(log.value(e, s)).isEqualTo(expected.value(e, s));
        assertThat(log.isCorrect(e, s)).isEqualTo(expected.isCorrect(e, s));
      }
    }
  }

  @Test
  void namelessLogIsWrittenWithoutConditions() throws IOException {
    Path file = folder.resolve("written.csv");
    ExitLogFile.write(file, ExitLogFile.read(file(LOG)));
    assertThat(Files.readString(file))
        .isEqualTo(
            """
            early.confidence,early.correct,final.confidence,final.correct
            0.9,1,0.4,0
            0.25,0,1,1
            """);
    assertThatThrownBy(
            () ->
                ExitLogFile.write(
                    folder.resolve("nowhere/x.csv"), ExitLogFile.read(folder.resolve("log.csv"))))
        .isInstanceOf(IOException.class);
  }
}

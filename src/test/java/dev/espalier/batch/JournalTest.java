package dev.espalier.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.espalier.io.InvalidFileException;
import dev.espalier.io.batch.BatchOrigin;
import dev.espalier.io.batch.JournalLine;
import dev.espalier.study.batch.BatchSummary;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalTest {
  private static final JournalLine.Head HEAD =
      new JournalLine.Head(new BatchOrigin("1", new TreeMap<>(Map.of("--model", "ü")), 0, 1), 0);

  @TempDir private Path folder;
  private Path out;
  private Path path;

  @BeforeEach
  void namePaths() {
    out = folder.resolve("out.jsonl");
    path = ResultFile.journal(out);
  }

  private static JournalLine.Results results(long scenarios) {
    return new JournalLine.Results(
        scenarios, 10, "a", "b", BatchSummary.EMPTY, Collections.emptyMap());
  }

  @Test
  void whatIsAppendedIsReadUpToTheFirstLineThatIsNotWhole() throws IOException {
    try (Journal journal = Journal.open(path)) {
      assertThat(journal.read().head()).isEmpty();
      journal.begin(HEAD);
      journal.append(results(1).write());
      journal.append(results(2).write());
    }
    byte[] whole = Files.readAllBytes(path);
    Files.writeString(path, "{\"scenarios\":3", StandardOpenOption.APPEND);
    try (Journal journal = Journal.open(path)) {
      Journal.Content content = journal.read();
      assertThat(content.head()).contains(HEAD);
      assertThat(content.results()).containsExactly(results(1), results(2));
      assertThat(content.ends().get(2)).isEqualTo(whole.length);
      journal.cut(content.ends().get(2));
      assertThat(path).hasBinaryContent(whole);
      journal.cut(content.ends().get(1));
      assertThat(journal.read().results()).containsExactly(results(1));
    }
  }

  /** Whatever is damaged, be it a number. */
  @Test
  void linesBehindADamagedOneDoNotCount() throws IOException {
    String damaged = results(3).write().replace("\"scenarios\":3", "\"scenarios\":4");
    try (Journal journal = Journal.open(path)) {
      journal.begin(HEAD);
      journal.append(results(1).write() + damaged + results(2).write());
      assertThat(journal.read().results()).containsExactly(results(1));
    }
  }

  @Test
  void aDamagedHeadIsNamed() throws IOException {
    Files.writeString(path, HEAD.write().replace("\"espalier\":\"1\"", "\"espalier\":\"2\""));
    try (Journal journal = Journal.open(path)) {
      assertThatThrownBy(journal::read)
          .isInstanceOf(InvalidFileException.class)
          .hasMessage(
              path
                  + ": line 1 of the journal is not as it was written; delete the file to start"
                  + " anew");
    }
  }

  /**
   * Where a process opens a file twice and closes one of the two, systems drop its lock on the
   * file: reading must not.
   */
  @Test
  void otherProcessesAreKeptOutEvenOnceTheJournalWasRead() throws Exception {
    Path scenarios = Files.writeString(folder.resolve("scenarios.jsonl"), "{}\n");
    try (Journal journal = Journal.open(path)) {
      journal.begin(HEAD);
      journal.read();
      ProcessBuilder builder =
          new ProcessBuilder(
              Path.of(System.getProperty("java.home"), "bin", "java").toString(),
              "dev.espalier.cli.Main",
              "batch",
              scenarios.toString(),
              "--out",
              out.toString(),
              "--resume");
      builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
      Process other = builder.redirectErrorStream(true).start();
      assertThat(new String(other.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
          .contains("another process plans this batch");
      assertThat(other.waitFor()).isEqualTo(1);
    }
  }
}

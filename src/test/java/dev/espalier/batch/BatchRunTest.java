package dev.espalier.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.espalier.error.InvalidFieldException;
import dev.espalier.internal.Sha256;
import dev.espalier.io.InvalidFileException;
import dev.espalier.io.batch.FileInputs;
import dev.espalier.io.batch.LineFormat;
import dev.espalier.io.batch.OutcomeLines;
import dev.espalier.io.batch.ShardLine;
import dev.espalier.io.json.request.ScenarioDefaults;
import dev.espalier.io.json.request.ScenarioReader;
import dev.espalier.study.batch.Status;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class BatchRunTest {
  private static final int SCENARIOS = 120;

  private static final Optional<Shard> WHOLE = Optional.empty();

  @TempDir private Path folder;

  private Path scenarios;
  private Path out;

  /** SHA-256 of files that scenarios name, as the run under test is to see them. */
  private Map<String, String> checksums = Map.of();

  @BeforeEach
  void writeScenarios() throws IOException {
    scenarios = folder.resolve("scenarios.jsonl");
    out = folder.resolve("results.jsonl");
    Files.writeString(scenarios, lines(SCENARIOS));
  }

  /** Scenarios of which some are wrong and some have no plan, with blank lines between. */
  private static String lines(int count) {
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < count; i++) {
      lines.append(
          switch (i % 10) {
            case 3 -> "{\"bandwidth\":-" + i + "}\n";
            case 6 -> "{\"gone\":[\"d1\"],\"source\":\"d1\"}\n\n";
            case 8 -> "{\"deadline\":0.001,\"id\":\"s" + i + "\"}\n";
            default -> "{\"bandwidth\":" + (1 + i) + ",\"source\":\"d1\",\"id\":\"s" + i + "\"}\n";
          });
    }
    return lines.toString();
  }

  private static BatchPlanner planner(FileScenarios source, LineFormat results) {
    FileInputs inputs = new FileInputs();
    ScenarioDefaults none = ScenarioDefaults.none();
    ScenarioDefaults defaults =
        new ScenarioDefaults(
            Optional.of(inputs.model("zoo:b-lenet")),
            Optional.of(inputs.catalog("zoo:na2023-six")),
            none.exits(),
            none.constraints(),
            none.solver(),
            none.twoDevices(),
            none.search());
    return new BatchPlanner(
        source.lines(),
        new ScenarioReader(defaults, inputs),
        new OutcomeLines(results, List.of()),
        List.of());
  }

  private BatchRun.Result run(Optional<Shard> shard, boolean resume, String solver, long enough)
      throws IOException {
    try (FileScenarios source = FileScenarios.open(scenarios)) {
      AtomicLong planned = new AtomicLong();
      BatchPlanner planner = planner(source, LineFormat.of(out.toString()));
      return new BatchRun(
              planner, 3, () -> planned.get() >= enough, (done, progress) -> planned.set(done))
          .toFile(
              source,
              shard,
              out,
              new TreeMap<>(Map.of("--solver", solver)),
              () -> checksums,
              resume);
    }
  }

  private BatchRun.Result run(boolean resume) throws IOException {
    return run(WHOLE, resume, "genetic", Long.MAX_VALUE);
  }

  /** Stops a batch after some of its scenarios, as an interruption does. */
  private BatchRun.Result stop(Optional<Shard> shard, int enough) throws IOException {
    return run(shard, false, "genetic", enough);
  }

  private String expected() throws IOException {
    try (FileScenarios source = FileScenarios.open(scenarios)) {
      StringWriter text = new StringWriter();
      BatchPlanner planner = planner(source, LineFormat.of(out.toString()));
      new BatchRun(planner, 1, () -> false, (done, progress) -> {})
          .toStream(source, new PrintWriter(text));
      return text.toString();
    }
  }

  @ParameterizedTest
  @EnumSource(LineFormat.class)
  void aFileHasTheBytesOfAStreamOnAnyNumberOfThreads(LineFormat format) throws IOException {
    out = folder.resolve(format == LineFormat.CSV ? "results.csv" : "results.jsonl");
    BatchRun.Result result = run(false);
    assertThat(Files.readString(out)).isEqualTo(expected());
    assertThat(result.isComplete()).isTrue();
    assertThat(result.summary().scenarios()).isEqualTo(SCENARIOS);
    assertThat(result.summary().count(Status.INVALID)).isEqualTo(SCENARIOS / 10);
    assertThat(result.summary().count(Status.INFEASIBLE)).isEqualTo(2 * SCENARIOS / 10);
    assertThat(Files.exists(ResultFile.partial(out))).isFalse();
    assertThat(Files.exists(ResultFile.journal(out))).isFalse();
  }

  @Test
  void resultsAreInTheOrderOfTheScenariosOneEach() throws IOException {
    run(false);
    List<String> lines = Files.readAllLines(out);
    assertThat(lines).hasSize(SCENARIOS);
    int number = 0;
    for (int i = 0; i < SCENARIOS; i++) {
      number++;
      assertThat(lines.get(i)).startsWith("{\"line\":" + number + ",");
      number += i % 10 == 6 ? 1 : 0; // a blank line follows
    }
  }

  @Test
  void whatIsLeftOfABatchIsGoneOnWith() throws IOException {
    assertThat(stop(WHOLE, 20).isComplete()).isFalse();
    assertThat(Files.exists(out)).isFalse();
    BatchRun.Result result = run(true);
    assertThat(result.isComplete()).isTrue();
    assertThat(result.resumed()).isBetween(1L, SCENARIOS - 1L);
    assertThat(result.summary().scenarios()).isEqualTo(SCENARIOS);
    assertThat(Files.readString(out)).isEqualTo(expected());
  }

  /** A kill may leave any beginning of either file, as writes are not atomic. */
  @Test
  void anyBeginningOfTheFilesIsEnoughToGoOn() throws IOException {
    String expected = expected();
    stop(WHOLE, 40);
    byte[] partial = Files.readAllBytes(ResultFile.partial(out));
    byte[] journal = Files.readAllBytes(ResultFile.journal(out));
    Random random = new Random(7);
    for (int i = 0; i < 30; i++) {
      Files.deleteIfExists(out);
      boolean isJournalCut = i % 2 == 0;
      Files.write(
          ResultFile.partial(out),
          isJournalCut ? partial : cut(partial, random.nextInt(partial.length + 1)));
      Files.write(
          ResultFile.journal(out),
          isJournalCut ? cut(journal, random.nextInt(journal.length + 1)) : journal);
      run(true);
      assertThat(Files.readString(out)).isEqualTo(expected);
    }
  }

  private static byte[] cut(byte[] bytes, int length) {
    return Arrays.copyOf(bytes, length);
  }

  @Test
  void damagedResultsArePlannedAgain() throws IOException {
    String expected = expected();
    stop(WHOLE, 40);
    byte[] partial = Files.readAllBytes(ResultFile.partial(out));
    partial[partial.length / 2] ^= 1;
    Files.write(ResultFile.partial(out), partial);
    run(true);
    assertThat(Files.readString(out)).isEqualTo(expected);
  }

  @Test
  void aDamagedHeaderIsWrittenAgain() throws IOException {
    out = folder.resolve("results.csv");
    String expected = expected();
    stop(WHOLE, 40);
    byte[] partial = Files.readAllBytes(ResultFile.partial(out));
    partial[2] ^= 1;
    Files.write(ResultFile.partial(out), partial);
    run(true);
    assertThat(Files.readString(out)).isEqualTo(expected);
  }

  /** Killed when the file had its name, but its journal was still there. */
  @Test
  void aBatchThatHadEndedButForItsJournalIsNotPlannedAgain() throws IOException {
    stop(WHOLE, 40);
    byte[] journal = Files.readAllBytes(ResultFile.journal(out));
    Files.copy(ResultFile.partial(out), folder.resolve("kept"));
    Files.move(ResultFile.partial(out), out);
    Files.write(ResultFile.journal(out), journal);
    BatchRun.Result result = run(true);
    assertThat(result.resumed()).isPositive();
    assertThat(Files.readString(out)).isEqualTo(expected());
  }

  @Test
  void aBatchThatWasLeftIsNotOverwritten() throws IOException {
    stop(WHOLE, 20);
    byte[] partial = Files.readAllBytes(ResultFile.partial(out));
    assertThatThrownBy(() -> run(false))
        .isInstanceOf(InvalidFieldException.class)
        .hasMessageContaining(
            "results.jsonl.journal is left of a batch that did not end; --resume");
    assertThat(Files.readAllBytes(ResultFile.partial(out))).isEqualTo(partial);
  }

  @Test
  void resumeWithoutABatchThatWasLeftStartsOne() throws IOException {
    assertThat(run(true).resumed()).isZero();
    assertThat(Files.readString(out)).isEqualTo(expected());
  }

  @Test
  void otherScenariosAreRefused() throws IOException {
    stop(WHOLE, 40);
    Files.writeString(scenarios, lines(SCENARIOS).replaceFirst("\"s0\"", "\"other\""));
    assertThatThrownBy(() -> run(true))
        .isInstanceOf(InvalidFileException.class)
        .hasMessageContaining("the scenarios are others than those that were planned")
        .hasMessageContaining("number 1 to");
  }

  /** The same rows mean something else under other names. */
  @Test
  void rowsUnderOtherFieldsAreRefused() throws IOException {
    String rows = "5,d1\n".repeat(SCENARIOS);
    scenarios = Files.writeString(folder.resolve("scenarios.csv"), "bandwidth,source\n" + rows);
    stop(WHOLE, 20);
    Files.writeString(scenarios, "link-latency,source\n" + rows);
    assertThatThrownBy(() -> run(true))
        .isInstanceOf(InvalidFileException.class)
        .hasMessageContaining(
            "began with fields bandwidth,source, not fields link-latency,source; resume it");
  }

  @Test
  void scenariosThatWereAppendedArePlanned() throws IOException {
    stop(WHOLE, 40);
    Files.writeString(scenarios, lines(SCENARIOS + 10));
    assertThat(run(true).summary().scenarios()).isEqualTo(SCENARIOS + 10);
    assertThat(Files.readString(out)).isEqualTo(expected());
  }

  @Test
  void linksStayAndTheirFilesAreWritten() throws IOException {
    byte[] whole = expected().getBytes(StandardCharsets.UTF_8);
    Path file = folder.resolve("results");
    out = Files.createSymbolicLink(folder.resolve("link"), Path.of("results"));
    for (int run = 0; run < 2; run++) { // the file is not there, and then it is
      run(false);
      assertThat(file).hasBinaryContent(whole);
      assertThat(out).isSymbolicLink();
    }
  }

  @Test
  void otherOptionsAreRefused() throws IOException {
    stop(WHOLE, 20);
    assertThatThrownBy(() -> run(WHOLE, true, "exact", Long.MAX_VALUE))
        .isInstanceOf(InvalidFileException.class)
        .hasMessageContaining("began with --solver genetic, not --solver exact");
    assertThatThrownBy(() -> run(Optional.of(new Shard(0, 2)), true, "genetic", Long.MAX_VALUE))
        .isInstanceOf(InvalidFileException.class)
        .hasMessageContaining("began with 1 shard, not 2");
  }

  @Test
  void aModelThatChangedIsRefused() throws IOException {
    checksums = Map.of("net.json", "aa");
    stop(WHOLE, 20);
    checksums = Map.of("net.json", "bb");
    assertThatThrownBy(() -> run(true))
        .isInstanceOf(InvalidFileException.class)
        .hasMessageStartingWith("net.json: the file has changed since the batch began");
  }

  @Test
  void twoProcessesDoNotShareABatch() throws IOException {
    Journal held = Journal.open(ResultFile.journal(out));
    try {
      assertThatThrownBy(() -> run(true))
          .isInstanceOf(BatchInUseException.class)
          .hasMessageContaining("another process plans this batch");
    } finally {
      held.close();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 7})
  void shardsHaveTheLinesOfTheWholeInTurn(int of) throws IOException {
    List<String> whole = expected().lines().toList();
    for (int index = 0; index < of; index++) {
      Shard shard = new Shard(index, of);
      out = folder.resolve("shard" + index);
      stop(Optional.of(shard), 5);
      run(Optional.of(shard), true, "genetic", Long.MAX_VALUE);
      List<String> lines = Files.readAllLines(out);
      String first = lines.get(0) + "\n";
      ShardLine.Head head = ShardLine.Head.read(first, "shard");
      ShardLine.Tail tail = ShardLine.Tail.read(lines.get(lines.size() - 1) + "\n", first, "shard");
      assertThat(head.origin().shard()).isEqualTo(index);
      assertThat(tail.total()).isEqualTo(SCENARIOS);
      assertThat(tail.scenarios()).isEqualTo(shard.size(SCENARIOS)).isEqualTo(lines.size() - 2L);
      List<String> inTurn = new ArrayList<>();
      for (int i = index; i < SCENARIOS; i += of) {
        inTurn.add(whole.get(i));
      }
      assertThat(lines.subList(1, lines.size() - 1)).isEqualTo(inTurn);
    }
  }

  @Test
  void shardsAreCountedFromZero() {
    assertThatThrownBy(() -> new Shard(4, 4))
        .hasMessage("shards are counted from 0: of 4, they are 0/4 to 3/4, but found 4/4");
    assertThatThrownBy(() -> new Shard(0, 0)).hasMessageContaining("from 1 to 100000 but is 0");
  }

  @Test
  void aShardThatHasEndedIsNotPlannedAgain() throws IOException {
    Optional<Shard> shard = Optional.of(new Shard(1, 3));
    run(shard, false, "genetic", Long.MAX_VALUE);
    Object written = Files.getLastModifiedTime(out);
    BatchRun.Result again = run(shard, true, "genetic", Long.MAX_VALUE);
    assertThat(again.resumed()).isEqualTo(SCENARIOS / 3);
    assertThat(again.summary().scenarios()).isEqualTo(SCENARIOS / 3);
    assertThat(Files.getLastModifiedTime(out)).isEqualTo(written);
    Files.writeString(scenarios, lines(SCENARIOS + 1));
    assertThatThrownBy(() -> run(shard, true, "genetic", Long.MAX_VALUE))
        .isInstanceOf(InvalidFileException.class)
        .hasMessageEndingWith(
            "the shard is complete, but of other scenarios; delete it to plan these");
    assertThat(run(shard, true, "exact", Long.MAX_VALUE).resumed()).isZero();
  }

  /** Else a job that is repaired as merging says would leave it damaged for ever. */
  @Test
  void aShardThatHasEndedButIsDamagedIsPlannedAgain() throws IOException {
    Optional<Shard> shard = Optional.of(new Shard(1, 3));
    run(shard, false, "genetic", Long.MAX_VALUE);
    byte[] whole = Files.readAllBytes(out);
    byte[] damaged = whole.clone();
    damaged[whole.length / 2] ^= 1;
    Files.write(out, damaged);
    assertThat(run(shard, true, "genetic", Long.MAX_VALUE).resumed()).isZero();
    assertThat(Files.readAllBytes(out)).isEqualTo(whole);
  }

  @Test
  void aShardThatHasEndedWithAnotherContentOfAFileIsRefused() throws IOException {
    Optional<Shard> shard = Optional.of(new Shard(1, 3));
    Path net = Files.writeString(folder.resolve("net.json"), "then");
    checksums = Map.of(net.toString(), Sha256.of(net));
    run(shard, false, "genetic", Long.MAX_VALUE);
    assertThat(run(shard, true, "genetic", Long.MAX_VALUE).resumed()).isPositive();
    Files.writeString(net, "now");
    assertThatThrownBy(() -> run(shard, true, "genetic", Long.MAX_VALUE))
        .isInstanceOf(InvalidFileException.class)
        .hasMessageEndingWith("of another content of " + net + "; delete it to plan this one");
  }
}

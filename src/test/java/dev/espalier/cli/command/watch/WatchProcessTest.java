package dev.espalier.cli.command.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What only a process of its own shows: kills, signals, and readers that go away. */
@DisabledOnOs(OS.WINDOWS)
class WatchProcessTest {
  private static final int KILLS = 10;
  private static final int MAX_BYTES_BETWEEN_KILLS = 100_000;
  private static final long PATIENCE_S = 60;

  @TempDir private Path folder;
  private final List<Process> started = new ArrayList<>();

  @AfterEach
  void endWhatIsLeft() {
    started.forEach(Process::destroyForcibly);
  }

  private Path file(String name) {
    return folder.resolve(name);
  }

  private ProcessBuilder watch(String... options) {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                "dev.espalier.cli.Main",
                "watch",
                "--model",
                "zoo:b-alexnet",
                "--catalog",
                "device-catalogs/na2023-six.catalog.json",
                "--source",
                "d1",
                "--switching",
                "both-loaded"));
    command.addAll(List.of(options));
    return new ProcessBuilder(command).redirectError(file("err.txt").toFile());
  }

  private ProcessBuilder watchFiles(String name) {
    return watch(
        "--predict",
        "smoothed",
        "--input",
        file("changes.jsonl").toString(),
        "--out",
        file(name + ".jsonl").toString(),
        "--state",
        file(name + ".state.json").toString());
  }

  private Process start(ProcessBuilder builder) throws Exception {
    Process process = builder.start();
    started.add(process);
    return process;
  }

  private static int exitCode(Process process) throws Exception {
    assertThat(process.waitFor(PATIENCE_S, TimeUnit.SECONDS)).as("ends in time").isTrue();
    return process.exitValue();
  }

  private static long size(Path path) throws Exception {
    return Files.exists(path) ? Files.size(path) : 0;
  }

  @Test
  void killedAtRandomMomentsItGoesOnWithoutALostOrDoubledDecision() throws Exception {
    Files.write(file("changes.jsonl"), new RandomChanges(11).lines(1500));
    assertThat(exitCode(start(watchFiles("whole")))).isZero();
    Random random = new Random(3);
    Path out = file("killed.jsonl");
    for (int kill = 0; kill < KILLS; kill++) {
      Process process = start(watchFiles("killed"));
      long until = size(out) + random.nextInt(MAX_BYTES_BETWEEN_KILLS);
      while (process.isAlive() && size(out) <= until) {
        Thread.sleep(1);
      }
      process.destroyForcibly().waitFor();
    }
    assertThat(exitCode(start(watchFiles("killed")))).isZero();
    assertThat(out).hasSameBinaryContentAs(file("whole.jsonl"));
    try (var files = Files.list(folder)) {
      // One file may be left where the state was being written.
      assertThat(files.map(path -> path.getFileName().toString()))
          .isSubsetOf(
              "changes.jsonl",
              "err.txt",
              "whole.jsonl",
              "whole.state.json",
              "killed.jsonl",
              "killed.state.json",
              "killed.state.json.tmp");
    }
  }

  @Test
  void aDecisionComesAtOnceAndARequestToEndIsFollowed() throws Exception {
    Process process = start(watch());
    var decisions = process.inputReader(StandardCharsets.UTF_8);
    assertThat(decisions.readLine()).startsWith("{\"decision\":1,");
    send(process, "{\"device\":\"d4\",\"gone\":true}\n");
    assertThat(decisions.readLine()).startsWith("{\"decision\":2,").contains("plan-broken");
    process.destroy(); // SIGTERM, while it waits for a line
    assertThat(exitCode(process)).isZero();
    assertThat(file("err.txt")).isEmptyFile();
  }

  @Test
  void itEndsWhenNobodyReadsAndDecidesAgainWhatNobodyHasRead() throws Exception {
    String state = file("state.json").toString();
    Process process = start(watch("--state", state));
    var decisions = process.inputReader(StandardCharsets.UTF_8);
    assertThat(decisions.readLine()).startsWith("{\"decision\":1,");
    decisions.close();
    send(process, "{\"id\":1,\"at\":1}\n{\"id\":2,\"at\":2}\n");
    assertThat(exitCode(process)).isEqualTo(1);
    assertThat(file("err.txt")).hasContent("error: cannot write to standard output");
    Process next = start(watch("--state", state));
    send(next, "{\"id\":1,\"at\":1}\n{\"id\":2,\"at\":2}\n");
    next.getOutputStream().close();
    assertThat(next.inputReader(StandardCharsets.UTF_8).lines())
        .satisfiesExactly(
            second -> assertThat(second).startsWith("{\"decision\":2,"),
            third -> assertThat(third).startsWith("{\"decision\":3,"));
    assertThat(exitCode(next)).isZero();
  }

  @Test
  void metricsAreServedWhileItRuns() throws Exception {
    Process process = start(watch("--metrics", "127.0.0.1:0"));
    send(process, "{\"device\":\"d4\",\"gone\":true}\n");
    var decisions = process.inputReader(StandardCharsets.UTF_8);
    decisions.readLine();
    String second = decisions.readLine();
    URI address = URI.create(Files.readString(file("err.txt")).split(" ")[2].strip());
    HttpRequest request = HttpRequest.newBuilder(address).build();
    String text =
        HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString()).body();
    assertThat(text.lines())
        .anyMatch(line -> line.matches("espalier_decisions_seconds_count\\{decision=\"move\".*2"));
    String cost = second.replaceAll(".*\"after\":\\{\"value\":([\\d.]+).*", "$1");
    assertThat(text).contains("espalier_predicted_cost " + cost);
    process.getOutputStream().close();
    assertThat(exitCode(process)).isZero();
  }

  private static void send(Process process, String lines) throws Exception {
    OutputStream changes = process.getOutputStream();
    changes.write(lines.getBytes(StandardCharsets.UTF_8));
    changes.flush();
  }
}

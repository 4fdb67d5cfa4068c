package dev.espalier.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espalier.cli.CommandLineRunner.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BatchCommandTest {
  private static final String ON_SIX = " --model zoo:b-lenet --catalog zoo:na2023-six";
  private static final String GRID =
      "batch --grid bandwidth=1,4,16 --grid probability:exit1=0.2,0.8 --source d1" + ON_SIX;

  @TempDir private Path directory;

  private Path write(String name, String... lines) throws IOException {
    return Files.write(directory.resolve(name), List.of(lines));
  }

  @Test
  void resultsGoToStandardOutputWithoutAFile() throws IOException {
    Path scenarios = write("s.jsonl", "{\"id\":\"a\"}", "{\"bandwidth\":0}");
    Outcome outcome = CommandLineRunner.run("batch %s" + ON_SIX, scenarios);
    assertThat(outcome.exitCode()).isZero();
    assertThat(outcome.err()).isEmpty();
    List<String> lines = outcome.out().lines().toList();
    assertThat(lines).hasSize(2);
    assertThat(Json.parse(lines.get(0)).at("/status").string()).isEqualTo("planned");
    assertThat(Json.parse(lines.get(1)).at("/message").string())
        .isEqualTo(
            "scenario: /bandwidth at line 2, column 14: network: bandwidthMbps must be > 0 but is 0.0");
  }

  @Test
  void summaryGoesToStandardOutputWithAFile() throws IOException {
    Path scenarios =
        write(
            "s.jsonl", "{}", "{\"bandwidth\":0}", "{\"deadline\":0.001}", "{\"solver\":\"exact\"}");
    Path out = directory.resolve("r.csv");
    Outcome outcome =
        CommandLineRunner.run("batch %s" + ON_SIX + " --no-timing --out %s", scenarios, out);
    assertThat(outcome.exitCode()).isZero();
    assertThat(outcome.out())
        .isEqualTo(
            """
            4 scenarios, 2 with a plan

            outcome     proof           scenarios  of all
            planned     proven optimal          2     50%
            infeasible  -                       1     25%
            invalid     -                       1     25%

            gap: between a plan and the bound that no plan can be below
            first invalid scenario: scenario: /bandwidth at line 2, column 14: network: bandwidthMbps must be > 0 but is 0.0
            """);
    assertThat(Files.readAllLines(out))
        .hasSize(5)
        .startsWith(
            "line,id,status,objective,value,unit,lowerBound,gap,optimal,expectedLatencyMs,"
                + "worstCaseLatencyMs,plan,message");
  }

  @Test
  void pointsOfAGridAreThoseOfASweep() {
    List<Json> results = CommandLineRunner.run(GRID).out().lines().map(Json::parse).toList();
    Json sweep =
        CommandLineRunner.run(
                "sweep --vary bandwidth=1,4,16 --vary probability:exit1=0.2,0.8 --source d1"
                    + ON_SIX
                    + " --format json")
            .json();
    List<Json> points = sweep.at("/points").items();
    assertThat(results).hasSameSizeAs(points);
    for (int i = 0; i < points.size(); i++) {
      assertThat(results.get(i).at("/value").number())
          .isEqualTo(points.get(i).at("/latencyMs").number());
    }
    assertThat(results.get(4).at("/scenario/bandwidth").number()).isEqualTo(4);
    assertThat(results.get(4).at("/scenario/probability:exit1").number()).isEqualTo(0.8);
  }

  @Test
  void drawsDependOnTheSeedAlone() {
    String draws = "batch --random 20 --vary bandwidth=1:100:log --threads %s --seed %s" + ON_SIX;
    String one = CommandLineRunner.run(draws, 1, 1).out();
    assertThat(CommandLineRunner.run(draws, 4, 1).out()).isEqualTo(one);
    assertThat(CommandLineRunner.run(draws, 1, 2).out()).isNotEqualTo(one);
  }

  @Test
  void summaryIsADocumentToo() {
    Path out = directory.resolve("r.jsonl");
    Json summary = CommandLineRunner.run(GRID + " --no-timing --format json --out %s", out).json();
    assertThat(summary.at("/format").string()).isEqualTo("espalier-batch/1");
    assertThat(summary.at("/complete").flag()).isTrue();
    assertThat(summary.at("/outcomes/planned").number()).isEqualTo(6);
    assertThat(summary.at("/slowest").items()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "3 | {} | every scenario is invalid; the first: scenario: at line 1, column 1: field \"model\"",
        "3 | | there is no scenario",
      })
  void aBatchOfNothingValidIsWrongInput(int code, String line, String message) throws IOException {
    Path scenarios = write("s.jsonl", line == null ? "" : line);
    Outcome outcome = CommandLineRunner.run("batch %s --catalog zoo:na2023-six", scenarios);
    assertThat(outcome.exitCode()).isEqualTo(code);
    assertThat(outcome.error()).contains(message);
  }

  @Test
  void aBatchWithoutAnyPlanEndsAsAPlanDoes() throws IOException {
    Path scenarios = write("s.jsonl", "{\"deadline\":0.001}");
    Outcome outcome = CommandLineRunner.run("batch %s" + ON_SIX, scenarios);
    assertThat(outcome.exitCode()).isEqualTo(4);
    assertThat(outcome.error()).isEqualTo("no scenario has a plan");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "2 | batch | expected a file of scenarios, --grid or --random",
        "2 | batch s.jsonl --grid bandwidth=1 | a file of scenarios excludes --grid and --random",
        "2 | batch --grid bandwidth=1 | --grid and --random need --model and --catalog",
        "2 | batch --grid bandwidth=1 --random 3 --model zoo:b-lenet --catalog zoo:na2023-six"
            + " | --grid and --random exclude each other",
        "2 | batch --vary bandwidth=1:2 --model zoo:b-lenet --catalog zoo:na2023-six"
            + " | --vary needs --random N",
        "2 | batch --random 3 --vary bandwidth=2:1 --model zoo:b-lenet --catalog zoo:na2023-six"
            + " | --vary bandwidth=2:1: ",
        "2 | batch --grid bandwidth=1 --grid bandwidth=2 --model zoo:b-lenet --catalog"
            + " zoo:na2023-six | --grid: bandwidth and bandwidth change the same",
        "2 | batch s.jsonl --resume | --resume needs --out FILE",
        "2 | batch s.jsonl --out r.jsonl --shard 4 | which is not set",
        "2 | batch s.jsonl --out r.jsonl --shard x | --shard must be I/N, such as 0/4, or N",
        "2 | batch s.jsonl --model zoo:nope | --model zoo:nope: no built-in network",
        "2 | batch s.jsonl --threads 0 | --threads must be from 1 to 1024 but is 0",
        "2 | batch s.jsonl --exits t.csv | --exits needs --model",
        "3 | batch no-such.jsonl | no-such.jsonl: no such file",
        "3 | batch . | .: expected a file but found a directory",
        "3 | batch s.jsonl --model no-such.json | no-such.json: no such file",
        "1 | batch s.jsonl --out no/such/folder.jsonl | its folder does not exist",
      })
  void wrongUsageIsReportedBeforeAnythingIsPlanned(int code, String command, String message) {
    Outcome outcome = CommandLineRunner.run(command);
    assertThat(outcome.failsWith(code)).contains(message);
  }

  @Test
  void aBatchThatIsKilledGoesOnAndHasTheSameBytes() throws Exception {
    Path whole = directory.resolve("whole.jsonl");
    Path out = directory.resolve("r.jsonl");
    String words =
        "batch --random 3000 --vary bandwidth=1:100 --solver exact --source d1"
            + ON_SIX
            + " --out %s";
    assertThat(CommandLineRunner.run(words, whole).exitCode()).isZero();
    Path journal = directory.resolve("r.jsonl.journal");
    for (int kills = 0; kills < 3; kills++) {
      Process process = java(words.formatted(out) + " --resume");
      long length = Files.exists(journal) ? Files.size(journal) : 0;
      while (process.isAlive() && !(Files.exists(journal) && Files.size(journal) > length)) {
        Thread.sleep(5);
      }
      process.destroyForcibly().waitFor();
    }
    Process last = java(words.formatted(out) + " --resume");
    assertThat(last.waitFor(120, TimeUnit.SECONDS)).isTrue();
    assertThat(last.exitValue()).isZero();
    assertThat(Files.mismatch(whole, out)).isEqualTo(-1);
    assertThat(journal).doesNotExist();
  }

  /** Its standard output is nobody's, as the results go to a file. */
  private static Process java(String words) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName()));
    command.addAll(List.of(words.split(" ")));
    return new ProcessBuilder(command)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .redirectError(ProcessBuilder.Redirect.DISCARD)
        .start();
  }
}

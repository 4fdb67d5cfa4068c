package dev.espalier.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espalier.cli.CommandLineRunner.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Parameters of scenarios are those of {@code sweep}, and measured exits those of tables. */
class BatchParametersTest {
  private static final String PROBLEM =
      " --model zoo:b-alexnet --catalog device-catalogs/na2023-six.catalog.json --source d1"
          + " --sink d3";

  @TempDir private Path directory;

  private List<Json> batch(String options, List<String> lines) throws IOException {
    Path file = Files.writeString(directory.resolve("s.jsonl"), String.join("\n", lines));
    Outcome outcome = CommandLineRunner.run("batch %s" + options, file);
    return outcome.out().lines().map(Json::parse).toList();
  }

  /** Pairs of a parameter and its values, one or two of them. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "bandwidth=0.5,8,300",
        "bandwidth:d1:d4=1,80",
        "link-latency=0,5,50",
        "link-latency:d4:d3=0,40",
        "probability:exit1=0,0.5,1",
        "gamma:d1:d4=0.5,20",
        "input-bytes=0,1000.5,50000",
        "input-bytes:image=70000",
        "bandwidth=2,20 probability:exit2=0,0.3",
        "bandwidth=2,20 bandwidth:d1:d4=50",
        "probability:exit1=0.2,0.4 probability:exit2=0.1,0.6",
        "gamma:d1:d4=2,8 gamma:d4:d2=3,0.1",
        "gamma:d4:d2=3,0.1 gamma:d1:d4=2,8"
      })
  void aScenarioIsAPointOfASweep(String axes) throws IOException {
    String vary = " --vary " + axes.replace(" ", " --vary ");
    Json sweep = CommandLineRunner.run("sweep --format json" + PROBLEM + vary).json();
    List<Json> points = sweep.at("/points").items();
    List<Json> results =
        batch(PROBLEM, points.stream().map(point -> object(point.at("/values"))).toList());
    assertThat(results).hasSameSizeAs(points);
    for (int i = 0; i < points.size(); i++) {
      for (String field : List.of("value", "lowerBound", "slices", "worstCaseLatencyMs")) {
        assertThat(results.get(i).at("/" + field))
            .as(field + " at " + points.get(i).text())
            .isEqualTo(points.get(i).at("/" + field));
      }
    }
    List<Json> grid =
        CommandLineRunner.run("batch" + PROBLEM + vary.replace("--vary", "--grid"))
            .out()
            .lines()
            .map(Json::parse)
            .toList();
    assertThat(grid.stream().map(result -> result.minus("scenario"))).isEqualTo(results);
    assertThat(grid.stream().map(result -> result.at("/scenario")))
        .isEqualTo(points.stream().map(point -> point.at("/values")).toList());
  }

  /** An object on one line. */
  private static String object(Json json) {
    return json.text().replaceAll("\\s*\\n\\s*", " ");
  }

  @Test
  void measuredExitsAreTheProbabilitiesOfTheirTable() throws IOException {
    ExitFiles files = new ExitFiles(directory);
    String exits = " %s --exits %s".formatted(files.problem(), files.table());
    List<Json> results =
        batch(
            exits,
            List.of(
                "{\"condition\": \"clean\", \"threshold\": 0.5}",
                "{\"condition\": \"clean\", \"threshold\": 0.9}",
                "{\"condition\": \"fog\", \"threshold\": 0.5, \"objective\": \"worst-case\"}"));
    // A sample that leaves at early takes 5 ms, another one 11 ms: 0.8 * 5 + 0.2 * 11 and so on.
    assertThat(results).hasSize(3);
    assertThat(results.stream().map(result -> number(result, "expectedLatencyMs")))
        .containsExactly(6.2, 9.2, 8.0);
    assertThat(number(results.get(2), "value")).isEqualTo(11);
    List<Json> defaults =
        batch(
            exits + " --condition clean --threshold 0.9",
            List.of("{}", "{\"threshold\": 0.5}", "{\"condition\": \"fog\", \"threshold\": 0.5}"));
    assertThat(defaults.stream().map(result -> number(result, "value")))
        .containsExactly(9.2, 6.2, 8.0);
  }

  /** A number without what rounding does to it. */
  private static double number(Json result, String field) {
    double number = Double.parseDouble(((Json.Raw) result.at("/" + field)).token());
    return Math.rint(number * 1e9) / 1e9;
  }

  @Test
  void whatMeasuredExitsDoNotHaveIsRefused() throws IOException {
    ExitFiles files = new ExitFiles(directory);
    List<String> lines =
        List.of(
            "{\"condition\": \"fog\", \"threshold\": 0.9}",
            "{\"condition\": \"fog\"}",
            "{\"threshold\": 0.5}",
            "{\"condition\": \"rain\", \"threshold\": 0.5}",
            "{\"condition\": \"fog\", \"threshold\": 0.5, \"exit\": {\"early\": 0.1}}",
            "{\"exit\": {\"early\": 0.1}}",
            "{\"probability:early\": 0.1}",
            "{\"condition\": \"fog\", \"threshold\": 0.5, \"probability:early\": 0.1}",
            "{\"condition:x\": \"fog\", \"threshold\": 0.5}",
            "{\"model\": \"zoo:b-lenet\", \"condition\": \"fog\", \"threshold\": 0.5}",
            "{\"model\": \"zoo:b-lenet\", \"catalog\": \"zoo:na2023-six\"}");
    List<String> messages =
        List.of(
            "threshold 0.9 is not in the exit table under condition \"fog\", which has 0.5",
            "field \"threshold\" is missing, and --threshold gives no default",
            "field \"condition\" is missing, and --condition gives no default",
            "expected \"clean\" or \"fog\" but found \"rain\"",
            "exit and condition set the same; give one of them",
            "measured exits replace the probabilities of exits; give one of them",
            "measured exits replace the probabilities of exits; give one of them",
            "condition and probability:early change the same; vary one of them",
            "condition is that of all exits, but found \"x\"",
            "condition needs measured exit behavior");
    List<Json> results = batch(" %s --exits %s".formatted(files.problem(), files.table()), lines);
    assertThat(results).hasSize(lines.size());
    IntStream.range(0, messages.size())
        .forEach(
            i ->
                assertThat(results.get(i).at("/message").string())
                    .contains("at line %d, column ".formatted(i + 1))
                    .endsWith(": " + messages.get(i)));
    // Another network has the probabilities that it comes with.
    assertThat(results.get(10).at("/status").string()).isEqualTo("planned");
  }
}

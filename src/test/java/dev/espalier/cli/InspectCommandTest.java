package dev.espalier.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.espalier.cli.CommandLineRunner.Outcome;
import dev.espalier.cli.console.ExitCodes;
import dev.espalier.zoo.Zoo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InspectCommandTest {
  private static final List<String> LAYERS = List.of("conv1", "side", "conv2", "add", "fc");

  @TempDir private Path directory;
  private ValidFiles files;

  @BeforeEach
  void writeValidFiles() {
    files = new ValidFiles(directory);
  }

  private Outcome inspect(String options) {
    return CommandLineRunner.run("inspect --model %s " + options, files.model());
  }

  @Test
  void singleLayerIsCountedAsOne() throws IOException {
    Path model = directory.resolve("one.json");
    Files.writeString(
        model,
        """
        { "format": "espalier-model/1", "name": "one", "input": { "name": "image", "bytes": 8 },
          "layers": [ { "name": "fc", "op": "Gemm", "inputs": ["image"], "flops": 1,
                        "weightBytes": 1, "outputBytes": 1 } ],
          "exits": [ { "name": "final", "layer": "fc", "probability": 1 } ] }
        """);
    assertThat(CommandLineRunner.run("inspect --model %s", model).out())
        .startsWith("one: 1 layer, 1 exit\n");
  }

  @Test
  void jsonTellsEachPosition() {
    Json inspection = inspect("--format json").json();
    assertThat(inspection.fieldNames())
        .containsExactly("format", "espalier", "model", "positions", "exits");
    assertThat(inspection.at("/format").string()).isEqualTo("espalier-inspection/1");
    assertThat(inspection.at("/model").string()).isEqualTo("tiny");
    List<Json> positions = inspection.at("/positions").items();
    for (int i = 0; i < LAYERS.size(); i++) {
      Json position = positions.get(i);
      assertThat(position.fieldNames())
          .containsExactly(
              "position",
              "flat",
              "label",
              "layer",
              "op",
              "inputs",
              "reach",
              "payloadBytes",
              "flops",
              "weightBytes",
              "readBytes",
              "outputBytes",
              "liveBytes");
      assertThat(position.at("/position").whole()).isEqualTo(i);
      assertThat(position.at("/layer").string()).isEqualTo(LAYERS.get(i));
      assertThat(position.at("/reach").number()).isCloseTo(i < 2 ? 1 : 0.6, within(1e-12));
      assertThat(position.at("/liveBytes").whole())
          .isEqualTo(position.at("/payloadBytes").whole() + position.at("/outputBytes").whole());
    }
    assertThat(positions.stream().map(position -> position.at("/flat").string()))
        .containsExactly("L1", "L2", "L3", "L4", "L5");
    assertThat(positions.stream().map(position -> position.at("/label").string()))
        .containsExactly("l0,1", "l1,1", "l0,2", "l0,3", "l0,4");
    assertThat(positions.get(3).at("/inputs").items().stream().map(Json::string))
        .containsExactly("conv1", "conv2");
    assertThat(positions.stream().map(position -> position.at("/payloadBytes").whole()))
        .containsExactly(3000, 1200, 1200, 1800, 600);
    assertThat(inspection.at("/exits").text())
        .isEqualTo(
            Json.parse(
                    """
                    [ { "name": "early", "layer": "side", "position": 1, "probability": 0.4 },
                      { "name": "final", "layer": "fc", "position": 4, "probability": 0.6 } ]""")
                .text());
  }

  @Test
  void catalogAddsTheTimeOnEachDevice() {
    Json inspection =
        CommandLineRunner.run(
                "inspect --model %s --catalog %s --format json", files.model(), files.catalog())
            .json();
    Json times = inspection.at("/positions/0/timesMs");
    assertThat(times.fieldNames()).containsExactly("cam", "hub");
    assertThat(times.at("/cam").number())
        .isCloseTo(0.01 + 2_000_000 / 0.5e6 + 8200 / 50e3, within(1e-12));
    assertThat(times.at("/hub").number()).isCloseTo(2_000_000 / 10e6 + 8200 / 400e3, within(1e-12));
  }

  @Test
  void csvHasALineForEachPosition() {
    String csv =
        CommandLineRunner.run(
                "inspect --model %s --catalog %s --format csv", files.model(), files.catalog())
            .out();
    assertThat(csv).endsWith("\n").doesNotContain("\r");
    // The label has a comma, and so is quoted.
    List<String[]> rows =
        csv.lines()
            .map(line -> line.replaceAll("\"(l\\d+),(\\d+)\"", "$1.$2").split(",", -1))
            .toList();
    assertThat(rows).hasSize(LAYERS.size() + 1);
    assertThat(rows.get(0))
        .containsExactly(
            "position",
            "flat",
            "label",
            "layer",
            "op",
            "exit",
            "reach",
            "payloadBytes",
            "flops",
            "weightBytes",
            "outputBytes",
            "cam.computeMs",
            "hub.computeMs");
    for (int i = 0; i < LAYERS.size(); i++) {
      String[] row = rows.get(i + 1);
      assertThat(row).hasSize(13);
      assertThat(row[0]).isEqualTo(String.valueOf(i));
      assertThat(row[1]).isEqualTo("L" + (i + 1));
      assertThat(row[2]).isEqualTo(List.of("l0.1", "l1.1", "l0.2", "l0.3", "l0.4").get(i));
      assertThat(row[3]).isEqualTo(LAYERS.get(i));
      assertThat(row[5]).isEqualTo(i == 1 ? "early" : i == 4 ? "final" : "");
      assertThat(Arrays.stream(row).skip(6).mapToDouble(Double::parseDouble)).allMatch(x -> x >= 0);
    }
  }

  @Test
  void csvQuotesNamesThatNeedIt() {
    ValidFiles.write(
        files.model(), ValidFiles.MODEL.with("/layers/0/op", Json.quoted("Conv \"3x3\", 1")));
    assertThat(inspect("--format csv").out())
        .contains("0,L1,\"l0,1\",conv1,\"Conv \"\"3x3\"\", 1\",,1.0,");
  }

  @Test
  void textIsAnAlignedTable() {
    String text = inspect("").out();
    assertThat(text).startsWith("tiny: 5 layers, 2 exits\n\n");
    List<String> table = text.lines().skip(2).toList();
    int column = table.get(0).indexOf("layer");
    IntStream.range(0, LAYERS.size())
        .forEach(
            i -> assertThat(table.get(i + 1).substring(column)).startsWith(LAYERS.get(i) + " "));
  }

  @Test
  void everyBuiltInNetworkCanBeSeen() {
    for (String name : List.of("b-lenet", "b-alexnet", "b-resnet110", "b-resnet110-chain")) {
      for (String format : List.of("text", "json", "csv")) {
        Outcome outcome =
            CommandLineRunner.run("inspect --model zoo:" + name + " --format " + format);
        assertThat(outcome.exitCode()).isZero();
        assertThat(outcome.err()).isEmpty();
        assertThat(outcome.out()).contains("conv1");
      }
    }
  }

  @Test
  void resultGoesIntoTheFile() throws IOException {
    Path file = directory.resolve("table.csv");
    Outcome outcome =
        CommandLineRunner.run("inspect --model %s --format csv --out %s", files.model(), file);
    assertThat(outcome).isEqualTo(new Outcome(0, "", ""));
    assertThat(Files.readString(file)).isEqualTo(inspect("--format csv").out());
  }

  @Test
  void helpListsEveryBuiltInNetwork() {
    String help = CommandLineRunner.run("inspect --help").out().replaceAll("\\s+", " ");
    assertThat(help).contains(Zoo.names()).contains("b-mobilenetv2-N");
  }

  @Test
  void wrongNumberOfSideExitsIsRejectedWithTheRange() {
    assertThat(
            CommandLineRunner.run("inspect --model zoo:b-mobilenetv2-11")
                .failsWith(ExitCodes.WRONG_USAGE))
        .isEqualTo(
            "--model zoo:b-mobilenetv2-11: b-mobilenetv2-N: number of side exits N must be from 1"
                + " to 10 but is \"11\"");
  }
}

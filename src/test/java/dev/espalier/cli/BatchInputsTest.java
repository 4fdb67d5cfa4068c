package dev.espalier.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espalier.cli.CommandLineRunner.Outcome;
import dev.espalier.cli.console.ExitCodes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What scenarios name, hold, or are given. */
class BatchInputsTest {
  private static final String MODEL = "src/test/resources/reference/b-alexnet.model.json";
  private static final String CATALOG = "device-catalogs/surveillance.catalog.json";

  @TempDir private Path directory;

  private List<Json> batch(String options, String... lines) throws IOException {
    Path file = Files.writeString(directory.resolve("s.jsonl"), String.join("\n", lines));
    Outcome outcome = CommandLineRunner.run("batch %s" + options, file);
    return outcome.out().lines().map(Json::parse).toList();
  }

  private static String message(Json result) {
    assertThat(result.at("/status").string()).isEqualTo("invalid");
    return result.at("/message").string().replaceFirst("scenario: .*?, column \\d+: ", "");
  }

  private static String onOneLine(String file) throws IOException {
    return Files.readString(Path.of(file)).replace('\n', ' ');
  }

  @Test
  void aModelAndACatalogMayBeNamedGivenOrDefaults() throws IOException {
    List<Json> results =
        batch(
            " --model %s --catalog %s".formatted(MODEL, CATALOG),
            "{}",
            "{\"model\": \"%s\", \"catalog\": \"%s\"}".formatted(MODEL, CATALOG),
            "{\"model\": %s, \"catalog\": %s}".formatted(onOneLine(MODEL), onOneLine(CATALOG)));
    assertThat(results.get(0).at("/status").string()).isEqualTo("planned");
    assertThat(results.get(1).minus("line")).isEqualTo(results.get(0).minus("line"));
    assertThat(results.get(2).minus("line")).isEqualTo(results.get(0).minus("line"));
  }

  @Test
  void aCatalogMayHaveProfilesButAnObjectMayNot() throws IOException {
    Files.writeString(
        directory.resolve("box.profile.json"),
        """
        { "format": "espalier-profile/1", "espalier": "1.0", "device": "box",
          "machine": "made up", "runtime": "by hand", "network": "b-lenet",
          "layerOverheadMs": 0, "sliceOverheadMs": 0.5,
          "layers": [ { "name": "conv1", "op": "Conv", "medianMs": 77, "lowMs": 76, "highMs": 78,
                        "runs": 9, "flops": 117000, "readBytes": 3656, "writeBytes": 18000 } ] }
        """);
    String devices =
        """
        { "format": "espalier-catalog/1", "name": "c",
          "devices": [ { "name": "box", "gflops": 1, "ioMBps": 1e6,
                         "profile": "box.profile.json" } ],
          "network": { "bandwidthMbps": 8, "latencyMs": 0 } }
        """;
    Path catalog = Files.writeString(directory.resolve("c.json"), devices);
    List<Json> results =
        batch(
            " --model zoo:b-lenet",
            "{\"catalog\": \"%s\"}".formatted(catalog),
            "{\"catalog\": %s}".formatted(devices.replace('\n', ' ')));
    Json plan =
        CommandLineRunner.run("plan --format json --model zoo:b-lenet --catalog %s", catalog)
            .json();
    assertThat(results.get(0).at("/value")).isEqualTo(plan.at("/value"));
    assertThat(Double.parseDouble(((Json.Raw) plan.at("/value")).token())).isGreaterThan(77);
    assertThat(message(results.get(1))).isEqualTo("a request names no files, and so no profile");
  }

  @Test
  void whatIsNoModelOrCatalogIsSaid() throws IOException {
    List<Json> results =
        batch(
            "",
            "{}",
            "{\"model\": \"zoo:b-lenet\"}",
            "{\"model\": \"%s\", \"catalog\": \"%s\"}".formatted(CATALOG, CATALOG),
            "{\"model\": \"zoo:b-lenet\", \"catalog\": \"%s\"}".formatted(MODEL),
            "{\"catalog\": \"%s\"}".formatted(directory),
            "{\"catalog\": \"/dev/null\"}",
            "{\"catalog\": \"none\\u202e.json\"}",
            "{\"catalog\": \"\"}",
            "{\"catalog\": \"a\\u0000b\"}",
            "{\"catalog\": 7}");
    assertThat(message(results.get(0)))
        .isEqualTo("field \"catalog\" is missing, and --catalog gives no default");
    assertThat(message(results.get(1)))
        .isEqualTo("field \"catalog\" is missing, and --catalog gives no default");
    assertThat(message(results.get(2)))
        .endsWith("but found \"espalier-catalog/1\"")
        .startsWith(CATALOG + ": /format at line 2");
    assertThat(message(results.get(3)))
        .startsWith(MODEL + ": /format at line ")
        .contains("expected \"espalier-catalog/1\" but found \"espalier-model/1\"");
    assertThat(message(results.get(4)))
        .isEqualTo(directory + ": expected a file but found a directory");
    assertThat(message(results.get(5)))
        .isEqualTo(
            "/dev/null: expected a file but found a pipe or device, which cannot be read again");
    assertThat(message(results.get(6))).isEqualTo("none\\u202e.json: no such file");
    assertThat(message(results.get(7))).isEqualTo("expected the name of a file but it is blank");
    assertThat(message(results.get(8))).isEqualTo("not a path: Nul character not allowed");
    assertThat(message(results.get(9)))
        .isEqualTo("expected the name of a file, \"zoo:NAME\" or an object { ... } but found 7");
  }

  @Test
  void aScenarioInWhichNothingCanRunIsInfeasible() throws IOException {
    List<Json> results =
        batch(
            " --model zoo:b-alexnet --catalog zoo:na2023-six",
            "{\"gone\": [\"d1\", \"d2\", \"d3\", \"d4\", \"d5\", \"d6\"]}",
            "{\"gone\": [\"d1\"], \"devices\": [\"d1\"]}",
            "{\"gone\": [\"d1\"], \"source\": \"d1\"}",
            "{\"gone\": [\"d1\"], \"sink\": \"d1\"}",
            "{\"gone\": [\"d1\"], \"pin\": {\"conv1\": \"d1\"}}",
            "{\"gone\": [\"d1\", \"d2\"], \"partitions\": 5}");
    assertThat(results.stream().map(result -> result.at("/status").string()))
        .containsOnly("infeasible");
    assertThat(results.stream().map(result -> result.at("/message").string()))
        .containsExactly(
            "every device is gone",
            "every device is gone",
            "the source device \"d1\" is gone",
            "the sink device \"d1\" is gone",
            "layer \"conv1\" is pinned to \"d1\", which is gone",
            "5 slices are demanded, but 4 devices are left");
  }

  @Test
  void anIdIsATextOrAWholeNumber() throws IOException {
    List<Json> results =
        batch(
            " --model zoo:b-lenet --catalog zoo:na2023-six",
            "{\"id\": 17}",
            "{\"id\": \"17\"}",
            "{\"id\": \"say \\\"hi\\\", é\"}",
            "{\"id\": \"=1+1\"}",
            "{\"id\": 1.5}",
            "{\"id\": null}",
            "{\"id\": \"\"}",
            "{\"id\": \"broken\", \"bandwidth\": 0}");
    assertThat(results.subList(0, 4).stream().map(result -> result.at("/id").string()))
        .containsExactly("17", "17", "say \"hi\", é", "=1+1");
    assertThat(results.subList(4, 7)).allMatch(result -> !result.has("id"));
    assertThat(results.get(7).at("/id").string()).isEqualTo("broken");
    Path out = directory.resolve("o.csv");
    CommandLineRunner.run(
        "batch %s --model zoo:b-lenet --catalog zoo:na2023-six --out %s",
        directory.resolve("s.jsonl"), out);
    assertThat(Files.readAllLines(out).subList(3, 5))
        .allMatch(line -> line.matches("3,\"say \"\"hi\"\", é\",planned.*|4,'=1\\+1,planned.*"));
  }

  @Test
  void aHeaderThatIsWrongEndsTheBatch() throws IOException {
    Map<String, String> messages = new LinkedHashMap<>();
    messages.put("id,bandwidth,\nx,5,", "at line 1, column 3: unknown field \"\"; expected a ");
    messages.put("id,Bandwidth\nx,5", "at line 1, column 2: unknown field \"Bandwidth\"; ");
    messages.put("id,bandwidth,id\nx,5,y", "at line 1, column 3: the field \"id\" is given twice");
    messages.put("\n\"id,bandwidth\nx,5", "at line 2: a quotation mark is not closed; ");
    messages.put("id,bandwidth\rx,5\r", "at line 1: a carriage return outside quotation marks ");
    messages.put("", "the file is empty; expected a header ");
    messages.put("id,bandwidth\n\n", "there is no scenario");
    for (Map.Entry<String, String> wrong : messages.entrySet()) {
      Path file = Files.writeString(directory.resolve("h.csv"), wrong.getKey());
      Outcome outcome =
          CommandLineRunner.run(
              "batch %s --model zoo:b-lenet --catalog zoo:na2023-six --out %s",
              file, directory.resolve("h.out.csv"));
      assertThat(outcome.exitCode()).isEqualTo(ExitCodes.BAD_INPUT);
      assertThat(outcome.error()).startsWith(file + ": " + wrong.getValue());
    }
  }

  @Test
  void aHeaderMayBeQuotedAndFramed() throws IOException {
    String plain = rows("id,bandwidth\nx,5\n");
    assertThat(plain).contains("\"line\":2,\"id\":\"x\",\"status\":\"planned\"");
    assertThat(rows("\ufeff\"id\", bandwidth \r\nx,5\r\n\r\n")).isEqualTo(plain);
    assertThat(rows("bandwidth,id\n5,\"x\"")).isEqualTo(plain);
  }

  private String rows(String text) throws IOException {
    Path file = Files.writeString(directory.resolve("rows.csv"), text);
    return CommandLineRunner.run(
            "batch %s --model zoo:b-lenet --catalog zoo:na2023-six --source d1", file)
        .out();
  }
}

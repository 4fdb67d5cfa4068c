package dev.espalier.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espalier.cli.CommandLineRunner.Outcome;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Ten thousand scenarios of which a tenth is malformed: each has its line, and harms no other. */
class BatchMalformedTest {
  private static final int SCENARIOS = 10_000;
  private static final String OPTIONS =
      " --model zoo:b-lenet --catalog zoo:na2023-six --solver single-device --threads 2";

  /** What is malformed in objects, and what is said of it behind the place. */
  private static final Map<String, String> OBJECTS = new LinkedHashMap<>();

  /** The same for rows with the columns id, bandwidth, gone, pin, changes. */
  private static final Map<String, String> ROWS = new LinkedHashMap<>();

  static {
    OBJECTS.put("{\"id\": \"x\"", "expected close marker for Object");
    OBJECTS.put("null", "expected an object { ... } but found null");
    OBJECTS.put("[1, 2]", "expected an object { ... } but found a list");
    OBJECTS.put("{\"id\": \"x\"} {}", "expected the end of the file after the JSON value");
    OBJECTS.put("{\"bandwidth\": 1, \"bandwidth\": 2}", "the field is given twice");
    OBJECTS.put("{\"bandwidth\": NaN}", "expected a finite number in decimal digits but found NaN");
    OBJECTS.put("{\"bandwidth\": 1e400}", "expected a number that fits a double but found 1e400");
    OBJECTS.put("{\"bandwidth\": null}", "expected a number but found null");
    OBJECTS.put("{\"bandwidth\": \"8\"}", "expected a number but found \"8\"");
    OBJECTS.put("{\"bandwidth\": -8}", "bandwidthMbps must be > 0 but is -8.0");
    OBJECTS.put("{\"bandwith\": 8}", "did you mean \"bandwidth\"?");
    OBJECTS.put("{\"bandwidth\": 8, \"bandwidthMbps\": 8}", "set the same; give one of them");
    OBJECTS.put("{\"probability:exit1\": 0.5, \"exit\": {\"exit1\": 0.5}}", "set the same");
    OBJECTS.put("{\"probability:exit9\": 0.5}", "exit \"exit9\" is not in model \"b-lenet\"");
    OBJECTS.put("{\"gamma:d1:d2\": 2, \"gamma:d2:d3\": 2, \"gamma:d3:d1\": 2}", "measured by each");
    OBJECTS.put("{\"id\": \"a\\nb\"}", "id: name must not contain control characters");
    OBJECTS.put("{\"model\": \"src\"}", "src: expected a file but found a directory");
    OBJECTS.put("{\"model\": \"zoo:b-alexnex\"}", "did you mean \"b-alexnet\"?");
    OBJECTS.put("{\"catalog\": 7}", "expected the name of a file, \"zoo:NAME\" or an object");
    OBJECTS.put("{\"gone\": [\"d7\"]}", "device \"d7\" is not among d1, d2, d3, d4, d5, d6");
    OBJECTS.put("{\"devices\": []}", "each once, but are none");
    OBJECTS.put("{\"seed\": 99999999999999999999}", "expected a whole number that fits 64 bits");
    OBJECTS.put("{\"solver\": \"genetics\"}", "did you mean \"genetic\"?");
    OBJECTS.put(
        "{\"changes\": [{\"at\": 5, \"device\": \"d1\", \"gone\": true}]}", "at is for lines");
    OBJECTS.put("{\"id\": \"\u00ff\"}", "expected text in UTF-8");
    OBJECTS.put("[".repeat(600), "nesting depth");
    OBJECTS.put("{\"id\": \"x\"}\r{\"id\": \"y\"}", "expected the end of the file");
    OBJECTS.put("\0", "not valid JSON");
    ROWS.put("x,1", "expected 5 cells, as the header has, but found 2");
    ROWS.put("x,1,,,,", "expected 5 cells, as the header has, but found 6");
    ROWS.put("\"x,1,,,", "a quotation mark is not closed");
    ROWS.put("\"x\"y,1,,,", "Unexpected character after closing quote");
    ROWS.put("x,1,,,\ry,2,,,", "a carriage return outside quotation marks ends a row");
    ROWS.put("x,NaN,,,", "expected a number but found \"NaN\"");
    ROWS.put("x,0,,,", "bandwidthMbps must be > 0 but is 0.0");
    ROWS.put("x,1e400,,,", "expected a number that fits a double but found 1e400");
    ROWS.put("x,1,\"d1,,d2\",,", "device \"\" is not among d1, d2");
    ROWS.put("x,1,,conv1,", "expected NAME=VALUE but found \"conv1\"");
    ROWS.put("x,1,,\"conv1=d1,conv1=d2\",", "expected each name once but found twice \"conv1\"");
    ROWS.put("x,1,,conv1=d9,", "device \"d9\" is not in catalog");
    ROWS.put("x,1,,,[{", "not valid JSON");
    ROWS.put("x,1,,,{}", "expected a list [ ... ] but found an object");
    ROWS.put("x,1,,,\"[{\"\"device\"\": \"\"d9\"\", \"\"gone\"\": true}]\"", "\"d9\" is not among");
    ROWS.put("x\0,1,,,", "id: name must not contain control characters");
    ROWS.put("\u00ff,1,,,", "expected text in UTF-8");
  }

  @TempDir private Path directory;

  @Test
  void eachMalformedObjectIsReportedAndHarmsNoOther() throws IOException {
    check("jsonl", "", i -> "{\"id\": \"g%d\", \"bandwidth\": %d}".formatted(i, 1 + i), OBJECTS);
  }

  @Test
  void eachMalformedRowIsReportedAndHarmsNoOther() throws IOException {
    String header = "id,bandwidth,gone,pin,changes\n";
    check("csv", header, i -> "g%d,%d,,,".formatted(i, 1 + i), ROWS);
  }

  private void check(
      String type, String header, Function<Integer, String> good, Map<String, String> malformed)
      throws IOException {
    assertThat(malformed).hasSizeGreaterThanOrEqualTo(10);
    List<Map.Entry<String, String>> wrong = List.copyOf(malformed.entrySet());
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < SCENARIOS; i++) {
      lines.add(i % 10 == 7 ? wrong.get(i / 10 % wrong.size()).getKey() : good.apply(i));
    }
    List<Json> results = planned(type, header, lines);
    List<Json> alone = planned(type, header, lines.stream().filter(this::isGood).toList());
    assertThat(results).hasSize(SCENARIOS);
    assertThat(alone).hasSize(SCENARIOS / 10 * 9);
    int before = header.isEmpty() ? 0 : 1;
    for (int i = 0, next = 0; i < SCENARIOS; i++) {
      Json result = results.get(i);
      assertThat(token(result, "line")).isEqualTo(String.valueOf(i + 1 + before));
      if (i % 10 == 7) {
        assertThat(result.at("/status").string()).isEqualTo("invalid");
        assertThat(result.at("/message").string())
            .startsWith("scenario: ")
            .contains("at line %d".formatted(i + 1 + before))
            .contains(wrong.get(i / 10 % wrong.size()).getValue())
            .doesNotContain("Exception", "\n", "\u00ff");
      } else {
        assertThat(result.minus("line")).isEqualTo(alone.get(next).minus("line"));
        assertThat(result.at("/status").string()).isEqualTo("planned");
        assertThat(result.at("/id").string()).isEqualTo("g" + i);
        next++;
      }
    }
  }

  private boolean isGood(String line) {
    return line.matches("g\\d.*|\\{\"id\": \"g.*");
  }

  private static String token(Json object, String field) {
    return ((Json.Raw) object.at("/" + field)).token();
  }

  private List<Json> planned(String type, String header, List<String> lines) throws IOException {
    Path file = directory.resolve("scenarios." + type);
    // In Latin-1, the one character beyond ASCII is no text in UTF-8.
    Files.writeString(file, header + String.join("\n", lines), StandardCharsets.ISO_8859_1);
    Outcome outcome = CommandLineRunner.run("batch %s" + OPTIONS, file);
    assertThat(outcome.exitCode()).as(outcome.err()).isZero();
    return outcome.out().lines().map(Json::parse).toList();
  }
}

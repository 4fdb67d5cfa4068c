package dev.espalier.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espalier.cli.CommandLineRunner.Outcome;
import dev.espalier.io.csv.CsvLine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A batch gives each question the answer that {@code plan} gives, in whatever form it comes. */
class BatchOracleTest {
  private static final int QUESTIONS = 120;
  private static final List<String> NUMBERS =
      List.of("value", "lowerBound", "gap", "optimal", "expectedLatencyMs", "worstCaseLatencyMs");

  @TempDir private static Path directory;
  private static List<RandomQuestion> questions;

  /** Results of the questions as objects. */
  private static List<Json> results;

  @BeforeAll
  static void planAll() throws IOException {
    Map<String, Json> catalogs = new TreeMap<>();
    for (String name : List.of("na2023-six", "na2023-four", "surveillance")) {
      String file = "device-catalogs/%s.catalog.json".formatted(name);
      catalogs.put(file, Json.parse(Files.readString(Path.of(file))));
    }
    questions =
        IntStream.range(0, QUESTIONS).mapToObj(i -> new RandomQuestion(i, catalogs)).toList();
    results = planned("s.jsonl", questions.stream().map(RandomQuestion::line).toList());
  }

  @Test
  void eachScenarioHasThePlanOfTheCommand() throws IOException {
    assertThat(results).hasSize(QUESTIONS);
    Map<String, Integer> seen = new TreeMap<>();
    for (int i = 0; i < QUESTIONS; i++) {
      Json result = results.get(i);
      assertThat(result.at("/line").text().strip()).isEqualTo(String.valueOf(i + 1));
      assertThat(result.at("/id").string()).isEqualTo("q" + i);
      seen.merge(result.at("/status").string(), 1, Integer::sum);
      checkEqual(questions.get(i), result, plan(questions.get(i)));
    }
    assertThat(seen).containsOnlyKeys("planned", "infeasible", "undecided", "invalid");
    assertThat(seen.get("planned")).as(seen.toString()).isGreaterThan(QUESTIONS / 2);
    assertThat(seen.get("infeasible")).as(seen.toString()).isGreaterThan(QUESTIONS / 30);
  }

  private static Outcome plan(RandomQuestion question) throws IOException {
    Path catalog = directory.resolve("changed.catalog.json");
    Files.writeString(catalog, question.changedCatalog().text());
    List<String> words = new ArrayList<>(question.words());
    words.addAll(List.of("--catalog", catalog.toString(), "--format", "json"));
    return CommandLineRunner.runWords(words.toArray(String[]::new));
  }

  private static void checkEqual(RandomQuestion question, Json result, Outcome plan) {
    String what = question.line() + "\n" + result.text() + plan.err();
    String status = result.at("/status").string();
    if (plan.out().isEmpty()) {
      assertThat(status).as(what).isEqualTo("invalid");
      assertThat(plan.exitCode()).as(what).isEqualTo(2);
      return;
    }
    Json expected = Json.parse(plan.out());
    if (plan.exitCode() != 0) {
      boolean isProven = expected.at("/proven").flag();
      assertThat(status).as(what).isEqualTo(isProven ? "infeasible" : "undecided");
      if (expected.at("/violations").items().isEmpty()) {
        assertThat(result.has("violations")).as(what).isFalse();
      } else {
        assertThat(result.at("/violations")).as(what).isEqualTo(expected.at("/violations"));
      }
      return;
    }
    assertThat(status).as(what).isEqualTo("planned");
    for (String number : NUMBERS) {
      assertThat(result.at("/" + number)).as(what).isEqualTo(expected.at("/" + number));
    }
    assertThat(result.at("/objective")).as(what).isEqualTo(expected.at("/objective"));
    assertThat(result.at("/unit")).as(what).isEqualTo(expected.at("/unit"));
    assertThat(slices(result)).as(what).isEqualTo(slices(expected));
  }

  private static List<String> slices(Json plan) {
    return plan.at("/slices").items().stream()
        .map(
            slice -> slice.at("/device").text() + slice.at("/from").text() + slice.at("/to").text())
        .toList();
  }

  @Test
  void aRowHasTheResultOfTheObject() throws IOException {
    TreeSet<String> header = new TreeSet<>();
    questions.forEach(question -> header.addAll(question.columns()));
    List<String> rows = new ArrayList<>(List.of("\ufeff" + String.join(",", header)));
    questions.forEach(question -> rows.add(question.row(List.copyOf(header)) + "\r"));
    List<Json> ofRows = planned("s.csv", rows);
    assertThat(ofRows).hasSize(QUESTIONS);
    for (int i = 0; i < QUESTIONS; i++) {
      assertThat(unplaced(ofRows.get(i)))
          .as(questions.get(i).line())
          .isEqualTo(unplaced(results.get(i)));
    }
  }

  /** A result without the place of its scenario, which a row has elsewhere. */
  private static Json unplaced(Json result) {
    Json bare = result.minus("line");
    return bare.at("/status").string().equals("invalid")
        ? bare.changing(
            "/message",
            message ->
                Json.quoted(
                    message.string().replaceAll("(/\\S* )?at line \\d+, column \\d+", "there")))
        : bare;
  }

  @Test
  void aRowOfResultsHasTheValuesOfTheObject() throws IOException {
    Path out = directory.resolve("results.csv");
    assertThat(
            CommandLineRunner.run("batch %s --out %s", directory.resolve("s.jsonl"), out)
                .exitCode())
        .isZero();
    List<List<String>> rows = Files.readAllLines(out).stream().map(CsvLine::cells).toList();
    assertThat(rows).hasSize(QUESTIONS + 1);
    for (int i = 0; i < QUESTIONS; i++) {
      for (int c = 0; c < rows.get(0).size(); c++) {
        String column = rows.get(0).get(c);
        String cell = rows.get(i + 1).get(c);
        if (column.equals("plan")) {
          assertThat(cell.isEmpty()).isEqualTo(!results.get(i).has("slices"));
        } else if (results.get(i).has(column)) {
          assertThat(cell).as(column).isEqualTo(content(results.get(i).at("/" + column)));
        } else {
          assertThat(cell).as(column).isEmpty();
        }
      }
    }
  }

  private static String content(Json value) {
    String token = ((Json.Raw) value).token();
    return token.startsWith("\"") ? value.string() : token;
  }

  private static List<Json> planned(String file, List<String> lines) throws IOException {
    Path scenarios = Files.writeString(directory.resolve(file), String.join("\n", lines));
    Outcome outcome = CommandLineRunner.run("batch %s", scenarios);
    assertThat(outcome.exitCode()).as(outcome.err()).isZero();
    return outcome.out().lines().map(Json::parse).toList();
  }
}

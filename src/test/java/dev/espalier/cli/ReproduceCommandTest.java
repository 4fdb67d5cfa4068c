package dev.espalier.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.espalier.cli.CommandLineRunner.Outcome;
import dev.espalier.cli.console.ExitCodes;
import dev.espalier.testing.Reference;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ReproduceCommandTest {
  private static final Path PUBLISHED = Reference.shipped("na2023-tables.json");
  private static final List<String> LATENCIES =
      List.of("average", "maximum", "minimum", "mode", "stddev");
  private static final Map<String, Integer> TIMES = Map.of("Opt", 0, "Basic GA", 1, "Prop. GA", 2);

  private Path directory;
  private Json reproduction;
  private Path folder;

  @BeforeAll
  void reproduce(@TempDir Path empty) {
    directory = empty;
    folder = directory.resolve("new").resolve("folder");
    reproduction =
        CommandLineRunner.run("reproduce na2023 --runs 2 --format json --out %s", folder).json();
  }

  private Stream<Json> rows() {
    return reproduction.at("/tables").items().stream()
        .flatMap(table -> table.at("/rows").items().stream());
  }

  @Test
  void publishedFiguresAreThoseOfThePaper() throws IOException {
    Json paper = Json.parse(Files.readString(PUBLISHED));
    int compared = 0;
    for (Json table : reproduction.at("/tables").items()) {
      String id = table.at("/id").string().replace(" ", "");
      for (Json row : table.at("/rows").items()) {
        String method = row.at("/method").string();
        if (!method.equals("Espalier") && !id.startsWith("beside")) {
          compare(row, published(paper, id, row, method));
          compared++;
        }
      }
    }
    assertThat(compared).isEqualTo(5 + 12 + 12 + 5 + 9 + 9);
  }

  private static List<Json> published(Json paper, String table, Json row, String method) {
    String slices = "/" + (int) row.at("/slices").number();
    return switch (table) {
      case "table3", "table8" ->
          paper.at("/" + table + "/" + method.replace("Prop.", "Proposed")).items();
      case "table4", "table9" -> paper.at("/" + table + slices + "/" + method).items();
      default -> List.of(paper.at("/" + table + slices).items().get(TIMES.get(method)));
    };
  }

  private static void compare(Json row, List<Json> published) {
    List<String> columns = published.size() == 1 ? List.of("time ms") : LATENCIES;
    for (int c = 0; c < columns.size(); c++) {
      Json figure = row.at("/figures/" + columns.get(c));
      assertThat(figure.at("/published").number()).isEqualTo(published.get(c).number());
      if (published.get(c).number() > 0) {
        assertThat(figure.at("/ratio").number())
            .isCloseTo(figure.at("/ours").number() / published.get(c).number(), within(1e-12));
      }
    }
  }

  @Test
  void ourOwnRowsHaveNoPublishedFigures() {
    assertThat(rows().filter(row -> row.at("/method").string().equals("Espalier")))
        .hasSize(1 + 4 + 4 + 1 + 3 + 3)
        .allSatisfy(row -> assertThat(row.at("/figures").toString()).contains("null"));
  }

  @Test
  void eachTableAndFigureHasAFile() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder(
              "table3.csv",
              "table4.csv",
              "table5.csv",
              "table8.csv",
              "table9.csv",
              "table10.csv",
              "beside-tables-4-and-9.csv",
              "beside-tables-4-and-9-basic-GA.csv",
              "claims.csv",
              "figure5a.csv",
              "figure5a.svg",
              "figure5b.csv",
              "figure5b.svg",
              "figure6a.csv",
              "figure6a.svg",
              "figure6b.csv",
              "figure6b.svg",
              "figure7a.csv",
              "figure7a.svg",
              "figure7b.csv",
              "figure7b.svg",
              "figure8a.csv",
              "figure8a.svg",
              "figure8b.csv",
              "figure8b.svg");
    }
    assertThat(Files.readAllLines(folder.resolve("table9.csv")))
        .startsWith("table,slices,method,solver,column,ours,published,ratio")
        .hasSize(1 + 12 * 6)
        .anyMatch(
            line ->
                line.matches("table 9,4,Opt,exhaustive,minimum,213\\.53\\d+,213\\.55,0\\.9999.*"));
    assertThat(Files.readString(folder.resolve("figure6a.svg"))).contains("<svg", "Prop. GA");
  }

  @Test
  void textShowsOursPublishedAndRatio() {
    Outcome outcome = CommandLineRunner.run("reproduce na2023 --runs 1 --no-timing");
    assertThat(outcome.exitCode()).isZero();
    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.out()).doesNotContain("table 5", "table 10", "NaN", "Infinity");
    List<String> lines = outcome.out().lines().toList();
    assertThat(lines)
        .anyMatch(
            line ->
                line.matches(
                    "2 +First-Fork +first-fork +ours +1948.6\\d\\d +3588.09\\d +309.13\\d.*"))
        .anyMatch(line -> line.matches(" +published +1948.940 +3588.720 +309.150.*"))
        .anyMatch(line -> line.matches(" +ratio +1.000 +1.000 +1.000.*"));
    assertThat(lines)
        .filteredOn(line -> line.startsWith(" ") || line.matches("\\d .*"))
        .hasSizeGreaterThan(80)
        .allMatch(line -> line.length() <= 105);
    assertThat(lines)
        .anyMatch(line -> line.matches("claims: \\d+ same, \\d+ within some percent, \\d+ not .*"));
    assertThat(outcome.out().replaceAll("\\s+", " "))
        .contains(
            "- table 8, K = 2: Neurosurgeon, average (published 267.60 ms, ours 267.58 ms):"
                + " within 0.008 %");
  }

  @Test
  void unknownPaperIsNamed() {
    assertThat(CommandLineRunner.run("reproduce na2022").failsWith(ExitCodes.WRONG_USAGE))
        .isEqualTo(
            "PAPER must be na2023, pacheco2021 or popex but is \"na2022\"; did you mean \"na2023\"?");
    assertThat(CommandLineRunner.run("reproduce").failsWith(ExitCodes.WRONG_USAGE))
        .contains("PAPER");
  }

  @Test
  void fileInPlaceOfTheFolderIsRefusedBeforeAnyWork() throws IOException {
    Path file = Files.createFile(directory.resolve("file"));
    assertThat(
            CommandLineRunner.run("reproduce na2023 --out %s", file)
                .failsWith(ExitCodes.WRONG_USAGE))
        .isEqualTo("--out must be a folder but %s is a file".formatted(file));
  }
}

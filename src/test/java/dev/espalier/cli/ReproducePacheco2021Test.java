package dev.espalier.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espalier.cli.CommandLineRunner.Outcome;
import dev.espalier.cli.console.ExitCodes;
import dev.espalier.report.result.ReproductionReport;
import dev.espalier.reproduction.Reproduction;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReproducePacheco2021Test {
  @TempDir private Path directory;

  @Test
  void textShowsFiguresAssumptionsAndShapes() {
    Outcome outcome = CommandLineRunner.run("reproduce pacheco2021");
    assertThat(outcome.exitCode()).isZero();
    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.out()).doesNotContain("NaN", "Infinity");
    List<String> lines = outcome.out().lines().toList();
    assertThat(lines)
        .anyMatch(line -> line.startsWith("figure 3b: B-AlexNet, edge 100 times as slow"))
        .anyMatch(line -> line.matches(" +251\\.19 +input +pool1 +pool1"))
        .contains("assumed:", "also:", "claims: 7 same, 0 within some percent, 0 not reproducible");
    assertThat(
            lines.stream()
                .filter(line -> line.startsWith("- figure") && line.contains("time falls")))
        .hasSize(2);
    assertThat(outcome.out().replaceAll("\\s+", " "))
        .as("what the README says was found")
        .contains(
            "3G 206 to 22 ms, 4G 167 to 22 ms, Wi-Fi 130 to 22 ms",
            "3G 1315 to 221 ms, 4G 672 to 221 ms, Wi-Fi 275 to 221 ms",
            "3G not cloud-only for any p, 4G not cloud-only for any p",
            "Wi-Fi cloud-only up to p = 0.65",
            "p = 0.5 at gamma 1585, 316, 100;",
            "(41 to 55 %)",
            "reach 15.0 to 22.5 % of their data sheet",
            "reaches 2 % of its data sheet: 4 of 5 shapes hold",
            "reaches 20 % of its data sheet: 3 of 5 shapes hold",
            "reaches 100 % of its data sheet: 2 of 5 shapes hold");
    assertThat(lines).allMatch(line -> line.length() <= 105);
  }

  @Test
  void jsonHoldsLinesChecksAndAssumptions() {
    Json json = CommandLineRunner.run("reproduce pacheco2021 --format json --no-timing").json();
    assertThat(json.at("/format").string()).isEqualTo("espalier-reproduction/1");
    assertThat(json.at("/paper").string()).isEqualTo("pacheco2021");
    List<Json> figures = json.at("/figures").items();
    assertThat(figures).hasSize(7);
    assertThat(figures.get(0).at("/id").string()).isEqualTo("figure 3a");
    assertThat(figures.get(0).at("/lines").items()).hasSize(3);
    assertThat(figures.get(0).at("/lines/0/points").items()).hasSize(21);
    assertThat(figures.get(2).at("/heights/0").string()).isEqualTo("input");
    assertThat(json.at("/claims").items()).hasSize(7);
    assertThat(json.at("/claims/0/where").string()).isEqualTo("figure 3, gamma 10");
    assertThat(json.at("/claims/0/verdict").string()).isEqualTo("same");
    assertThat(json.at("/assumptions").items()).isNotEmpty();
  }

  @Test
  void csvHasALineForEachPoint() {
    List<String> lines =
        CommandLineRunner.run("reproduce pacheco2021 --format csv").out().lines().toList();
    assertThat(lines).startsWith("figure,line,x,y,name").hasSizeGreaterThan(300);
    assertThat(lines).contains("figure 4b,p = 0.2,1000,0,input").doesNotHaveDuplicates();
    assertThat(lines).anyMatch(line -> line.matches("figure 3a,\"3G, 1.1 Mbps\",0.5,113\\.88.*,"));
  }

  @Test
  void eachFigureHasAFileOfDataAndOneToLookAt() throws IOException {
    Path folder = directory.resolve("new");
    CommandLineRunner.run("reproduce pacheco2021 --out %s", folder);
    List<String> figures =
        List.of(
            "figure3a",
            "figure3b",
            "figure4a",
            "figure4b",
            "figure4c",
            "figure7",
            "figure7-sensitivity");
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrderElementsOf(
              Stream.concat(
                      Stream.of("claims.csv"),
                      figures.stream().flatMap(name -> Stream.of(name + ".csv", name + ".svg")))
                  .toList());
    }
    assertThat(Files.readAllLines(folder.resolve("claims.csv")))
        .startsWith("where,claim,published,ours,verdict")
        .hasSize(8);
    assertThat(Files.readString(folder.resolve("figure4b.svg"))).contains("<svg", "15 pool5");
  }

  @ParameterizedTest
  @ValueSource(strings = {"--runs 2", "--seed 3", "--threads 1"})
  void optionsOfChanceAreRefused(String option) {
    String name = option.substring(0, option.indexOf(' '));
    assertThat(
            CommandLineRunner.run("reproduce pacheco2021 " + option)
                .failsWith(ExitCodes.WRONG_USAGE))
        .isEqualTo(name + " does not apply to pacheco2021, which makes no random choices");
  }

  @Test
  void partialTextSaysSo() {
    Reproduction partial =
        new Reproduction("any", List.of(), List.of(), List.of(), List.of(), List.of(), false);
    assertThat(ReproductionReport.of(partial).caveats())
        .containsExactly("PARTIAL: interrupted before every experiment finished");
    assertThat(partial.isEmpty()).isTrue();
  }
}

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
  void textShowsFiguresAssumptionsAndClaims() {
    Outcome outcome = CommandLineRunner.run("reproduce pacheco2021");
    assertThat(outcome.exitCode()).isZero();
    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.out()).doesNotContain("NaN", "Infinity");
    List<String> lines = outcome.out().lines().toList();
    assertThat(lines)
        .anyMatch(line -> line.startsWith("figure 4b: MobileNetV2, 3 exits"))
        .anyMatch(line -> line.matches(" +0\\.7 +0\\.065.* +23\\.7.*"))
        .anyMatch(line -> line.matches(" +0\\.7 +63\\.1.*"))
        .contains("assumed:", "also:")
        .anyMatch(line -> line.startsWith("claims: "));
    assertThat(outcome.out().replaceAll("\\s+", " "))
        .contains(
            "published 27 %",
            "published 61 %",
            "not reproducible because",
            "cloud-only uploads the picture file",
            "--fallback most-confident is their default, final is ours");
    assertThat(outcome.out().replaceAll("\\s+", " "))
        .as("what the page on the papers says was found")
        .contains(
            "(published 27 %, ours 7 %)",
            "with 20 points more, ours is 25 %",
            "(published 61 %, ours 58 %)",
            "(published 40 %, ours 32 %)",
            "(published 80 %, ours 60 %)",
            "at least 27 % is saved from 107 kB on, at most 61 % up to 57 kB",
            "at least 27 % is saved from 354 kB on, at most 61 % up to 582 kB",
            "found: 1.86, 1.26 times as long",
            "is 6 to 8 points too high",
            "the range saved, 7 to 58 %, into 16 to 66 or -2 to 50 %",
            "32.7 ms instead of 18.7 ms",
            "up to 17.4 times as slow",
            "up to 58.7 times as slow",
            "within 100 ms at 4.0 to 94.0 Mbps",
            "a third tier never shortens the mean time",
            "by at most 1.17 ms, to 3.48 ms");
    assertThat(lines)
        .filteredOn(line -> line.matches("(- |figure|future|fallback).*"))
        .allMatch(line -> line.length() <= 105);
  }

  @Test
  void jsonHoldsFiguresClaimsAndAssumptions() {
    Json json = CommandLineRunner.run("reproduce pacheco2021 --format json --no-timing").json();
    assertThat(json.at("/format").string()).isEqualTo("espalier-reproduction/1");
    assertThat(json.at("/paper").string()).isEqualTo("pacheco2021");
    List<Json> figures = json.at("/figures").items();
    assertThat(figures.get(0).at("/id").string()).isEqualTo("figure 4a by depth");
    assertThat(figures.get(0).at("/lines").items()).hasSize(2);
    assertThat(figures.get(0).at("/lines/0/points").items()).hasSize(5);
    assertThat(json.at("/claims/1/where").string()).isEqualTo("table 1");
    assertThat(json.at("/claims/1/published").string()).isEqualTo("258");
    assertThat(json.at("/claims/1/verdict").string()).isEqualTo("same");
    assertThat(json.at("/assumptions").items()).isNotEmpty();
  }

  @Test
  void csvHasALineForEachPoint() {
    List<String> lines =
        CommandLineRunner.run("reproduce pacheco2021 --format csv").out().lines().toList();
    assertThat(lines.get(0)).startsWith("figure,line,x,y");
    assertThat(lines).hasSizeGreaterThan(300).doesNotHaveDuplicates();
    assertThat(lines).anyMatch(line -> line.matches("figure 4b,n = 3,0\\.7,63\\.12\\d*,.*"));
  }

  @Test
  void eachFigureHasAFileOfDataAndOneToLookAt() throws IOException {
    Path folder = directory.resolve("new");
    Json json =
        CommandLineRunner.run("reproduce pacheco2021 --format json --out %s", folder).json();
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .hasSize(1 + 2 * json.at("/figures").items().size())
          .contains("claims.csv", "figure4b.csv", "figure4b.svg", "figure7-by-file.svg")
          .contains("figure7.svg", "figure5-on-a-log-exit1.csv", "figure6b-GPU-edge.svg");
    }
    assertThat(Files.readAllLines(folder.resolve("claims.csv")))
        .startsWith("where,claim,published,ours,verdict")
        .hasSizeGreaterThan(json.at("/claims").items().size());
    assertThat(Files.readString(folder.resolve("figure7.svg"))).contains("<svg", "cloud only");
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

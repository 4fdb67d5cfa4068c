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
        .contains("assumed:", "also:", "claims: 2 same, 0 within some percent, 0 not reproducible");
    assertThat(outcome.out().replaceAll("\\s+", " "))
        .as("what the README says was found")
        .contains("(found 41 to 55 %)", "reach 15.0 to 22.5 % of their data sheet");
    assertThat(lines).allMatch(line -> line.length() <= 105);
  }

  @Test
  void jsonHoldsLinesChecksAndAssumptions() {
    Json json = CommandLineRunner.run("reproduce pacheco2021 --format json --no-timing").json();
    assertThat(json.at("/format").string()).isEqualTo("espalier-reproduction/1");
    assertThat(json.at("/paper").string()).isEqualTo("pacheco2021");
    assertThat(json.at("/figures").items()).hasSize(2);
    assertThat(json.at("/claims").items()).hasSize(2);
    assertThat(json.at("/claims/0/verdict").string()).isEqualTo("same");
    assertThat(json.at("/assumptions").items()).isNotEmpty();
  }

  @Test
  void csvHasALineForEachPoint() {
    List<String> lines =
        CommandLineRunner.run("reproduce pacheco2021 --format csv").out().lines().toList();
    assertThat(lines).startsWith("figure,line,x,y,name").doesNotHaveDuplicates();
  }

  @Test
  void eachFigureHasAFileOfDataAndOneToLookAt() throws IOException {
    Path folder = directory.resolve("new");
    CommandLineRunner.run("reproduce pacheco2021 --out %s", folder);
    List<String> figures = List.of("figure7", "figure7-sensitivity");
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
        .hasSize(3);
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

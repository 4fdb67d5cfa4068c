package dev.espalier.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espalier.cli.CommandLineRunner.Outcome;
import dev.espalier.cli.console.ExitCodes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReproducePopexTest {
  private static final List<String> FIGURES =
      List.of(
          "figure3a",
          "figure3b",
          "figure4a",
          "figure4b",
          "figure4c",
          "figure5",
          "figure6a",
          "figure6b",
          "figure6c",
          "figure7a",
          "figure7b",
          "figure7c",
          "figure3a-by-cloud",
          "figure3a-cut-by-cloud",
          "figure3b-by-cloud",
          "figure4a-by-cloud");

  @TempDir private Path directory;

  @Test
  void textShowsFiguresAssumptionsAndClaims() {
    Outcome outcome = CommandLineRunner.run("reproduce popex");
    assertThat(outcome.exitCode()).isZero();
    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.out()).doesNotContain("NaN", "Infinity");
    assertThat(outcome.out().lines())
        .anyMatch(line -> line.startsWith("figure 3b: B-AlexNet, edge 100 times as slow"))
        .anyMatch(line -> line.matches(" +446\\.68 +input +input +input +input"))
        .anyMatch(line -> line.matches(" +2\\.24 +87\\.318 +87\\.270"))
        .anyMatch(line -> line.matches(" +0\\.5 +95\\.800 \\(.* to .*\\) +91\\.100 .*"))
        .contains("claims: 12 same, 1 within some percent, 6 not reproducible");
    assertThat(outcome.out().replaceAll("\\s+", " "))
        .contains(
            "(published 87.27 %, ours 87.32 %)",
            "(published 500, ours 500): same",
            "3G 776 to 98 ms, 4G 562 to 98 ms, Wi-Fi 310 to 98 ms",
            "95.8, 91.1, 47.9 %; 95 % intervals apart at 9 of 23 and 18 of 23 thresholds");
  }

  @Test
  void jsonHoldsLinesWithIntervalsAndClaims() {
    Json json = CommandLineRunner.run("reproduce popex --format json").json();
    assertThat(json.at("/paper").string()).isEqualTo("popex");
    assertThat(json.at("/figures").items()).hasSameSizeAs(FIGURES);
    assertThat(json.at("/figures/0/lines/0/points/0").fieldNames()).containsExactly("x", "y");
    Json point = json.at("/figures/5/lines/0/points/4");
    assertThat(point.fieldNames()).containsExactly("x", "y", "low", "high");
    assertThat(point.at("/y").number())
        .isBetween(point.at("/low").number(), point.at("/high").number());
    assertThat(json.at("/claims").items()).hasSize(19);
  }

  @Test
  void csvHasALineForEachPointWithItsInterval() {
    List<String> lines =
        CommandLineRunner.run("reproduce popex --format csv").out().lines().toList();
    assertThat(lines).startsWith("figure,line,x,y,name,low,high").doesNotHaveDuplicates();
    assertThat(lines)
        .contains("figure 4a,p = 0.8,400,4,pool1,,", "figure 4a,p = 0.8,500,0,input,,")
        .anyMatch(line -> line.matches("figure 5,clean,0\\.5,95\\.8,,94\\.\\d+,96\\.\\d+"));
  }

  @Test
  void eachFigureHasAFileOfDataAndOneToLookAt() throws IOException {
    CommandLineRunner.run("reproduce popex --out %s", directory);
    try (Stream<Path> files = Files.list(directory)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrderElementsOf(
              Stream.concat(
                      Stream.of("claims.csv"),
                      FIGURES.stream().flatMap(name -> Stream.of(name + ".csv", name + ".svg")))
                  .toList());
    }
    assertThat(Files.readString(directory.resolve("figure5.svg"))).contains("<path d='M");
  }

  @ParameterizedTest
  @ValueSource(strings = {"--runs 2", "--seed 3", "--threads 1"})
  void optionsOfChanceAreRefused(String option) {
    String name = option.substring(0, option.indexOf(' '));
    assertThat(CommandLineRunner.run("reproduce popex " + option).failsWith(ExitCodes.WRONG_USAGE))
        .isEqualTo(name + " does not apply to popex, which makes no random choices");
  }
}

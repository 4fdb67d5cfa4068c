package dev.espalier.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espalier.cli.CommandLineRunner.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The files with a plan that other tools open, from the command line. */
class ViewsCommandTest {
  private static final String PLAN =
      "plan --model zoo:b-alexnet --catalog device-catalogs/surveillance.catalog.json";
  private static final List<String> OPTIONS =
      List.of("trace", "dot", "mermaid", "overlay", "overlay-time");

  @TempDir private Path folder;

  private static String all(Path folder) {
    StringBuilder options = new StringBuilder();
    OPTIONS.forEach(option -> options.append(" --%s %s".formatted(option, folder.resolve(option))));
    return options.toString();
  }

  private static void assertWritten(Path folder) throws IOException {
    assertThat(folder.resolve("trace")).content().startsWith("{\"displayTimeUnit\":\"ms\"");
    assertThat(folder.resolve("dot")).content().startsWith("digraph {").endsWith("}\n");
    assertThat(folder.resolve("mermaid")).content().startsWith("flowchart TB\n");
    assertThat(folder.resolve("overlay")).content().contains("\"name\":\"device\"");
    assertThat(folder.resolve("overlay-time")).content().contains("\"gradient\":[");
    try (var files = Files.list(folder)) {
      assertThat(files).hasSize(OPTIONS.size());
    }
  }

  @Test
  void planAndEvaluateWriteTheSameFiles() throws IOException {
    Path planned = Files.createDirectory(folder.resolve("planned"));
    Path evaluated = Files.createDirectory(folder.resolve("evaluated"));
    Path plan = folder.resolve("plan.json");
    assertThat(
            CommandLineRunner.run(PLAN + " --format json --out " + plan + all(planned)).exitCode())
        .isZero();
    assertWritten(planned);
    Outcome evaluation =
        CommandLineRunner.run(
            PLAN.replace("plan --model", "evaluate --plan " + plan + " --model") + all(evaluated));
    assertThat(evaluation.exitCode()).as(evaluation.err()).isZero();
    assertWritten(evaluated);
    for (String option : OPTIONS) {
      assertThat(evaluated.resolve(option)).hasSameBinaryContentAs(planned.resolve(option));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"trace", "dot", "mermaid", "overlay", "overlay-time"})
  void aWrongFolderIsReportedBeforeTheSearch(String option) {
    Path target = folder.resolve("none").resolve("file");
    assertThat(CommandLineRunner.run(PLAN + " --%s %s", option, target).failsWith(1))
        .isEqualTo("cannot write %s: its folder does not exist".formatted(target));
    assertThat(CommandLineRunner.run(PLAN + " --%s %s", option, folder).failsWith(1))
        .isEqualTo("cannot write %s: it is a folder".formatted(folder));
  }

  @ParameterizedTest
  @ValueSource(strings = {"trace", "dot", "mermaid", "overlay", "overlay-time"})
  void noInputIsOverwritten(String option) throws IOException {
    Path catalog = Path.of("device-catalogs/surveillance.catalog.json");
    byte[] before = Files.readAllBytes(catalog);
    assertThat(CommandLineRunner.run(PLAN + " --%s %s", option, catalog).failsWith(2))
        .isEqualTo("--%s %s would overwrite the input file %s".formatted(option, catalog, catalog));
    assertThat(catalog).hasBinaryContent(before);
    Path plan = Files.writeString(folder.resolve("p.json"), "{}");
    String evaluate = PLAN.replace("plan --model", "evaluate --plan " + plan + " --model");
    assertThat(CommandLineRunner.run(evaluate + " --%s %s", option, plan).failsWith(2))
        .contains("would overwrite the input file");
  }

  @Test
  void noOutputIsOverwrittenByAnother() {
    Path same = folder.resolve("same");
    for (String option : OPTIONS) {
      for (String other : List.of("out", "svg", "trace", "dot", "mermaid", "overlay")) {
        if (!other.equals(option)) {
          Outcome outcome =
              CommandLineRunner.run(PLAN + " --%s %s --%s %s", option, same, other, same);
          assertThat(outcome.failsWith(2))
              .contains("--" + option, "--" + other, "must be two files but both are");
        }
      }
    }
    assertThat(same).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(strings = {"trace", "dot", "mermaid", "overlay", "overlay-time"})
  void oneOfManyPlansIsNotShown(String option) {
    Path target = folder.resolve("file");
    for (String many : List.of("--pareto expected,energy", "--exits exits.csv")) {
      assertThat(CommandLineRunner.run(PLAN + " " + many + " --%s %s", option, target).failsWith(2))
          .isEqualTo("--%s shows one plan and excludes --exits and --pareto".formatted(option));
    }
    assertThat(target).doesNotExist();
  }

  @Test
  void aBlankNameIsReported() {
    assertThat(
            CommandLineRunner.runWords(
                    "plan",
                    "--model",
                    "zoo:b-lenet",
                    "--catalog",
                    "device-catalogs/surveillance.catalog.json",
                    "--dot",
                    " ")
                .failsWith(2))
        .isEqualTo("--dot must name a file but is blank");
  }

  @Test
  void withoutAPlanNoFileIsWritten() {
    Path target = folder.resolve("file");
    Outcome outcome = CommandLineRunner.run(PLAN + " --deadline 0.0001 --dot %s", target);
    assertThat(outcome.exitCode()).as(outcome.err()).isEqualTo(4);
    assertThat(target).doesNotExist();
  }

  @Test
  void onlyAFoldedNetworkIsDrawnWhereItIsLarge() {
    Path mermaid = folder.resolve("m");
    Path dot = folder.resolve("d");
    String large =
        "plan --model zoo:b-resnet110 --catalog device-catalogs/na2023-six.catalog.json"
            + " --partitions 3 --mermaid %s --dot %s";
    Outcome outcome = CommandLineRunner.run(large, mermaid, dot);
    assertThat(outcome.exitCode()).as(outcome.err()).isZero();
    assertThat(outcome.err()).doesNotContain("warning: --mermaid");
    assertThat(mermaid).content().contains("layers)").hasLineCount(26);
    assertThat(dot).content().doesNotContain("layers)");
  }
}

package dev.espalier.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espalier.cli.CommandLineRunner.Outcome;
import dev.espalier.cli.console.ExitCodes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MatrixOptionTest {
  private static final String PLAN =
      "plan --model zoo:%s --catalog device-catalogs/na2023-six.catalog.json --devices d1,d2,d3,d4"
          + " --partitions 4 --objective worst-case --no-timing ";

  @TempDir private Path directory;

  private static Outcome plan(String model, String options) {
    return CommandLineRunner.run(PLAN.formatted(model) + options);
  }

  @Test
  void jsonHasARowForEachDeviceOnlyWhereAskedFor() {
    Json plan = plan("b-alexnet", "--matrix --format json").json();
    List<Json> rows = plan.at("/deploymentMatrix").items();
    assertThat(rows).hasSize(4);
    for (int position = 0; position < 41; position++) {
      int at = position;
      assertThat(rows.stream().mapToLong(row -> row.items().get(at).whole()).sum()).isOne();
    }
    for (Json slice : plan.at("/slices").items()) {
      List<Json> row =
          rows.get(Integer.parseInt(slice.at("/device").string().substring(1)) - 1).items();
      for (int i = 0; i < row.size(); i++) {
        boolean isIn = i >= slice.at("/from").whole() && i < slice.at("/to").whole();
        assertThat(row.get(i).whole()).isEqualTo(isIn ? 1 : 0);
      }
    }
    assertThat(plan("b-alexnet", "--format json").json().fieldNames())
        .doesNotContain("deploymentMatrix");
  }

  @Test
  void evaluateReadsAPlanWithAMatrixAndRefusesOneThatIsNone() throws IOException {
    Path file = directory.resolve("plan.json");
    String json = plan("b-alexnet", "--matrix --format json").out();
    String evaluate =
        "evaluate --plan %s --model zoo:b-alexnet"
            + " --catalog device-catalogs/na2023-six.catalog.json";
    Files.writeString(file, json);
    assertThat(CommandLineRunner.run(evaluate, file).exitCode()).isEqualTo(ExitCodes.DONE);
    Files.writeString(file, json.replaceFirst("(\"deploymentMatrix\" : \\[ \\[ )[01]", "$12"));
    Outcome refused = CommandLineRunner.run(evaluate, file);
    assertThat(refused.exitCode()).isEqualTo(ExitCodes.BAD_INPUT);
    assertThat(refused.err()).contains("deploymentMatrix/0/0").contains("expected 0 or 1");
  }

  @Test
  void evaluateRefusesAMatrixThatTheSlicesContradict() throws IOException {
    Path file = directory.resolve("plan.json");
    // d1, whose row is the first, runs the last layer.
    String json = plan("b-alexnet", "--matrix --format json").out();
    String evaluate =
        "evaluate --plan %s --model zoo:b-alexnet"
            + " --catalog device-catalogs/na2023-six.catalog.json";
    Files.writeString(file, json.replaceFirst("(\"deploymentMatrix\" : \\[ \\[ )0", "$11"));
    assertThat(CommandLineRunner.run(evaluate, file).failsWith(ExitCodes.BAD_INPUT))
        .contains("/deploymentMatrix/0/0", "expected 0, as the slices say but found 1");
    Files.writeString(
        file, json.replaceFirst("(\"deploymentMatrix\" : \\[ )\\[[01, ]*\\], ", "$1"));
    assertThat(CommandLineRunner.run(evaluate, file).failsWith(ExitCodes.BAD_INPUT))
        .contains("/deploymentMatrix", "expected a row for each of the 4 devices but found 3");
    Files.writeString(file, json);
    assertThat(CommandLineRunner.run(evaluate + " --devices d6,d4,d3,d2,d1", file).exitCode())
        .isEqualTo(ExitCodes.DONE);
  }

  @Test
  void aLongMatrixIsBrokenIntoBlocksThatFitAPage() {
    String text = plan("b-resnet110-chain", "--matrix").out();
    List<String> matrix =
        text.substring(text.indexOf("Deployment matrix")).lines().skip(2).toList();
    assertThat(matrix).allMatch(line -> line.length() <= 80);
    assertThat(matrix).filteredOn(line -> line.startsWith("positions")).hasSize(7);
    assertThat(matrix.get(0)).matches("positions +0-9 +10-19 +20-29 +30-39 +40-49");
    assertThat(text).contains("330-338");
    StringBuilder rows = new StringBuilder();
    matrix.stream()
        .filter(line -> line.startsWith("d"))
        .forEach(line -> rows.append(line.substring(2).replace(" ", "")));
    assertThat(rows).hasSize(4 * 339);
    assertThat(rows.chars().filter(bit -> bit == '1').count()).isEqualTo(339);
  }

  @Test
  void markdownAndHtmlShowItToo() {
    assertThat(plan("b-alexnet", "--matrix --format md").out())
        .contains("## Deployment matrix")
        .contains("| positions | 0-9 | 10-19 | 20-29 | 30-39 | 40 |");
    assertThat(plan("b-alexnet", "--matrix --format html").out())
        .contains("Deployment matrix")
        .contains("<th");
  }

  @Test
  void severalPlansHaveNoMatrix() {
    Outcome refused = plan("b-alexnet", "--matrix --pareto expected,energy");
    assertThat(refused.exitCode()).isEqualTo(ExitCodes.WRONG_USAGE);
    assertThat(refused.err()).contains("--matrix shows one plan and excludes --exits and --pareto");
  }
}

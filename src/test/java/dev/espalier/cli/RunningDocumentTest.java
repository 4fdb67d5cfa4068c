package dev.espalier.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espalier.cli.CommandLineRunner.Outcome;
import dev.espalier.cli.console.ExitCodes;
import dev.espalier.io.json.run.AgentsFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The guide to running plans is true. */
class RunningDocumentTest {
  private static final Path DOCUMENT = Path.of("src", "docs", "running.md");
  private static final Pattern COMMAND =
      Pattern.compile("java -jar (?:target/)?espalier.jar (\\w+) ([^\\n#]*)");
  private static final Pattern OPTION = Pattern.compile("(?<![\\w-])--[a-z][a-z-]*");

  @TempDir private Path folder;

  private static List<MatchResult> commands() throws IOException {
    return COMMAND.matcher(Files.readString(DOCUMENT)).results().toList();
  }

  private static List<String> block(String language) throws IOException {
    return Pattern.compile("```" + language + "\n(.*?)```", Pattern.DOTALL)
        .matcher(Files.readString(DOCUMENT))
        .results()
        .map(match -> match.group(1))
        .toList();
  }

  static Stream<String> commandLines() throws IOException {
    return commands().stream().map(match -> match.group(1) + " " + match.group(2));
  }

  @ParameterizedTest
  @MethodSource("commandLines")
  void optionsOfTheCommandsExist(String line) {
    String help = CommandLineRunner.runWords(line.split(" ")[0], "--help").out();
    assertThat(OPTION.matcher(line).results().map(MatchResult::group))
        .isNotEmpty()
        .allSatisfy(option -> assertThat(help).contains(option));
  }

  @Test
  void fileOfAgentsIsValid() throws IOException {
    assertThat(AgentsFile.parse(block("json").get(0), "the document")).hasSize(2);
  }

  @Test
  void firstCommandRuns() throws IOException {
    String plan =
        "plan --model src/examples/b-lenet-mnist/b-lenet-mnist.onnx --catalog"
            + " device-catalogs/na2023-four.catalog.json --devices d1,d2 --source d1"
            + " --bandwidth-mbps 3 --exits src/examples/b-lenet-mnist/b-lenet-mnist.log.csv"
            + " --condition clean --min-accuracy 0.985 --format json --out target/plan.json";
    String split =
        "split --plan target/plan.json --model src/examples/b-lenet-mnist/b-lenet-mnist.onnx"
            + " --catalog device-catalogs/na2023-four.catalog.json --out target/b-lenet-slices";
    for (String line : List.of(plan, split, commandLines().findFirst().orElseThrow())) {
      Outcome outcome =
          CommandLineRunner.runWords(
              line.strip()
                  .replace("target/", folder + "/")
                  .replace("run.", folder + "/run.")
                  .replace("--samples 200", "--samples 30 --warm-up 5")
                  .split(" "));
      assertThat(outcome.exitCode()).as(outcome.err()).isEqualTo(ExitCodes.DONE);
    }
    assertThat(folder.resolve("run.svg")).isNotEmptyFile();
    assertThat(folder.resolve("run.json")).isNotEmptyFile();
  }
}

package dev.espalier.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What the README and the documents show is what happens. Run with {@code
 * -Despalier.readme.update=true} to renew them.
 */
class ReadmeTest {
  private static final int MAX_WORDS = 1200;
  private static final Path PICTURE = Path.of("src", "docs", "plan.svg");

  @TempDir private Path folder;

  static List<Document> documents() {
    return Document.all();
  }

  @ParameterizedTest
  @MethodSource("documents")
  void everyCommandPrintsWhatIsShown(Document document) throws IOException {
    document.saveFiles();
    String renewed = document.renewed();
    if (Boolean.getBoolean("espalier.readme.update")) {
      Files.writeString(document.path(), renewed);
    }
    assertThat(document.text()).isEqualTo(renewed);
  }

  @ParameterizedTest
  @MethodSource("documents")
  void everyCommandIsValid(Document document) {
    assertThat(document.commands())
        .allSatisfy(
            command ->
                assertThat(CommandLineRunner.runWords((command + " --help").split(" ")).err())
                    .as(command)
                    .isEmpty());
  }

  @Test
  void mostBlocksAreRun() {
    assertThat(documents().stream().mapToInt(document -> document.blocks("console").size()).sum())
        .isGreaterThanOrEqualTo(20);
  }

  @Test
  void readmeIsAFrontPage() {
    assertThat(readme().text().split("\\s+")).hasSizeLessThan(MAX_WORDS);
  }

  @Test
  void theCheckOfACleanCloneRunsTheTestCommandAndTheMainCommand() throws IOException {
    String script = Files.readString(Path.of(".ci/run"));
    List<String> blocks = readme().blocks("sh");
    assertThat(script.replace(" -B -ntp", "")).contains(blocks.get(1).strip());
    assertThat(script).contains(mainCommand());
  }

  @Test
  void pictureIsThatOfTheMainCommand() throws IOException {
    Path drawn = folder.resolve("plan.svg");
    CommandLineRunner.runWords((mainCommand() + " --no-timing --svg " + drawn).split(" "));
    if (Boolean.getBoolean("espalier.readme.update")) {
      Files.copy(drawn, PICTURE, StandardCopyOption.REPLACE_EXISTING);
    }
    assertThat(PICTURE).hasSameTextualContentAs(drawn);
  }

  /** Of the block that builds and plans. */
  private static String mainCommand() {
    return readme()
        .blocks("sh")
        .get(0)
        .lines()
        .filter(line -> line.startsWith(Document.COMMAND))
        .map(line -> line.substring(Document.COMMAND.length()))
        .findFirst()
        .orElseThrow();
  }

  private static Document readme() {
    return Document.of("README.md");
  }
}

package dev.espalier.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espalier.io.csv.ExitLogFile;
import dev.espalier.io.csv.ExitTableFile;
import dev.espalier.io.json.CatalogFile;
import dev.espalier.io.json.ModelFile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the README shows is what happens. Run with {@code -Despalier.readme.update=true} to renew
 * it.
 */
class ReadmeTest {
  private static final Path README = Path.of("README.md");
  private static final String JAR = "java -jar target/espalier.jar ";
  private static final Pattern CONSOLE =
      Pattern.compile("```console\n\\$ ([^\n]+)\n(.*?)```", Pattern.DOTALL);
  private static final Pattern OPTION = Pattern.compile("--[a-z][a-z-]+");

  @TempDir private Path folder;

  @Test
  void everyCommandPrintsWhatIsShown() throws IOException {
    String readme = Files.readString(README);
    String renewed =
        CONSOLE
            .matcher(readme)
            .replaceAll(
                match ->
                    Matcher.quoteReplacement(
                        "```console\n$ %s\n%s```".formatted(match.group(1), run(match.group(1)))));
    if (Boolean.getBoolean("espalier.readme.update")) {
      Files.writeString(README, renewed);
    }
    assertThat(Files.readString(README)).isEqualTo(renewed);
    assertThat(CONSOLE.matcher(readme).results().count()).isGreaterThanOrEqualTo(4);
  }

  private static String run(String command) {
    assertThat(command).startsWith(JAR);
    CommandLineRunner.Outcome outcome =
        CommandLineRunner.runWords(command.substring(JAR.length()).split(" "));
    return outcome.out() + outcome.err();
  }

  @Test
  void everyProgramCompilesAndRuns() throws Exception {
    for (String program : blocks("java")) {
      String name = program.replaceAll("(?s).*public class (\\w+).*", "$1");
      Path source = Files.writeString(folder.resolve(name + ".java"), program);
      String classPath = System.getProperty("java.class.path");
      int compiled =
          ToolProvider.getSystemJavaCompiler()
              .run(null, null, null, "-cp", classPath, "-d", folder.toString(), source.toString());
      assertThat(compiled).as(name).isZero();
      assertThat(outputOf(name)).as(name).containsAnyOf("optimal: true", "espalier-model/2");
    }
  }

  private String outputOf(String mainClass) throws Exception {
    PrintStream before = System.out;
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
    try (URLClassLoader classes = new URLClassLoader(new URL[] {folder.toUri().toURL()})) {
      classes
          .loadClass(mainClass)
          .getMethod("main", String[].class)
          .invoke(null, (Object) new String[0]);
    } finally {
      System.setOut(before);
    }
    return printed.toString(StandardCharsets.UTF_8);
  }

  @Test
  void everyFileIsValid() throws IOException {
    List<String> files = blocks("json");
    assertThat(files).hasSize(2);
    ModelFile.read(Files.writeString(folder.resolve("model.json"), files.get(0)));
    CatalogFile.read(Files.writeString(folder.resolve("catalog.json"), files.get(1)));
    assertThat(blocks("csv")).hasSize(2);
    ExitLogFile.read(Files.writeString(folder.resolve("log.csv"), blocks("csv").get(0)));
    ExitTableFile.read(Files.writeString(folder.resolve("table.csv"), blocks("csv").get(1)));
  }

  @Test
  void everyOptionOfTheHelpIsExplainedAndNoOther() throws IOException {
    StringBuilder help = new StringBuilder();
    for (String command :
        List.of(
            "plan",
            "compare",
            "sweep",
            "reproduce",
            "calibrate",
            "evaluate",
            "inspect",
            "import",
            "split",
            "verify",
            "profile",
            "run",
            "agent",
            "export")) {
      help.append(CommandLineRunner.runWords(command, "--help").out());
    }
    TreeSet<String> known = options(help.toString());
    known.remove("--version");
    String prose = Files.readString(README).replaceAll("(?s)```sh.*?```", "");
    assertThat(options(prose)).isEqualTo(known);
  }

  private static TreeSet<String> options(String text) {
    TreeSet<String> options = new TreeSet<>();
    OPTION.matcher(text).results().map(MatchResult::group).forEach(options::add);
    return options;
  }

  @Test
  void theCheckOfACleanCloneRunsTheTestCommandAndTheMainCommand() throws IOException {
    String script = Files.readString(Path.of(".ci/run"));
    assertThat(blocks("sh")).hasSizeGreaterThanOrEqualTo(2);
    String main = blocks("sh").get(0).lines().findFirst().orElseThrow();
    assertThat(script).contains(main.substring(main.indexOf(JAR)));
    assertThat(script.replace(" -B -ntp", "")).contains(blocks("sh").get(1).strip());
  }

  private static List<String> blocks(String language) throws IOException {
    return Pattern.compile("```" + language + "\n(.*?)```", Pattern.DOTALL)
        .matcher(Files.readString(README))
        .results()
        .map(match -> match.group(1))
        .toList();
  }
}

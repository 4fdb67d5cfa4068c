package dev.espalier.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espalier.io.csv.ExitLogFile;
import dev.espalier.io.csv.ExitTableFile;
import dev.espalier.io.json.CatalogFile;
import dev.espalier.io.json.ModelFile;
import dev.espalier.io.json.change.ChangeLine;
import dev.espalier.io.json.fleet.FleetFile;
import dev.espalier.io.json.run.AgentsFile;
import dev.espalier.io.json.tree.JsonSource;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Files and programs that the documents show are valid. */
class DocumentFilesTest {
  @TempDir private Path folder;

  private static Stream<String> blocks(String language) {
    return Document.all().stream().flatMap(document -> document.blocks(language).stream());
  }

  static Stream<String> jsonFiles() {
    return blocks("json");
  }

  static Stream<String> csvFiles() {
    return blocks("csv");
  }

  static Stream<String> changeLines() {
    return blocks("jsonl").flatMap(String::lines);
  }

  static Stream<String> programs() {
    return blocks("java");
  }

  @ParameterizedTest
  @MethodSource("jsonFiles")
  void everyJsonFileIsValid(String content) throws IOException {
    Path file = Files.writeString(folder.resolve("file.json"), content);
    switch (format(content)) {
      case "espalier-model/2" -> ModelFile.read(file);
      case "espalier-catalog/1" -> CatalogFile.read(file);
      case "espalier-fleet/1" -> FleetFile.parse(content, "the document");
      case "espalier-agents/1" -> AgentsFile.parse(content, "the document");
      case "" -> JsonSource.parse(content, "the document");
      default -> throw new AssertionError("no reader for " + content);
    }
  }

  /** Bodies of requests and answers have no format of their own. */
  private static String format(String json) {
    Matcher format = Pattern.compile("^\\{\\s*\"format\"\\s*:\\s*\"([^\"]+)\"").matcher(json);
    return format.find() ? format.group(1) : "";
  }

  @ParameterizedTest
  @MethodSource("changeLines")
  void everyLineOfChangesIsValid(String line) {
    assertThat(ChangeLine.parse(line, "the document", 1).changes()).isNotEmpty();
  }

  @ParameterizedTest
  @MethodSource("csvFiles")
  void everyCsvFileIsValid(String content) throws IOException {
    Path file = Files.writeString(folder.resolve("file.csv"), content);
    if (content.startsWith("condition,threshold,exit,")) {
      ExitTableFile.read(file);
    } else {
      ExitLogFile.read(file);
    }
  }

  @Test
  void filesOfEachKindAreShown() {
    assertThat(jsonFiles()).anyMatch(file -> file.contains("espalier-model/2"));
    assertThat(jsonFiles()).anyMatch(file -> file.contains("espalier-catalog/1"));
    assertThat(csvFiles()).hasSizeGreaterThanOrEqualTo(2);
    assertThat(programs()).hasSizeGreaterThanOrEqualTo(2);
  }

  @Test
  void everyFieldOfPlansIsExplained() {
    String plan =
        CommandLineRunner.run(
                "plan --model zoo:b-alexnet --catalog device-catalogs/surveillance.catalog.json"
                    + " --format json --no-timing")
            .out();
    String explained = Document.inDocs("formats.md").prose();
    assertThat(Pattern.compile("\"(\\w+)\" :").matcher(plan).results().map(m -> m.group(1)))
        .isNotEmpty()
        .allSatisfy(field -> assertThat(explained).contains("`" + field + "`"));
  }

  @ParameterizedTest
  @MethodSource("programs")
  void everyProgramCompilesAndRuns(String program) throws Exception {
    String name = program.replaceAll("(?s).*public class (\\w+).*", "$1");
    Path source = Files.writeString(folder.resolve(name + ".java"), program);
    String classPath = System.getProperty("java.class.path");
    int compiled =
        ToolProvider.getSystemJavaCompiler()
            .run(null, null, null, "-cp", classPath, "-d", folder.toString(), source.toString());
    assertThat(compiled).as(name).isZero();
    assertThat(outputOf(name))
        .as(name)
        .containsAnyOf("optimal: true", "espalier-model/2", "MOVE: ");
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
}

package dev.espalier;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The house: dependencies point down only, and every library keeps to its room. */
class LayeringTest {
  private static final Path SOURCES = Path.of("src/main/java");
  private static final Pattern IMPORT = Pattern.compile("(?m)^import (?:static )?([\\w.]+);");
  private static final Pattern PRINTING = Pattern.compile("System\\.(out|err|exit)\\b");

  private static final Map<String, Integer> FLOOR =
      Map.of(
          "internal", 0,
          "model", 1,
          "device", 1,
          "zoo", 1,
          "plan", 2,
          "cost", 3,
          "search", 4,
          "io", 6,
          "cli", 7);

  /** Where each library may be imported. */
  private static final Map<String, List<String>> ROOMS =
      Map.of(
          "tools.jackson", List.of("dev.espalier.io.json"),
          "io.jenetics", List.of("dev.espalier.search.genetic"),
          "org.jgrapht", List.of("dev.espalier.model", "dev.espalier.search"),
          "picocli", List.of("dev.espalier.cli"));

  @Test
  void dependenciesPointDownOnly() throws IOException {
    List<String> wrong = new ArrayList<>();
    for (Path source : sources()) {
      for (String imported : imports(source)) {
        if (imported.startsWith("dev.espalier.") && floor(imported) > floor(packageOf(source))) {
          wrong.add(source + " imports " + imported);
        }
      }
    }
    assertThat(wrong).isEmpty();
  }

  @Test
  void librariesKeepToTheirRooms() throws IOException {
    List<String> wrong = new ArrayList<>();
    for (Path source : sources()) {
      for (String imported : imports(source)) {
        ROOMS.forEach(
            (library, rooms) -> {
              if (imported.startsWith(library + ".")
                  && rooms.stream().noneMatch(packageOf(source)::startsWith)) {
                wrong.add(source + " imports " + imported);
              }
            });
      }
    }
    assertThat(wrong).isEmpty();
  }

  @Test
  void onlyTheCommandLinePrintsAndExits() throws IOException {
    List<String> wrong = new ArrayList<>();
    for (Path source : sources()) {
      if (!packageOf(source).startsWith("dev.espalier.cli")
          && PRINTING.matcher(Files.readString(source)).find()) {
        wrong.add(source.toString());
      }
    }
    assertThat(wrong).isEmpty();
  }

  private static int floor(String name) {
    return FLOOR.get(name.split("\\.")[2]);
  }

  private static String packageOf(Path source) {
    return SOURCES.relativize(source.getParent()).toString().replace('/', '.');
  }

  private static List<Path> sources() throws IOException {
    try (Stream<Path> files = Files.walk(SOURCES)) {
      List<Path> sources = files.filter(file -> file.toString().endsWith(".java")).toList();
      assertThat(sources).hasSizeGreaterThan(50);
      return sources;
    }
  }

  private static List<String> imports(Path source) {
    try {
      Matcher matcher = IMPORT.matcher(Files.readString(source));
      return matcher.results().map(result -> result.group(1)).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

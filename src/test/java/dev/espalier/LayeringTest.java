package dev.espalier;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The house: each package knows only rooms below its own, and each library only one room. */
class LayeringTest {
  private static final Path SOURCES = Path.of("src", "main", "java");
  private static final String OURS = "dev.espalier.";

  /** Floor of each room. */
  private static final Map<String, Integer> FLOORS =
      Map.ofEntries(
          Map.entry("internal", 0),
          Map.entry("model", 1),
          Map.entry("device", 1),
          Map.entry("exit", 1),
          Map.entry("zoo", 1),
          Map.entry("plan", 2),
          Map.entry("cost", 3),
          Map.entry("search", 4),
          Map.entry("solvers", 5),
          Map.entry("study", 6),
          Map.entry("reproduction", 7),
          Map.entry("report", 8),
          Map.entry("io", 9),
          Map.entry("cli", 10));

  /** Packages, by prefix, that may know a library, by prefix. */
  private static final Map<String, List<String>> LIBRARIES =
      Map.ofEntries(
          Map.entry("tools.jackson", List.of("io.json")),
          Map.entry("com.fasterxml", List.of("io.json")),
          Map.entry("io.jenetics", List.of("search.genetic")),
          Map.entry("org.jgrapht", List.of("model", "search")),
          Map.entry("ai.onnxruntime", List.of("io.onnx")),
          Map.entry("onnx", List.of("io.onnx")),
          Map.entry("com.google.protobuf", List.of("io.onnx")),
          Map.entry("org.apache.commons.math", List.of("study")),
          // Charts are drawn without fonts or a display of the machine.
          Map.entry("java.awt", List.of()),
          Map.entry("javax.swing", List.of()),
          Map.entry("de.siegmar", List.of("io.csv")),
          Map.entry("org.apache.commons.statistics", List.of("study")),
          Map.entry("picocli", List.of("cli")));

  /** Longest source file; a longer type does more than one thing. */
  private static final int MAX_LINES = 400;

  private static final Pattern NAME =
      Pattern.compile("(?<![\\w.])([a-z]\\w*(?:\\.[a-z]\\w*)+)\\.(?:[A-Z]\\w*|\\*)");
  private static final Pattern PRINTING =
      Pattern.compile("System\\s*\\.\\s*(?:out|err|exit)\\b|printStackTrace|\\.halt\\(");
  private static final Pattern COMMENT_OR_TEXT =
      Pattern.compile("//[^\\n]*|/\\*.*?\\*/|\"(?:\\\\.|[^\"\\\\\\n])*\"", Pattern.DOTALL);

  /**
   * A source file.
   *
   * @param room its package, without {@code dev.espalier.}
   * @param code its text without comments and texts in quotes
   */
  private record Source(Path path, String room, String code, long lines) {

    static Source read(Path path) {
      try {
        String text = Files.readString(path);
        String room =
            SOURCES
                .relativize(path.getParent())
                .toString()
                .replace(path.getFileSystem().getSeparator(), ".");
        return new Source(
            path,
            room.substring(OURS.length()),
            COMMENT_OR_TEXT.matcher(text).replaceAll(""),
            text.lines().count());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    /** Qualified names of types it imports or mentions. */
    List<String> names() {
      return NAME.matcher(code).results().map(MatchResult::group).toList();
    }

    int floor() {
      return floorOf(room);
    }
  }

  private static int floorOf(String room) {
    String base = room.replaceFirst("\\..*", "");
    assertThat(FLOORS).as("a room without a floor").containsKey(base);
    return FLOORS.get(base);
  }

  private static List<Source> sources() throws IOException {
    try (Stream<Path> paths = Files.walk(SOURCES)) {
      return paths
          .filter(path -> path.toString().endsWith(".java"))
          .filter(path -> !path.endsWith("module-info.java"))
          .map(Source::read)
          .toList();
    }
  }

  @Test
  void sourcesAreFoundAndRead() throws IOException {
    assertThat(sources()).hasSizeGreaterThan(50);
    assertThat(sources().stream().flatMap(source -> source.names().stream()))
        .contains("dev.espalier.model.Layer", "tools.jackson.core.JsonParser", "java.util.List");
  }

  @Test
  void noPackageKnowsARoomAboveItsOwn() throws IOException {
    List<String> upward = new ArrayList<>();
    for (Source source : sources()) {
      for (String name : source.names()) {
        if (name.startsWith(OURS)) {
          String room = name.substring(OURS.length(), name.lastIndexOf('.'));
          if (floorOf(room) > source.floor()) {
            upward.add(source.path() + " knows " + name);
          }
        }
      }
    }
    assertThat(upward).isEmpty();
  }

  @Test
  void noPackagesFormACycle() throws IOException {
    Map<String, Set<String>> known = new TreeMap<>();
    for (Source source : sources()) {
      for (String name : source.names()) {
        if (name.startsWith(OURS)) {
          String room = name.substring(OURS.length(), name.lastIndexOf('.'));
          known.computeIfAbsent(source.room(), any -> new TreeSet<>()).add(room);
        }
      }
    }
    assertThat(inCycles(known)).isEmpty();
  }

  /** What is left of packages once those that know no other of the rest are taken away. */
  private static Set<String> inCycles(Map<String, Set<String>> known) {
    Set<String> left = new TreeSet<>(known.keySet());
    while (left.removeIf(
        room -> known.get(room).stream().noneMatch(it -> !it.equals(room) && left.contains(it)))) {
      // Each round may free others.
    }
    return left;
  }

  @Test
  void aCycleOfPackagesIsSeen() {
    assertThat(
            inCycles(
                Map.of("a", Set.of("b"), "b", Set.of("c"), "c", Set.of("b"), "d", Set.of("d"))))
        .containsExactly("a", "b", "c");
  }

  @Test
  void noLibraryLeavesItsRoom() throws IOException {
    List<String> leaks = new ArrayList<>();
    for (Source source : sources()) {
      for (String name : source.names()) {
        LIBRARIES.forEach(
            (library, rooms) -> {
              boolean isAllowed =
                  rooms.stream()
                      .anyMatch(
                          room ->
                              source.room().equals(room) || source.room().startsWith(room + "."));
              if ((name + ".").startsWith(library + ".") && !isAllowed) {
                leaks.add(source.path() + " knows " + name);
              }
            });
      }
    }
    assertThat(leaks).isEmpty();
  }

  @Test
  void onlyTheCommandLinePrintsAndExits() throws IOException {
    assertThat(sources())
        .filteredOn(source -> !source.room().equals("cli"))
        .filteredOn(source -> PRINTING.matcher(source.code()).find())
        .isEmpty();
  }

  @Test
  void noSourceFileIsLong() throws IOException {
    assertThat(sources()).filteredOn(source -> source.lines() > MAX_LINES).isEmpty();
  }
}

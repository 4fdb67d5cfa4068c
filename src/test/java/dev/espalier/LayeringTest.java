package dev.espalier;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The house: each package depends only on those below its own, and each library only one room. */
class LayeringTest {
  private static final Path SOURCES = Path.of("src", "main", "java");
  private static final String OURS = "dev.espalier.";

  /** Rooms from the ground up; those on one line are on one floor. */
  private static final List<String> HOUSE =
      List.of(
          "error",
          "internal",
          "model device exit zoo",
          "plan",
          "cost segment",
          "profile",
          "search",
          "solvers",
          "study",
          "reproduction",
          "report",
          "io",
          "runtime",
          "service",
          "batch",
          "cli",
          "spark");

  /** Packages that still have more types than are good to read: none may be added. */
  private static final List<String> CROWDED = List.of();

  /** Packages, by prefix, that may depend on a library, by prefix. */
  private static final Map<String, List<String>> LIBRARIES =
      Map.ofEntries(
          Map.entry("tools.jackson", List.of("io.json")),
          Map.entry("com.fasterxml", List.of("io.json")),
          Map.entry("io.jenetics", List.of("search.genetic")),
          Map.entry("org.jgrapht", List.of("model", "search")),
          Map.entry("ai.onnxruntime", List.of("runtime")),
          Map.entry("ai.onnx.proto", List.of("io.onnx")),
          Map.entry("com.google.protobuf", List.of("io.onnx")),
          Map.entry("org.apache.commons.math", List.of("study", "profile")),
          // Charts are drawn without fonts or a display of the machine.
          Map.entry("java.awt", List.of()),
          Map.entry("javax.swing", List.of()),
          Map.entry("de.siegmar", List.of("io.csv")),
          Map.entry("org.apache.commons.statistics", List.of("study", "profile")),
          Map.entry("org.eclipse.elk", List.of("io.html.graph")),
          Map.entry("org.eclipse.jetty", List.of("service.http")),
          Map.entry("io.micrometer", List.of("service.metrics")),
          Map.entry("org.apache.spark", List.of("spark")),
          Map.entry("org.apache.hadoop", List.of("spark")),
          Map.entry("scala", List.of("spark")),
          Map.entry("picocli", List.of("cli", "spark")));

  /** More types make a package that nobody has in mind. */
  private static final int MAX_TYPES = 20;

  /** Names of the deepest package, {@code dev.espalier} aside; a deeper one needs no more. */
  private static final int DEEPEST = 3;

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

    /** Our packages that it imports, without {@code dev.espalier.}. */
    List<String> rooms() {
      return names().stream()
          .filter(name -> name.startsWith(OURS))
          .map(name -> name.substring(OURS.length(), name.lastIndexOf('.')))
          .distinct()
          .toList();
    }

    int floor() {
      return floorOf(room);
    }
  }

  private static int floorOf(String room) {
    String base = room.replaceFirst("\\..*", "");
    return IntStream.range(0, HOUSE.size())
        .filter(floor -> List.of(HOUSE.get(floor).split(" ")).contains(base))
        .findFirst()
        .orElseThrow(() -> new AssertionError("a room without a floor: " + base));
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
  void noPackageDependsOnOneAboveIt() throws IOException {
    List<String> upward = new ArrayList<>();
    for (Source source : sources()) {
      for (String room : source.rooms()) {
        if (floorOf(room) > source.floor()) {
          upward.add(source.path() + " imports " + room);
        }
      }
    }
    assertThat(upward).isEmpty();
  }

  @Test
  void packagesFormNoCycleAtAnyLevel() throws IOException {
    for (int level = 1; level <= DEEPEST; level++) {
      Map<String, Set<String>> known = new TreeMap<>();
      for (Source source : sources()) {
        String from = prefix(source.room(), level);
        for (String room : source.rooms()) {
          String to = prefix(room, level);
          if (!to.equals(from)) {
            known.computeIfAbsent(from, any -> new TreeSet<>()).add(to);
          }
        }
      }
      assertThat(cyclic(known))
          .as("packages that depend on each other at level %d", level)
          .isEmpty();
    }
  }

  @Test
  void cyclesAreSeen() {
    Map<String, Set<String>> known =
        Map.of("a", Set.of("b"), "b", Set.of("c"), "c", Set.of("b"), "d", Set.of("a", "c"));
    assertThat(cyclic(known)).containsExactlyInAnyOrder("b", "c");
  }

  private static List<String> cyclic(Map<String, Set<String>> known) {
    return known.keySet().stream()
        .filter(start -> reachable(known, start).contains(start))
        .toList();
  }

  /** The first names of a package, as many as the level. */
  private static String prefix(String room, int level) {
    return Arrays.stream(room.split("\\.")).limit(level).collect(Collectors.joining("."));
  }

  private static Set<String> reachable(Map<String, Set<String>> known, String start) {
    Set<String> reached = new TreeSet<>();
    Deque<String> next = new ArrayDeque<>(known.getOrDefault(start, Set.of()));
    while (!next.isEmpty()) {
      String room = next.pop();
      if (reached.add(room)) {
        next.addAll(known.getOrDefault(room, Set.of()));
      }
    }
    return reached;
  }

  private static boolean isWithin(String room, String outer) {
    return room.equals(outer) || room.startsWith(outer + ".");
  }

  /** How charges combine is asked where a method cannot take it; which objective it is, nowhere. */
  @Test
  void noSearchAsksWhichObjectiveItServes() throws IOException {
    assertThat(sources())
        .filteredOn(source -> isWithin(source.room(), "search"))
        .filteredOn(
            source ->
                Pattern.compile("Objective\\.[A-Z_]+\\b(?!\\.)").matcher(source.code()).find())
        .extracting(Source::path)
        .isEmpty();
  }

  @Test
  void noPackageIsCrowded() throws IOException {
    Map<String, Long> types =
        sources().stream()
            .filter(source -> !source.path().endsWith("package-info.java"))
            .collect(Collectors.groupingBy(Source::room, TreeMap::new, Collectors.counting()));
    assertThat(types.entrySet())
        .filteredOn(entry -> entry.getValue() > MAX_TYPES)
        .filteredOn(entry -> !CROWDED.contains(entry.getKey()))
        .isEmpty();
  }

  @Test
  void noLibraryLeavesItsRoom() throws IOException {
    List<String> leaks = new ArrayList<>();
    for (Source source : sources()) {
      for (String name : source.names()) {
        LIBRARIES.forEach(
            (library, rooms) -> {
              boolean isAllowed = rooms.stream().anyMatch(room -> isWithin(source.room(), room));
              if ((name + ".").startsWith(library + ".") && !isAllowed) {
                leaks.add(source.path() + " imports " + name);
              }
            });
      }
    }
    assertThat(leaks).isEmpty();
  }

  @Test
  void onlyTheCommandLinePrintsAndExits() throws IOException {
    assertThat(sources())
        .filteredOn(source -> !isWithin(source.room(), "cli"))
        .filteredOn(source -> PRINTING.matcher(source.code()).find())
        .isEmpty();
  }

  @Test
  void noSourceFileIsLong() throws IOException {
    assertThat(sources()).filteredOn(source -> source.lines() > MAX_LINES).isEmpty();
  }
}

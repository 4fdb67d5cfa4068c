package dev.espalier.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Links of the documents lead to files and headings that exist. */
class DocumentLinksTest {
  private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)");
  private static final Pattern HEADING = Pattern.compile("(?m)^#{1,6} (.+)$");

  static Stream<Document> documents() {
    return Stream.concat(
        Document.all().stream(),
        Stream.of(
            Document.of("CHANGELOG.md"),
            Document.of("benchmarks", "README.md"),
            Document.of("src", "examples", "b-lenet-mnist", "README.md")));
  }

  private static List<String> links(Document document) {
    return LINK.matcher(document.prose())
        .results()
        .map(match -> match.group(1))
        .filter(link -> !link.matches("https?://.*"))
        .toList();
  }

  @ParameterizedTest
  @MethodSource("documents")
  void linksResolve(Document document) {
    assertThat(links(document)).allSatisfy(link -> assertThat(target(document, link)).exists());
  }

  @ParameterizedTest
  @MethodSource("documents")
  void anchorsAreHeadings(Document document) {
    assertThat(links(document))
        .filteredOn(link -> link.contains("#"))
        .allSatisfy(
            link ->
                assertThat(anchors(new Document(target(document, link))))
                    .as(link)
                    .contains(link.substring(link.indexOf('#') + 1)));
  }

  @Test
  void readmeLeadsToEveryDocument() {
    assertThat(links(Document.of("README.md")).stream().map(link -> Path.of(path(link))))
        .containsAll(
            Document.all().stream()
                .map(Document::path)
                .filter(path -> path.startsWith("src"))
                .toList());
  }

  @Test
  void anchorsAreThoseOfGitHub() {
    assertThat(anchor("How a plan is *priced*: `--fps`, [etc.](x.md)"))
        .isEqualTo("how-a-plan-is-priced---fps-etc");
  }

  private static Path target(Document document, String link) {
    Path folder = document.path().toAbsolutePath().getParent();
    return path(link).isEmpty() ? document.path() : folder.resolve(path(link)).normalize();
  }

  private static String path(String link) {
    return link.replaceFirst("#.*", "");
  }

  private static Set<String> anchors(Document document) {
    Set<String> anchors = new HashSet<>();
    if (Files.isRegularFile(document.path())) {
      HEADING
          .matcher(document.prose())
          .results()
          .map((MatchResult match) -> anchor(match.group(1)))
          .forEach(anchors::add);
    }
    return anchors;
  }

  /** The anchor that GitHub gives a heading that occurs once. */
  private static String anchor(String heading) {
    return heading
        .replaceAll("\\[([^]]*)]\\([^)]*\\)", "$1")
        .toLowerCase(Locale.ROOT)
        .replaceAll("[^\\p{L}\\p{N}_ -]", "")
        .replace(' ', '-');
  }
}

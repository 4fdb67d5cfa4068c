package dev.espalier;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Enumeration;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * What a release holds: licences, the list of libraries, manual pages and the completion script.
 */
class ReleaseFilesIT {
  private static final Path JAR =
      Path.of(System.getProperty("espalier.jar", "target/espalier.jar"));
  private static final Path TARGET = JAR.toAbsolutePath().getParent();

  /** Major version of class files of Java 6, the first that a class archive takes. */
  private static final int JAVA_6 = 50;

  private static String sbom() throws IOException {
    try (JarFile jar = new JarFile(JAR.toFile());
        InputStream in = jar.getInputStream(jar.getEntry("META-INF/sbom/espalier.cdx.json"))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  /** Names of the libraries in the list of libraries, Espalier itself left out. */
  private static Set<String> libraries() throws IOException {
    return Pattern.compile("\"bom-ref\" : \"pkg:maven/[^/\"]+/([^@\"]+)@")
        .matcher(sbom())
        .results()
        .map(MatchResult::group)
        .map(found -> found.replaceAll(".*/([^@]+)@", "$1"))
        .filter(name -> !name.equals("espalier"))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Set<String> entries(String folder) throws IOException {
    try (JarFile jar = new JarFile(JAR.toFile())) {
      return jar.stream()
          .filter(entry -> !entry.isDirectory() && entry.getSize() > 0)
          .map(JarEntry::getName)
          .filter(name -> name.startsWith(folder))
          .map(name -> name.substring(folder.length()))
          .collect(Collectors.toCollection(TreeSet::new));
    }
  }

  /** A library that is added needs its licence text in src/main/licenses if its jar has none. */
  @Test
  void everyLibraryComesWithItsLicence() throws IOException {
    Set<String> licensed =
        entries("META-INF/licenses/").stream()
            .filter(name -> name.matches("(?i)[^/]+/(.*license.*|copying.*|about\\.html)"))
            .map(name -> name.substring(0, name.indexOf('/')))
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(licensed).isEqualTo(libraries());
  }

  @Test
  void listOfLibrariesNamesWhatTheJarHoldsAndIsReproducible() throws IOException {
    assertThat(libraries()).contains("jenetics", "picocli", "onnxruntime", "jheaps");
    assertThat(libraries()).doesNotContain("junit-jupiter", "assertj-core");
    assertThat(sbom()).doesNotContain("serialNumber").doesNotContain("\"timestamp\"");
    assertThat(sbom()).doesNotContain(System.getProperty("user.home"));
    assertThat(TARGET.resolve("espalier.cdx.json")).content().isEqualTo(sbom());
  }

  /** One older class file, and every class that needs it is read from the jar at each start. */
  @Test
  void everyClassCanBeArchived() throws IOException {
    try (JarFile jar = new JarFile(JAR.toFile())) {
      Enumeration<JarEntry> entries = jar.entries();
      for (JarEntry entry : Collections.list(entries)) {
        if (entry.getName().endsWith(".class")) {
          try (InputStream in = jar.getInputStream(entry)) {
            assertThat((int) in.readNBytes(8)[7])
                .as(entry.getName())
                .isGreaterThanOrEqualTo(JAVA_6);
          }
        }
      }
    }
  }

  @Test
  void manualHasAPageForEachCommand() throws IOException {
    Path folder = TARGET.resolve("share/man/man1");
    Set<String> pages;
    try (Stream<Path> files = Files.list(folder)) {
      pages = files.map(file -> file.getFileName().toString()).collect(Collectors.toSet());
    }
    assertThat(pages).contains("espalier.1", "espalier-plan.1", "espalier-run.1");
    for (String page : pages) {
      assertThat(folder.resolve(page))
          .content()
          .startsWith(".TH \"" + page.replace(".1", "").toUpperCase(Locale.ROOT));
    }
  }

  @Test
  void completionScriptLiesWhereShellsLookForIt() {
    assertThat(TARGET.resolve("share/bash-completion/completions/espalier"))
        .content()
        .contains("--bandwidth-mbps")
        .contains("complete -F _complete_espalier");
  }

  @Test
  void releaseArchiveIsMade() throws IOException {
    try (Stream<Path> files = Files.list(TARGET)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .anyMatch(name -> name.matches("espalier-.*\\.tar\\.gz"));
    }
  }
}

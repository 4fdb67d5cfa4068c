package dev.espalier;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** The libraries beside the runnable jar, which it loads when they are used. */
class LibrariesIT {
  private static final Path JAR =
      Path.of(System.getProperty("espalier.jar", "target/espalier.jar")).toAbsolutePath();

  /** Annotations alone, which nothing loads. */
  private static final String UNUSED = "jspecify";

  @Test
  void classPathOfTheJarNamesWhatLiesBesideIt() throws Exception {
    try (JarFile jar = new JarFile(JAR.toFile());
        Stream<Path> files = Files.list(JAR.resolveSibling("lib"))) {
      String named = jar.getManifest().getMainAttributes().getValue("Class-Path");
      List<String> present =
          files
              .map(file -> "lib/" + file.getFileName())
              .filter(name -> name.endsWith(".jar") && !name.contains(UNUSED))
              .toList();
      assertThat(present).containsExactlyInAnyOrder(named.split(" "));
    }
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void serviceStartsFromTheJarAndEndsOnRequest() throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-jar",
                JAR.toString(),
                "serve",
                "--listen",
                "127.0.0.1:0")
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    try (BufferedReader err = process.errorReader()) {
      assertThat(err.readLine()).startsWith("listening on http://127.0.0.1:");
      process.toHandle().destroy(); // Process.destroy would close what is read next
      assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
      assertThat(process.exitValue()).isZero();
      assertThat(err.lines()).isEmpty();
    } finally {
      process.destroyForcibly();
    }
  }
}

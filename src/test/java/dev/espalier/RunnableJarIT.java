package dev.espalier;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarFile;
import org.junit.jupiter.api.Test;

/** What only the runnable jar shows; runs once it is packaged, in {@code mvn verify}. */
class RunnableJarIT {
  private static final Path JAR =
      Path.of(System.getProperty("espalier.jar", "target/espalier.jar"));

  private static String entry(String name) throws IOException {
    try (JarFile jar = new JarFile(JAR.toFile())) {
      assertThat(jar.getEntry(name)).as(name).isNotNull();
      try (InputStream in = jar.getInputStream(jar.getEntry(name))) {
        return new String(in.readAllBytes(), StandardCharsets.UTF_8);
      }
    }
  }

  @Test
  void licenceAndNoticeComeWithTheJar() throws IOException {
    assertThat(entry("META-INF/LICENSE")).isEqualTo(Files.readString(Path.of("LICENSE")));
    String own = Files.readString(Path.of("NOTICE")).strip().lines().findFirst().orElseThrow();
    assertThat(entry("META-INF/NOTICE")).contains(own);
  }

  @Test
  void jarRunsByItself() throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-jar",
                JAR.toString(),
                "--version")
            .redirectErrorStream(true)
            .start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
    assertThat(out).matches("espalier \\d+\\.\\d+\\.\\d+\\S*\\R");
    assertThat(process.exitValue()).isZero();
  }
}

package dev.espalier;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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

  /** Runs a jar and returns its exit code and what it printed, in one text. */
  private static String run(Path jar, String... arguments) throws Exception {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-jar",
                jar.toString()));
    command.addAll(List.of(arguments));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
    return process.exitValue() + ": " + out;
  }

  @Test
  void jarRunsByItself() throws Exception {
    assertThat(run(JAR, "--version")).matches("0: espalier \\d+\\.\\d+\\.\\d+\\S*\\R");
  }

  /** Splits a network of 19 layers in two, and returns the manifest. */
  private static Path split(Path jar, Path model, Path folder) throws Exception {
    Path plan =
        Files.writeString(
            folder.resolve("plan.json"),
            "{ \"format\": \"espalier-plan/1\", \"slices\": [ { \"device\": \"a\", \"from\": 0,"
                + " \"to\": 9 }, { \"device\": \"b\", \"from\": 9, \"to\": 19 } ] }");
    String out = folder.resolve("slices").toString();
    assertThat(
            run(jar, "split", "--plan", plan.toString(), "--model", model.toString(), "--out", out))
        .startsWith("0: ");
    return Path.of(out, "manifest.json");
  }

  /** All but what runs ONNX files works without the folder lib. */
  @Test
  void missingRuntimeIsReported(@TempDir Path folder) throws Exception {
    Path alone = Files.copy(JAR, folder.resolve("espalier.jar"));
    Path model = folder.resolve("model.onnx");
    assertThat(run(alone, "export", "zoo:b-lenet", "--out", model.toString())).startsWith("0: ");
    assertThat(run(alone, "inspect", "--model", model.toString())).startsWith("0: ");
    String missing =
        "1: error: ONNX Runtime is missing, which runs ONNX files: expected"
            + " onnxruntime-VERSION.jar in the folder lib beside espalier.jar (in Maven:"
            + " com.microsoft.onnxruntime:onnxruntime)\n";
    assertThat(run(alone, "profile", "--model", model.toString()))
        .isEqualToNormalizingNewlines(missing);
    assertThat(run(alone, "reproduce", "pacheco2021", "--measured"))
        .isEqualToNormalizingNewlines(missing);
    Path manifest = split(alone, model, folder);
    assertThat(run(alone, "verify", "--manifest", manifest.toString(), "--model", model.toString()))
        .isEqualToNormalizingNewlines(missing);
    assertThat(run(JAR, "profile", "--model", model.toString(), "--runs", "1", "--warm-up", "0"))
        .startsWith("0: ");
  }

  /** The job for Spark is in the jar, Spark is not. */
  @Test
  void missingSparkIsReported(@TempDir Path folder) throws Exception {
    try (JarFile jar = new JarFile(JAR.toFile())) {
      assertThat(jar.stream().map(JarEntry::getName))
          .contains("dev/espalier/spark/BatchJob.class")
          .noneMatch(name -> name.matches("(scala|org/apache/(spark|hadoop))/.*"));
    }
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                JAR.toString(),
                "dev.espalier.spark.BatchJob",
                "--random",
                "1",
                "--vary",
                "bandwidth=1:2",
                "--model",
                "zoo:b-lenet",
                "--catalog",
                "zoo:na2023-six",
                "--out",
                folder.resolve("plans.jsonl").toString())
            .redirectErrorStream(true)
            .start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
    assertThat(process.exitValue() + ": " + out)
        .isEqualToNormalizingNewlines(
            "1: error: Apache Spark is missing, which runs this job: start it with spark-submit\n");
  }
}

package dev.espalier.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;

/**
 * A job that is submitted as users do.
 *
 * @param home of Spark
 * @param master where it runs
 * @param settings of Spark, beside those of all tests
 */
record SparkJob(SparkHome home, String master, Map<String, String> settings) {
  private static final long MINUTES = 5;

  /** What a job left behind. */
  record Ended(int code, String out, String err) {}

  /** A job in a process of its own. */
  static SparkJob local(SparkHome home) {
    return new SparkJob(home, "local[2]", Map.of());
  }

  /** Runs a class of espalier.jar. */
  Ended run(String main, Object... arguments) throws IOException, InterruptedException {
    return submit(List.of("--class", main, SparkHome.JAR.toString()), arguments);
  }

  /** Runs a class of these tests, in a jar of its own beside espalier.jar. */
  Ended runOwn(Class<?> main, Object... arguments) throws IOException, InterruptedException {
    Path jar = home.temporary().resolve(main.getSimpleName() + ".jar");
    try (OutputStream file = Files.newOutputStream(jar);
        JarOutputStream out = new JarOutputStream(file)) {
      String name = main.getName().replace('.', '/') + ".class";
      out.putNextEntry(new JarEntry(name));
      out.write(Files.readAllBytes(Path.of("target", "test-classes").resolve(name)));
    }
    return submit(
        List.of("--class", main.getName(), "--jars", SparkHome.JAR.toString(), jar.toString()),
        arguments);
  }

  private Ended submit(List<String> job, Object... arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(job);
    for (Object argument : arguments) {
      command.add(argument.toString());
    }
    Map<String, String> all = new LinkedHashMap<>();
    all.put("spark.ui.enabled", "false");
    all.put("spark.driver.memory", "512m");
    all.putAll(settings);
    Path out = Files.createTempFile(home.temporary(), "job", ".out");
    Path err = Files.createTempFile(home.temporary(), "job", ".err");
    Process process =
        home.submit(master, all, command)
            .redirectOutput(out.toFile())
            .redirectError(err.toFile())
            .start();
    try {
      assertThat(process.waitFor(MINUTES, TimeUnit.MINUTES)).as("ends in time").isTrue();
    } finally {
      process.destroyForcibly();
    }
    return new Ended(
        process.exitValue(),
        Files.readString(out),
        new String(Files.readAllBytes(err), StandardCharsets.UTF_8));
  }
}

package dev.espalier.spark;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A home of Apache Spark without its scripts: the jars alone, as the profile {@code spark} lays
 * them. Programs start as the script {@code spark-class} starts them, with the options that Spark's
 * launcher adds for the Java in use.
 *
 * @param root the folder with the folder {@code jars}
 * @param temporary an empty folder, in which all files of its programs lie
 */
record SparkHome(Path root, Path temporary) {
  static final Path JAR =
      Path.of(System.getProperty("espalier.jar", "target/espalier.jar")).toAbsolutePath();

  private static final String JAVA =
      Path.of(System.getProperty("java.home"), "bin", "java").toString();

  /** The home that the build has laid. */
  static SparkHome in(Path temporary) {
    Path root = Path.of(System.getProperty("spark.home", "target/spark")).toAbsolutePath();
    return new SparkHome(root, temporary);
  }

  /** The command that submits a job, whose settings and class are given, with espalier.jar. */
  ProcessBuilder submit(String master, Map<String, String> settings, List<String> job)
      throws IOException, InterruptedException {
    List<String> arguments = new ArrayList<>(List.of("--master", master));
    settings.forEach((name, value) -> arguments.addAll(List.of("--conf", name + "=" + value)));
    arguments.addAll(job);
    return program("org.apache.spark.deploy.SparkSubmit", arguments);
  }

  /** A program of Spark. */
  ProcessBuilder program(String main, List<String> arguments)
      throws IOException, InterruptedException {
    List<String> launcher =
        new ArrayList<>(List.of(JAVA, "-cp", jars(), "org.apache.spark.launcher.Main", main));
    launcher.addAll(arguments);
    Process process = process(launcher).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IOException("Spark's launcher failed with exit code " + process.exitValue());
    }
    // A line for the script, then each argument with a zero behind it.
    return process(Arrays.asList(printed.substring(printed.indexOf('\n') + 1).split("\0")));
  }

  private ProcessBuilder process(List<String> command) throws IOException {
    ProcessBuilder process = new ProcessBuilder(command);
    Map<String, String> environment = process.environment();
    environment.keySet().removeIf(name -> name.matches("(SPARK|HADOOP|YARN)_.*"));
    environment.put("SPARK_HOME", root.toString());
    environment.put("SPARK_CONF_DIR", Files.createDirectories(folder("conf")).toString());
    environment.put("SPARK_LOCAL_DIRS", Files.createDirectories(folder("local")).toString());
    environment.put("SPARK_LOCAL_IP", "127.0.0.1");
    environment.put("SPARK_SCALA_VERSION", "2.13");
    environment.put("JAVA_HOME", System.getProperty("java.home"));
    return process;
  }

  private Path folder(String name) {
    return temporary.resolve(name);
  }

  private String jars() throws IOException {
    Path folder = root.resolve("jars");
    try (Stream<Path> files = Files.list(folder)) {
      if (files.noneMatch(file -> file.toString().endsWith(".jar"))) {
        throw new IOException(folder + " holds no jar");
      }
    }
    return folder + File.separator + "*";
  }
}

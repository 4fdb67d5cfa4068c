package dev.espalier.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Batches on a real Spark give the bytes of the command {@code batch}. */
@DisabledOnOs(OS.WINDOWS)
class BatchJobIT {
  private static final String JOB = "dev.espalier.spark.BatchJob";
  private static final List<String> DEFAULTS =
      List.of("--model", "zoo:b-lenet", "--catalog", "zoo:na2023-six");
  private static final List<String> WITH_EXITS =
      List.of(
          "--model",
          "zoo:b-lenet",
          "--catalog",
          "zoo:na2023-six",
          "--exits",
          "src/examples/b-lenet-mnist/b-lenet-mnist.log.csv",
          "--condition",
          "clean",
          "--threshold",
          "0.9");
  private static final Pattern TASK =
      Pattern.compile("\"SparkListenerTaskEnd\".*?\"Executor ID\":\"(\\d+)\"");

  @TempDir private Path folder;

  /** Runs the command line and returns its exit code and what it prints, errors included. */
  private String batch(Object... arguments) throws Exception {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-jar",
                SparkHome.JAR.toString(),
                "batch"));
    Arrays.stream(arguments).map(Object::toString).forEach(command::add);
    Path printed = Files.createTempFile(folder, "batch", ".out");
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(printed.toFile())
            .start();
    assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
    return process.exitValue() + ": " + Files.readString(printed);
  }

  private static Object[] with(List<String> options, Object... others) {
    return Stream.concat(Arrays.stream(others), options.stream()).toArray();
  }

  /** Plans a file of scenarios both ways. */
  private void assertSameBytes(SparkJob job, Path scenarios, String out, List<String> options)
      throws Exception {
    Path expected = folder.resolve("expected-" + out);
    Path actual = folder.resolve("actual-" + out);
    String printed = batch(with(options, scenarios, "--out", expected, "--no-timing"));
    SparkJob.Ended ended =
        job.run(JOB, with(options, "--scenarios", scenarios, "--out", actual, "--no-timing"));
    assertThat(ended.code() + ": " + ended.out()).as(ended.err()).isEqualTo(printed);
    assertThat(Files.readAllBytes(actual)).isEqualTo(Files.readAllBytes(expected));
  }

  @Test
  void linesOfJsonInOneProcess() throws Exception {
    assertSameBytes(
        SparkJob.local(SparkHome.in(folder)), MixedScenarios.json(), "plans.csv", DEFAULTS);
    assertThat(folder.resolve("actual-plans.csv"))
        .content()
        .contains("planned", "infeasible", "longer than", "UTF-8", "no-such.json", "bandwith");
  }

  @Test
  void rowsWithExitDataInOneProcess() throws Exception {
    assertSameBytes(
        SparkJob.local(SparkHome.in(folder)), MixedScenarios.csv(), "plans.jsonl", WITH_EXITS);
  }

  /** As many clusters are set. */
  private SparkJob withKryo() {
    return new SparkJob(
        SparkHome.in(folder),
        "local[2]",
        Map.of("spark.serializer", "org.apache.spark.serializer.KryoSerializer"));
  }

  @Test
  void generatedScenariosInOneProcess() throws Exception {
    List<String> options =
        List.of(
            "--random",
            "500",
            "--vary",
            "bandwidth=0.1:100:log",
            "--vary",
            "probability:exit1=0:1",
            "--seed",
            "7",
            "--model",
            "zoo:b-lenet",
            "--catalog",
            "zoo:na2023-six");
    Path expected = folder.resolve("expected.csv");
    Path actual = folder.resolve("actual.csv");
    batch(with(options, "--out", expected));
    SparkJob.Ended ended =
        withKryo().run(JOB, with(options, "--out", actual.toUri(), "--no-timing"));
    assertThat(ended.code()).as(ended.err()).isZero();
    assertThat(Files.readAllBytes(actual)).isEqualTo(Files.readAllBytes(expected));
  }

  @Test
  void clusterOfTwoWorkers() throws Exception {
    SparkHome home = SparkHome.in(folder);
    Path events = Files.createDirectories(folder.resolve("events"));
    try (StandaloneCluster cluster = StandaloneCluster.start(home)) {
      SparkJob job =
          new SparkJob(
              home,
              cluster.master(),
              Map.of(
                  "spark.eventLog.enabled", "true",
                  "spark.eventLog.dir", events.toUri().toString(),
                  "spark.eventLog.rolling.enabled", "false",
                  "spark.eventLog.compress", "false",
                  "spark.executor.memory", "512m",
                  "spark.scheduler.minRegisteredResourcesRatio", "1"));
      assertSameBytes(job, MixedScenarios.json(), "plans.jsonl", DEFAULTS);
      for (int worker = 0; worker < StandaloneCluster.WORKERS; worker++) {
        assertThat(cluster.executors(worker)).as("worker %d", worker).hasSize(1);
      }
      assertThat(executorsWithTasks(events)).hasSize(StandaloneCluster.WORKERS);
      assertSameBytes(job, MixedScenarios.csv(), "plans.csv", WITH_EXITS);
    }
  }

  /** The ids of the executors that ran tasks; each worker has one of them. */
  private static Set<String> executorsWithTasks(Path events) throws IOException {
    try (Stream<Path> logs = Files.list(events)) {
      String log = Files.readString(logs.findFirst().orElseThrow());
      return TASK.matcher(log)
          .results()
          .map(found -> found.group(1))
          .collect(Collectors.toCollection(TreeSet::new));
    }
  }

  @Test
  void errorsAreThoseOfTheCommandLine() throws Exception {
    SparkJob job = SparkJob.local(SparkHome.in(folder));
    Path out = folder.resolve("plans.jsonl");
    SparkJob.Ended missing =
        job.run(JOB, with(DEFAULTS, "--scenarios", "none.jsonl", "--out", out));
    assertThat(missing.code()).isEqualTo(3);
    assertThat(missing.err().lines()).contains("error: none.jsonl: no such file");
    assertThat(out).doesNotExist();
    SparkJob.Ended wrong = job.run(JOB, "--scenarioz", "none.jsonl", "--out", out);
    assertThat(wrong.code()).isEqualTo(2);
    assertThat(wrong.err().lines()).contains("Try 'BatchJob --help'.");
  }
}

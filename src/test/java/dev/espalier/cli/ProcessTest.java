package dev.espalier.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.espalier.cli.console.ExitCodes;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What only a JVM of its own shows: exit codes, signals, closed pipes, full disks, locales. */
@DisabledOnOs(OS.WINDOWS)
class ProcessTest {
  private static final String CATALOG = "device-catalogs/na2023-six.catalog.json";
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  /** How long a search runs before it is stopped: it takes minutes to end by itself. */
  private static final Duration SEARCH_TIME = Duration.ofSeconds(2);

  @TempDir private Path directory;
  private final List<Process> started = new ArrayList<>();

  @AfterEach
  void endWhatIsLeft() {
    started.forEach(Process::destroyForcibly);
  }

  private ProcessBuilder espalier(List<String> javaOptions, Object... words) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx1g", "-cp", System.getProperty("java.class.path")));
    command.addAll(javaOptions);
    command.add(Main.class.getName());
    Arrays.stream(words).map(String::valueOf).forEach(command::add);
    return new ProcessBuilder(command).redirectError(err().toFile()).redirectOutput(out().toFile());
  }

  private Path out() {
    return directory.resolve("out.txt");
  }

  private Path err() {
    return directory.resolve("err.txt");
  }

  private Process start(ProcessBuilder builder) throws IOException {
    Process process = builder.start();
    started.add(process);
    return process;
  }

  private int exitCode(ProcessBuilder builder) throws Exception {
    return exitCode(start(builder));
  }

  private static int exitCode(Process process) throws InterruptedException {
    assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).as("ends in time").isTrue();
    return process.exitValue();
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource({
    "0, inspect --model zoo:b-lenet",
    "0, --version",
    "2, inspect",
    "2, nonsense",
    "3, inspect --model no-such-file.json",
    "3, inspect --model pom.xml",
    "4, plan --model zoo:b-lenet --catalog "
        + CATALOG
        + " --pin conv1=d1 --pin fc2=d1 --pin conv2=d2"
  })
  void exitCodeIsThatOfTheProcess(int code, String words) throws Exception {
    assertThat(exitCode(espalier(List.of(), (Object[]) words.split(" ")))).isEqualTo(code);
    assertThat(Files.readString(err())).doesNotContain("Exception", "\tat ");
    assertThat(Files.size(code == 0 ? err() : out())).isZero();
  }

  /**
   * Starts a search that would take minutes, and returns when it has read its last file.
   *
   * <p>The model is a named pipe: writing to it waits until somebody reads it.
   */
  private Process startLongSearch(String solver) throws Exception {
    Path model = directory.resolve("model.pipe");
    assertThat(new ProcessBuilder("mkfifo", model.toString()).start().waitFor()).isZero();
    Path catalog = directory.resolve("large.catalog.json");
    ValidFiles.write(catalog, largeCatalog(60));
    Process process =
        start(
            espalier(
                List.of(),
                "plan",
                "--model",
                model,
                "--catalog",
                catalog,
                "--solver",
                solver,
                "--partitions",
                20,
                "--format",
                "json"));
    ValidFiles.write(model, largeModel(1_500));
    assertThat(process.waitFor(SEARCH_TIME.toMillis(), TimeUnit.MILLISECONDS)).isFalse();
    return process;
  }

  private static Json largeModel(int layers) {
    SplittableRandom random = new SplittableRandom(1);
    List<Json> list =
        IntStream.range(0, layers)
            .mapToObj(
                i ->
                    Json.parse(
                        "{\"name\": \"l%d\", \"op\": \"Conv\", \"inputs\": [\"%s\"], \"flops\": %d, \"weightBytes\": %d, \"outputBytes\": %d}"
                            .formatted(
                                i,
                                i == 0 ? "image" : "l" + (i - 1),
                                random.nextInt(1_000_000, 90_000_000),
                                random.nextInt(1_000, 900_000),
                                random.nextInt(100, 60_000))))
            .toList();
    return ValidFiles.MODEL
        .with("/layers", new Json.Arr(list))
        .changing("/exits", exits -> exits.minus("0"))
        .with("/exits/0/layer", Json.quoted("l" + (layers - 1)))
        .with("/exits/0/probability", Json.raw("1"));
  }

  private static Json largeCatalog(int devices) {
    SplittableRandom random = new SplittableRandom(2);
    List<Json> list =
        IntStream.range(0, devices)
            .mapToObj(
                i ->
                    Json.parse(
                        "{\"name\": \"d%d\", \"gflops\": %s, \"ioMBps\": %s}"
                            .formatted(i, random.nextDouble(1, 5), random.nextDouble(200, 900))))
            .toList();
    List<Json> links =
        IntStream.range(0, devices * devices)
            .filter(i -> i / devices != i % devices)
            .mapToObj(
                i ->
                    Json.parse(
                        "{\"from\": \"d%d\", \"to\": \"d%d\", \"bandwidthMbps\": %s, \"latencyMs\": %s}"
                            .formatted(
                                i / devices,
                                i % devices,
                                random.nextDouble(20, 900),
                                random.nextDouble())))
            .toList();
    return ValidFiles.CATALOG
        .with("/devices", new Json.Arr(list))
        .with("/network/links", new Json.Arr(links));
  }

  private static boolean isInterruptIgnored() throws IOException {
    Path status = Path.of("/proc/self/status");
    if (!Files.exists(status)) {
      return false;
    }
    String mask =
        Files.readAllLines(status).stream()
            .filter(line -> line.startsWith("SigIgn:"))
            .map(line -> line.substring("SigIgn:".length()).strip())
            .findFirst()
            .orElse("0");
    long interrupt = 1L << 1; // signal 2
    return (Long.parseUnsignedLong(mask, 16) & interrupt) != 0;
  }

  @ParameterizedTest
  @ValueSource(strings = {"exact INT", "genetic INT", "genetic TERM", "exhaustive TERM"})
  void signalEndsTheSearchWithTheBestPlanSoFar(String solverAndSignal) throws Exception {
    String solver = solverAndSignal.split(" ")[0];
    String signal = solverAndSignal.split(" ")[1];
    // A shell starts its background jobs with SIGINT ignored, and what is started from them
    // inherits
    // that.
    assumeTrue(signal.equals("TERM") || !isInterruptIgnored(), "SIGINT reaches this process");
    Process process = startLongSearch(solver);
    assertThat(new ProcessBuilder("kill", "-" + signal, "" + process.pid()).start().waitFor())
        .isZero();
    assertThat(exitCode(process)).isZero();
    assertThat(Files.readString(err())).isEqualTo("interrupted: this is the best plan so far\n");
    Json plan = Json.parse(Files.readString(out()));
    assertThat(plan.at("/interrupted").flag()).isTrue();
    assertThat(plan.at("/optimal").flag()).isFalse();
    assertThat(plan.at("/slices").items()).hasSize(20);
    assertThat(plan.at("/lowerBoundMs").number()).isLessThan(plan.at("/latencyMs").number());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "compare --model zoo:b-alexnet --catalog " + CATALOG + " --runs 100000 --format json",
        "sweep --model zoo:b-alexnet --catalog "
            + CATALOG
            + " --partitions 6 --vary bandwidth=1:10000:1 --format json",
        "reproduce na2023 --runs 100000 --format json"
      })
  void signalEndsManyRunsWithWhatIsThereSoFar(String words) throws Exception {
    Process process = start(espalier(List.of(), (Object[]) words.split(" ")));
    assertThat(process.waitFor(2 * SEARCH_TIME.toMillis(), TimeUnit.MILLISECONDS)).isFalse();
    process.destroy(); // SIGTERM
    assertThat(exitCode(process)).isZero();
    assertThat(Files.readString(err()))
        .matches("interrupted: the (comparison is|sweep is|results are) partial\n");
    Json result = Json.parse(Files.readString(out()));
    assertThat(result.at("/complete").flag()).isFalse();
    assertThat(result.toString()).contains("genetic");
  }

  /** The named pipe is kept open and tells nothing more, so that reading it never ends. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "inspect --model PIPE",
        "plan --model zoo:b-lenet --catalog PIPE",
        "plan --model zoo:b-lenet --catalog " + CATALOG + " --pareto --exits PIPE",
        "calibrate --log PIPE"
      })
  void signalEndsACommandThatReadsItsInputAtOnce(String words) throws Exception {
    Path pipe = directory.resolve("endless.pipe");
    assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
    Process process =
        start(espalier(List.of(), (Object[]) words.replace("PIPE", pipe.toString()).split(" ")));
    try (OutputStream out = Files.newOutputStream(pipe)) { // waits until it is being read
      out.write("{\"format\"".getBytes(StandardCharsets.UTF_8));
      out.flush();
      process.destroy(); // SIGTERM
      assertThat(process.waitFor(5, TimeUnit.SECONDS)).as("ends at once").isTrue();
    }
    assertThat(process.exitValue()).isEqualTo(ExitCodes.FAILED);
    assertThat(Files.readString(err())).isEqualTo("error: interrupted before there was a result\n");
    assertThat(Files.size(out())).isZero();
  }

  @Test
  void timeLimitEndsTheSearchWithTheBestPlanSoFar() {
    Path model = directory.resolve("large.model.json");
    Path catalog = directory.resolve("large.catalog.json");
    ValidFiles.write(model, largeModel(1_500));
    ValidFiles.write(catalog, largeCatalog(60));
    for (String solver : List.of("exact", "genetic", "exhaustive")) {
      long before = System.nanoTime();
      CommandLineRunner.Outcome outcome =
          CommandLineRunner.run(
              "plan --model %s --catalog %s --partitions 20 --format json --time-limit 1s"
                  + " --solver "
                  + solver,
              model,
              catalog);
      assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(5));
      assertThat(outcome.err().strip())
          .isEqualTo("time limit reached: this is the best plan so far");
      assertThat(outcome.json().at("/interrupted").flag()).isTrue();
      assertThat(outcome.json().at("/slices").items()).hasSize(20);
    }
  }

  @Test
  void timeThatReadingTakesCountsAgainstTheLimit() throws Exception {
    Path model = directory.resolve("slow.pipe");
    assertThat(new ProcessBuilder("mkfifo", model.toString()).start().waitFor()).isZero();
    Path catalog = directory.resolve("large.catalog.json");
    ValidFiles.write(catalog, largeCatalog(60));
    CompletableFuture<CommandLineRunner.Outcome> outcome =
        CompletableFuture.supplyAsync(
            () ->
                CommandLineRunner.run(
                    "plan --model %s --catalog %s --partitions 20 --solver exhaustive --time-limit 1s",
                    model, catalog));
    try (OutputStream out = Files.newOutputStream(model)) {
      Thread.sleep(Duration.ofMillis(1500).toMillis());
      out.write(largeModel(1_500).text().getBytes(StandardCharsets.UTF_8));
    }
    assertThat(outcome.get(PATIENCE.toSeconds(), TimeUnit.SECONDS).failsWith(ExitCodes.FAILED))
        .isEqualTo("the search was stopped before it found a plan; give it more time");
  }

  @Test
  void closedPipeIsOneError() throws Exception {
    Process process =
        start(
            espalier(List.of(), "inspect", "--model", "zoo:b-resnet110", "--format", "json")
                .redirectOutput(ProcessBuilder.Redirect.PIPE));
    process.getInputStream().close();
    assertThat(exitCode(process)).isEqualTo(ExitCodes.FAILED);
    assertThat(Files.readString(err())).isEqualTo("error: cannot write to standard output\n");
  }

  @Test
  void fullDiskIsOneError() throws Exception {
    File full = new File("/dev/full");
    assumeTrue(full.exists(), "no device that is always full");
    for (String words : List.of("inspect --model zoo:b-lenet", "--help")) {
      ProcessBuilder builder =
          espalier(List.of(), (Object[]) words.split(" ")).redirectOutput(full);
      assertThat(exitCode(builder)).isEqualTo(ExitCodes.FAILED);
      assertThat(Files.readString(err())).isEqualTo("error: cannot write to standard output\n");
    }
  }

  @Test
  void outputIsTheSameInEveryLocale() throws Exception {
    Path model = directory.resolve("names.json");
    ValidFiles.write(model, ValidFiles.MODEL.with("/name", Json.quoted("naïve 网络")));
    String expected = CommandLineRunner.run("inspect --model %s", model).out();
    for (String language : List.of("ar", "tr")) {
      ProcessBuilder builder =
          espalier(
              List.of(
                  "-Duser.language=" + language, "-Duser.country=EG", "-Dfile.encoding=US-ASCII"),
              "inspect",
              "--model",
              model);
      builder.environment().put("LC_ALL", "C");
      assertThat(exitCode(builder)).isZero();
      assertThat(Files.readString(out(), StandardCharsets.UTF_8)).isEqualTo(expected);
    }
  }

  /** A Java without windows and fonts, such as many container images have. */
  @Test
  void chartsAreDrawnWithoutTheDesktop() throws Exception {
    Path drawing = directory.resolve("sweep.svg");
    ProcessBuilder builder =
        espalier(
            List.of("--limit-modules", "java.base,jdk.random"),
            "sweep",
            "--model",
            "zoo:b-lenet",
            "--catalog",
            CATALOG,
            "--vary",
            "bandwidth=1,10",
            "--svg",
            drawing);
    assertThat(exitCode(builder)).as(Files.readString(err())).isEqualTo(ExitCodes.DONE);
    assertThat(Files.readString(drawing)).startsWith("<svg");
  }

  @Test
  void inputThatTakesMoreMemoryThanThereIsIsNamed() throws Exception {
    Path model = directory.resolve("long.json");
    ValidFiles.write(model, largeModel(80_000));
    Path log = directory.resolve("long.csv");
    Files.writeString(log, "a.confidence,a.correct\n" + "0.123,1\n".repeat(2_000_000));
    for (String words :
        List.of(
            "inspect --model " + model,
            "plan --model zoo:b-lenet --catalog " + CATALOG + " --pareto --exits " + log)) {
      String file = words.substring(words.lastIndexOf(' ') + 1);
      ProcessBuilder builder = espalier(List.of("-Xmx16m"), (Object[]) words.split(" "));
      assertThat(exitCode(builder)).isEqualTo(ExitCodes.BAD_INPUT);
      assertThat(Files.readString(err()))
          .isEqualTo(
              "error: %s: its %d MiB take more memory to read than the 16 MiB that Java has; give it more with -Xmx, or a smaller file\n"
                  .formatted(file, Files.size(Path.of(file)) >> 20));
    }
  }
}

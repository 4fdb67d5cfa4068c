package dev.espalier.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.espalier.cli.CommandLineRunner.Outcome;
import dev.espalier.cli.console.ExitCodes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PlanCommandTest {
  private static final String SIX = "device-catalogs/na2023-six.catalog.json";
  private static final String ALEXNET = "plan --model zoo:b-alexnet --catalog " + SIX;

  @TempDir private Path directory;

  private static Json plan(String options) {
    return CommandLineRunner.run(ALEXNET + " --format json " + options).json();
  }

  /**
   * Exactly K slices on the first K of the six devices of Na et al. 2023, table 1, at 8 Mbps: the
   * worst-case figures are the optima of their table 8 within 0.45 %, the expected ones those of
   * the weighted objective.
   */
  @ParameterizedTest
  @CsvSource({
    "2, worst-case, 24.653",
    "3, worst-case, 25.218",
    "4, worst-case, 22.567",
    "5, worst-case, 23.945",
    "6, worst-case, 25.030",
    "2, expected, 11.322",
    "3, expected, 11.374",
    "4, expected, 9.931",
    "5, expected, 10.058",
    "6, expected, 10.158"
  })
  void publishedProblemsHaveTheirOptima(int slices, String objective, double latencyMs) {
    String devices =
        String.join(",", IntStream.rangeClosed(1, slices).mapToObj(i -> "d" + i).toList());
    String options =
        "--devices %s --partitions %d --objective %s --solver "
            .formatted(devices, slices, objective);
    for (String solver : List.of("exact", "genetic")) {
      Json plan = plan(options + solver);
      assertThat(plan.at("/latencyMs").number()).as(solver).isCloseTo(latencyMs, within(5e-4));
      assertThat(plan.at("/slices").items()).hasSize(slices);
      assertThat(plan.at("/optimal").flag()).as(solver).isTrue();
    }
  }

  @Test
  void notSplittingIsTheAnswerWhereItIsBest() {
    Json plan = plan("");
    assertThat(plan.at("/slices").items()).hasSize(1);
    assertThat(plan.at("/slices/0/device").string()).isEqualTo("d4");
    assertThat(plan.at("/latencyMs").number()).isCloseTo(9.780, within(5e-4));
  }

  @ParameterizedTest
  @ValueSource(strings = {"--solver exact", "--solver genetic --seed 7"})
  void planHasEveryFieldOfTheFormat(String options) {
    Json plan =
        plan("--partitions 3 --inferences 10 --energy-basis full --source d1 --sink d2 " + options);
    assertThat(plan.fieldNames())
        .containsExactly(
            "format",
            "espalier",
            "model",
            "catalog",
            "solver",
            "objective",
            "seed",
            "options",
            "slices",
            "partition",
            "value",
            "unit",
            "latencyMs",
            "expectedLatencyMs",
            "worstCaseLatencyMs",
            "energyJ",
            "periodMs",
            "exits",
            "devices",
            "transfers",
            "alternatives",
            "lowerBound",
            "lowerBoundMs",
            "gap",
            "optimal",
            "fitness",
            "interrupted",
            "statistics");
    assertThat(plan.at("/format").string()).isEqualTo("espalier-plan/1");
    assertThat(plan.at("/espalier").string()).isNotBlank();
    assertThat(plan.at("/model").string()).isEqualTo("b-alexnet");
    assertThat(plan.at("/catalog").string()).isEqualTo("na2023-six");
    assertThat(options).contains("--solver " + plan.at("/solver").string());
    assertThat(plan.at("/objective").string()).isEqualTo("expected");
    assertThat(plan.at("/seed").whole()).isEqualTo(options.contains("seed") ? 7 : 1);
    assertThat(plan.at("/options/inferences").whole()).isEqualTo(10);
    assertThat(plan.at("/options/source").string()).isEqualTo("d1");
    assertThat(plan.at("/options/sink").string()).isEqualTo("d2");
    assertThat(plan.at("/interrupted").flag()).isFalse();
    assertThat(plan.at("/statistics").fieldNames())
        .containsExactly("evaluations", "generations", "elapsedMs");
    assertThat(plan.at("/statistics/evaluations").whole()).isPositive();
    assertThat(plan.at("/statistics/generations").whole()).isNotNegative();
    assertThat(plan.at("/statistics/elapsedMs").number()).isPositive();
    checkSlices(plan);
    checkFigures(plan);
    checkDevices(plan);
    checkTimes(plan);
  }

  private static void checkSlices(Json plan) {
    int length = plan.at("/partition").items().size() + 1;
    int next = 0;
    int[] bits = new int[length - 1];
    for (Json slice : plan.at("/slices").items()) {
      assertThat(slice.fieldNames()).containsExactly("device", "from", "to", "layers");
      assertThat(slice.at("/from").whole()).isEqualTo(next);
      if (next > 0) {
        bits[next - 1] = 1;
      }
      next = slice.at("/to").whole();
      assertThat(slice.at("/layers").items()).hasSize(next - slice.at("/from").whole());
    }
    assertThat(next).isEqualTo(length);
    assertThat(plan.at("/partition").items().stream().mapToInt(Json::whole))
        .containsExactly(box(bits));
  }

  private static Integer[] box(int[] values) {
    return IntStream.of(values).boxed().toArray(Integer[]::new);
  }

  private static void checkFigures(Json plan) {
    double expected = 0;
    double last = 0;
    double shares = 0;
    for (Json exit : plan.at("/exits").items()) {
      assertThat(exit.fieldNames()).containsExactly("name", "probability", "latencyMs");
      assertThat(exit.at("/name").string()).isNotBlank();
      last = exit.at("/latencyMs").number();
      shares += exit.at("/probability").number();
      expected += exit.at("/probability").number() * last;
    }
    double latency = plan.at("/latencyMs").number();
    assertThat(shares).isCloseTo(1, within(1e-6));
    assertThat(plan.at("/expectedLatencyMs").number()).isCloseTo(expected, within(1e-9));
    assertThat(plan.at("/worstCaseLatencyMs").number()).isCloseTo(last, within(1e-9));
    assertThat(latency).isEqualTo(plan.at("/expectedLatencyMs").number());
    assertThat(plan.at("/fitness").number()).isCloseTo(1e5 / latency, within(1e-6));
    double bound = plan.at("/lowerBoundMs").number();
    assertThat(bound).isPositive().isLessThanOrEqualTo(latency);
    assertThat(plan.at("/gap").number()).isCloseTo((latency - bound) / bound, within(1e-12));
    if (plan.at("/optimal").flag()) {
      assertThat(plan.at("/gap").number()).isZero();
    }
  }

  /** What is computed and transferred on average is all of the expected latency. */
  private static void checkTimes(Json plan) {
    double sum = 0;
    for (Json device : plan.at("/devices").items()) {
      sum += device.at("/expectedComputeMs").number();
    }
    for (Json transfer : plan.at("/transfers").items()) {
      assertThat(transfer.at("/bytes").number()).isPositive();
      sum += transfer.at("/probability").number() * transfer.at("/ms").number();
    }
    assertThat(sum).isCloseTo(plan.at("/expectedLatencyMs").number(), within(1e-9));
  }

  private static void checkDevices(Json plan) {
    List<String> users =
        plan.at("/slices").items().stream().map(slice -> slice.at("/device").string()).toList();
    assertThat(plan.at("/devices").items().stream().map(device -> device.at("/name").string()))
        .containsExactlyElementsOf(users);
    for (Json device : plan.at("/devices").items()) {
      assertThat(device.fieldNames())
          .containsExactly(
              "name",
              "memoryMiB",
              "energyJ",
              "busyMs",
              "receiveMs",
              "computeMs",
              "sendMs",
              "expectedComputeMs",
              "limits");
      assertThat(device.at("/limits").fieldNames()).containsExactly("memoryMiB", "energyJ");
      assertThat(device.at("/memoryMiB").number()).isPositive();
      // Every device of the catalog draws 3.5 W while it is busy.
      assertThat(device.at("/energyJ").number())
          .isCloseTo(3.5e-3 * device.at("/busyMs").number(), within(1e-12));
    }
  }

  @Test
  void everySliceOfThePlanIsOnAnotherDevice() {
    List<Json> slices = plan("--partitions 6").at("/slices").items();
    assertThat(slices.stream().map(slice -> slice.at("/device").string()).distinct()).hasSize(6);
  }

  @Test
  void wishesAreKept() {
    Json plan =
        plan("--devices d2,d4,d6 --max-partitions 2 --pin conv1=d2 --pin fc3=d6 --solver exact");
    assertThat(plan.at("/slices").items()).hasSize(2);
    assertThat(plan.at("/slices/0/device").string()).isEqualTo("d2");
    assertThat(plan.at("/slices/1/device").string()).isEqualTo("d6");
    assertThat(plan.at("/options").text())
        .isEqualTo(
            Json.parse(
                    """
                    { "devices": ["d2", "d4", "d6"], "minPartitions": 1, "maxPartitions": 2,
                      "inferences": 1, "energyBasis": "full", "pins": { "conv1": "d2", "fc3": "d6" } }""")
                .text());
  }

  @Test
  void fasterNetworkIsUsed() {
    double slow = plan("--partitions 3").at("/latencyMs").number();
    Json fast = plan("--partitions 3 --bandwidth-mbps 1000");
    assertThat(fast.at("/latencyMs").number()).isLessThan(slow);
    assertThat(fast.at("/options/bandwidthMbps").number()).isEqualTo(1000);
  }

  @ParameterizedTest
  @ValueSource(strings = {"genetic", "exact"})
  void sameSeedGivesTheSameBytesOnAnyNumberOfThreads(String solver) {
    String command = ALEXNET + " --partitions 5 --no-timing --solver " + solver;
    for (int seed = 0; seed < 12; seed++) {
      for (String format : List.of("json", "text")) {
        String seeded = "%s --seed %d --format %s".formatted(command, seed, format);
        Outcome first = CommandLineRunner.run(seeded);
        assertThat(first.exitCode()).isZero();
        assertThat(first.out()).contains(String.valueOf(seed)).endsWith("\n").doesNotContain("\r");
        assertThat(CommandLineRunner.run(seeded)).isEqualTo(first);
        assertThat(CommandLineRunner.run(seeded + " --threads 1")).isEqualTo(first);
        assertThat(CommandLineRunner.run(seeded + " --threads 2")).isEqualTo(first);
        assertThat(CommandLineRunner.run(seeded + " --threads 5")).isEqualTo(first);
      }
    }
  }

  @Test
  void sameSeedGivesTheSameBytesWhereLimitsBind() {
    String command =
        "plan --model zoo:b-alexnet --catalog device-catalogs/surveillance.catalog.json"
            + " --no-timing --format json --seed ";
    for (int seed = 1; seed <= 12; seed++) {
      Outcome first = CommandLineRunner.run(command + seed);
      assertThat(first.exitCode()).isZero();
      assertThat(CommandLineRunner.run(command + seed + " --threads 2")).isEqualTo(first);
    }
  }

  @Test
  void timingIsTheOnlyDifferenceBetweenEqualRuns() {
    Json first = plan("--seed 3");
    Json second = plan("--seed 3");
    assertThat(second.changing("/statistics", all -> all.minus("elapsedMs")))
        .isEqualTo(first.changing("/statistics", all -> all.minus("elapsedMs")));
    assertThat(plan("--seed 3 --no-timing"))
        .isEqualTo(first.changing("/statistics", all -> all.minus("elapsedMs")));
  }

  @Test
  void resultGoesIntoTheFile() throws IOException {
    Path file = directory.resolve("my plan.json");
    String command = ALEXNET + " --no-timing --format json";
    Outcome outcome = CommandLineRunner.run(command + " --out %s", file);
    assertThat(outcome).isEqualTo(new Outcome(0, "", ""));
    assertThat(Files.readString(file)).isEqualTo(CommandLineRunner.run(command).out());
  }

  @Test
  void planOfATwoDeviceSolverSaysWhatTheSolverWasTold() throws IOException {
    Path file = directory.resolve("plan.json");
    String command =
        ALEXNET
            + " --solver neurosurgeon --local d1 --remote d2 --remote-load 3 --goal energy --format"
            + " json --out %s";
    assertThat(CommandLineRunner.run(command, file)).isEqualTo(new Outcome(0, "", ""));
    Json plan = Json.parse(Files.readString(file));
    assertThat(plan.at("/solverOptions/local").string()).isEqualTo("d1");
    assertThat(plan.at("/solverOptions/remote").string()).isEqualTo("d2");
    assertThat(plan.at("/solverOptions/remoteLoad").string()).isEqualTo("3.0");
    assertThat(plan.at("/solverOptions/goal").string()).isEqualTo("energy");
    Outcome evaluated =
        CommandLineRunner.run(
            "evaluate --plan %s --model zoo:b-alexnet --catalog %s --format json", file, SIX);
    assertThat(evaluated.json().at("/latencyMs").number())
        .isEqualTo(plan.at("/latencyMs").number());
  }

  @Test
  void bothOrdersOfTheFirstTwoDevicesAreReported() throws IOException {
    String command = ALEXNET + " --objective worst-case --solver first-fork";
    assertThat(CommandLineRunner.run(command).out())
        .contains("worst-case latency 206.342 ms")
        .endsWith("local d1, remote d2: 206.342 ms\nlocal d2, remote d1: 314.297 ms\n");
    Path file = directory.resolve("plan.json");
    assertThat(CommandLineRunner.run(command + " --format json --out %s", file).exitCode())
        .isZero();
    Json plan = Json.parse(Files.readString(file));
    assertThat(plan.at("/orders/0/value").number()).isEqualTo(plan.at("/latencyMs").number());
    assertThat(plan.at("/orders/1/local").string()).isEqualTo("d2");
    assertThat(plan.at("/orders/1/value").number()).isCloseTo(314.297, within(5e-4));
    assertThat(
            CommandLineRunner.run(
                    "evaluate --plan %s --model zoo:b-alexnet --catalog %s", file, SIX)
                .exitCode())
        .isZero();
    assertThat(CommandLineRunner.run(command + " --local d1 --remote d2").out())
        .doesNotContain("local d2");
  }

  @Test
  void inputFileIsNeverOverwritten() throws IOException {
    Path catalog = directory.resolve("catalog.json");
    Files.copy(Path.of(SIX), catalog);
    String before = Files.readString(catalog);
    Outcome outcome =
        CommandLineRunner.run(
            "plan --model zoo:b-lenet --catalog %s --out %s",
            catalog, directory.resolve(".").resolve("catalog.json"));
    assertThat(outcome.failsWith(ExitCodes.WRONG_USAGE)).contains("would overwrite the input file");
    assertThat(Files.readString(catalog)).isEqualTo(before);
  }

  @Test
  void exactSearchOfAlmostNoTimeStillGivesAPlan() {
    Outcome outcome =
        CommandLineRunner.run(
            "plan --model zoo:b-resnet110 --catalog device-catalogs/lab-bench.catalog.json --solver"
                + " exact --partitions 6 --time-limit 0.001ms --format json");
    assertThat(outcome.json().at("/interrupted").flag()).isTrue();
    assertThat(outcome.err()).contains("time limit reached: this is the best plan so far");
  }

  @Test
  void reasonWhyThereIsNoPlanIsJsonToo() {
    Outcome outcome =
        CommandLineRunner.run(
            "plan --model zoo:b-alexnet --catalog device-catalogs/surveillance.catalog.json"
                + " --inferences 100000 --energy-basis full --format json");
    assertThat(outcome.exitCode()).isEqualTo(ExitCodes.NO_FEASIBLE_PLAN);
    Json reason = Json.parse(outcome.out());
    assertThat(reason.at("/proven").flag()).isTrue();
    assertThat(reason.at("/eachIsEnough").flag()).isTrue();
    assertThat(reason.at("/violations/0/limit").string()).isEqualTo("memoryMiB");
    assertThat(reason.at("/violations/0/shortBy").number()).isPositive();
  }

  @Test
  void resultThatCannotBeWrittenIsPrinted() {
    String command = ALEXNET + " --no-timing --format json";
    String printed = CommandLineRunner.run(command).out();
    Path file = Path.of("/proc/plan.json"); // a folder that exists and takes no files
    Assumptions.assumeTrue(Files.isDirectory(file.getParent()));
    Outcome outcome = CommandLineRunner.run(command + " --out %s", file);
    assertThat(outcome.exitCode()).isEqualTo(ExitCodes.FAILED);
    assertThat(outcome.out()).isEqualTo(printed);
    assertThat(outcome.error())
        .startsWith("cannot write %s: ".formatted(file))
        .endsWith("; the result went to standard output");
  }

  @ParameterizedTest
  @ValueSource(strings = {"exact", "genetic"})
  void impossibleMemoryNamesLimitDeviceAndShortfall(String solver) {
    Path catalog = directory.resolve("small.json");
    ValidFiles.write(
        catalog,
        ValidFiles.CATALOG
            .with("/devices/0/memoryMiB", Json.raw("0.001"))
            .with("/devices/1/memoryMiB", Json.raw("0.002")));
    Outcome outcome = infeasible(solver, catalog, "");
    // All on hub: 15300 B weights + at most 4200 B live = 0.0186 MiB; it has 0.002 MiB.
    assertThat(outcome.err())
        .contains("memory of device \"hub\"", "need", "it has 0.00200000 MiB", "short by");
  }

  @ParameterizedTest
  @ValueSource(strings = {"exact", "genetic"})
  void impossibleEnergyNamesLimitDeviceAndShortfall(String solver) {
    Path catalog = directory.resolve("pair.json");
    ValidFiles.write(catalog, ValidFiles.CATALOG);
    Outcome outcome = infeasible(solver, catalog, " --inferences 10000000");
    assertThat(outcome.err())
        .contains("energy of device \"cam\"", "J an inference, it may spend", "short by");
  }

  private Outcome infeasible(String solver, Path catalog, String options) {
    Path model = directory.resolve("tiny.json");
    ValidFiles.write(model, ValidFiles.MODEL);
    Outcome outcome =
        CommandLineRunner.run(
            "plan --model %s --catalog %s --solver " + solver + options, model, catalog);
    assertThat(outcome.failsWith(ExitCodes.NO_FEASIBLE_PLAN)).startsWith("no feasible plan");
    return outcome;
  }

  @Test
  void contradictingPinsAreInfeasible() {
    Outcome outcome =
        CommandLineRunner.run(ALEXNET + " --pin conv1=d1 --pin relu1=d2 --pin pool1=d1");
    outcome.failsWith(ExitCodes.NO_FEASIBLE_PLAN);
    assertThat(outcome.err()).contains("pin: layer \"pool1\" must run on \"d1\"");
  }

  @Test
  void energyWithoutPowerIsWarnedOf() {
    Path catalog = directory.resolve("no-power.json");
    ValidFiles.write(
        catalog,
        ValidFiles.CATALOG.changing(
            "/devices/0", device -> device.minus("powerW").minus("idlePowerW")));
    Outcome outcome = CommandLineRunner.run("plan --model zoo:b-lenet --catalog %s", catalog);
    assertThat(outcome.exitCode()).isZero();
    assertThat(outcome.err())
        .isEqualTo(
            "warning: %s: device \"cam\" has energyJ but no powerW: its energy is not limited%n"
                .formatted(catalog));
  }

  @Test
  void networkThatCostsNothingIsPlanned() {
    Json free = ValidFiles.MODEL.with("/input/bytes", Json.raw("0"));
    for (int i = 0; i < 5; i++) {
      for (String cost : List.of("flops", "weightBytes", "outputBytes")) {
        free = free.with("/layers/" + i + "/" + cost, Json.raw("0"));
      }
    }
    Path model = directory.resolve("free.json");
    ValidFiles.write(model, free);
    for (String solver : List.of("exact", "genetic")) {
      Json plan =
          CommandLineRunner.run(
                  "plan --model %s --catalog %s --format json --solver " + solver, model, SIX)
              .json();
      assertThat(plan.at("/latencyMs").number()).isZero();
      assertThat(plan.at("/gap").number()).isZero();
      assertThat(plan.at("/fitness").isNull()).isTrue();
    }
  }

  @Test
  void deviceThatWouldTakeForeverIsNamed() {
    Path file = directory.resolve("slow.json");
    ValidFiles.write(file, ValidFiles.CATALOG.with("/devices/0/gflops", Json.raw("1e-30")));
    Path model = directory.resolve("tiny.json");
    ValidFiles.write(model, ValidFiles.MODEL);
    Outcome outcome = CommandLineRunner.run("plan --model %s --catalog %s", model, file);
    assertThat(outcome.failsWith(ExitCodes.WRONG_USAGE))
        .startsWith("device \"")
        .contains("it would run model \"tiny\" for", "below 1e18 ms");
  }

  @ParameterizedTest
  @ValueSource(strings = {"1e-5", "1e30"})
  void extremeFiguresGiveFiniteOnes(String extreme) {
    Path model = directory.resolve("tiny.json");
    ValidFiles.write(model, ValidFiles.MODEL);
    Json catalog =
        ValidFiles.CATALOG.changing(
            "/devices/0", device -> device.minus("memoryMiB").minus("energyJ").minus("idlePowerW"));
    for (String field : List.of("gflops", "ioMBps", "powerW")) {
      catalog = catalog.with("/devices/0/" + field, Json.raw(extreme));
    }
    catalog = catalog.with("/network/links/0/bandwidthMbps", Json.raw(extreme));
    Path file = directory.resolve("extreme.json");
    ValidFiles.write(file, catalog);
    for (String solver : List.of("exact", "genetic")) {
      Outcome outcome =
          CommandLineRunner.run(
              "plan --model %s --catalog %s --format json --partitions 2 --solver " + solver,
              model,
              file);
      assertThat(outcome.json().at("/latencyMs").number()).isFinite();
      assertThat(outcome.out()).doesNotContain("NaN", "Infinity");
    }
  }

  @Test
  void namesOfAnyLanguageSurvive() {
    Path model = directory.resolve("names.json");
    ValidFiles.write(model, ValidFiles.MODEL.with("/name", Json.quoted("réseau 网络 🌳 \"x\"")));
    Json plan =
        CommandLineRunner.run("plan --model %s --catalog %s --format json", model, SIX).json();
    assertThat(plan.at("/model").string()).isEqualTo("réseau 网络 🌳 \"x\"");
  }

  @Test
  void textShowsWhatTheJsonSays() {
    String text = CommandLineRunner.run(ALEXNET + " --partitions 4 --no-timing").out();
    Json plan = plan("--partitions 4");
    assertThat(text)
        .contains(
            "b-alexnet on na2023-six: 4 slices", "9.930 ms", "proven optimal", "exit1", "final")
        .doesNotContain("\u001b");
    plan.at("/slices")
        .items()
        .forEach(slice -> assertThat(text).contains(slice.at("/device").string()));
    assertThat(text.lines()).allMatch(line -> line.length() <= 80, "fits 80 columns");
  }
}

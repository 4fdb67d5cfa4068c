package dev.espalier.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espalier.cli.CommandLineRunner.Outcome;
import dev.espalier.cli.console.ExitCodes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FleetCommandTest {
  private static final String FILE = "src/examples/fleet/cameras.fleet.json";
  private static final String CAMERAS =
      "study fleet --model zoo:b-alexnet --source camera --samples 120 --catalog " + FILE;
  private static final String SIX =
      "study fleet --model zoo:b-lenet --samples 60 --percentile 80 --catalog zoo:na2023-six";

  @TempDir private Path folder;

  @Test
  void theCheapestGroupIsReported() {
    Outcome outcome = CommandLineRunner.run(CAMERAS + " --latency 60ms --percentile 90");

    assertThat(outcome.exitCode()).isZero();
    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.out())
        .startsWith("b-alexnet on cameras: expected latency within 60.0 ms at 90 %\ncheapest group")
        .contains("fresh samples: ", "Cheapest group for each number of devices", "Price against")
        .contains("95 % confidence, at all 2 looks of the sampling together");
  }

  @Test
  void jsonAndCsvHaveAllGroupsAndAgree() {
    Json json = CommandLineRunner.run(CAMERAS + " --latency 60 --format json").json();
    List<String> csv =
        CommandLineRunner.run(CAMERAS + " --latency 60 --format csv").out().lines().toList();

    assertThat(json.at("/format").string()).isEqualTo("espalier-fleet-study/1");
    assertThat(json.at("/complete").flag()).isTrue();
    assertThat(json.at("/groups").items()).hasSize(30);
    assertThat(csv).hasSize(31);
    assertThat(csv.get(0))
        .isEqualTo("devices,group,price,valueMs,fromMs,toMs,kept,keptFrom,keptTo,samples,meets");
    assertThat(csv.get(1)).startsWith("0,none,0.0,84.28");
    assertThat(json.at("/groups/0/estimate/valueMs").number()).isEqualTo(84.28041066666667);
    assertThat(json.at("/answer/confirmation/samples").number()).isEqualTo(120);
  }

  @Test
  void eachDeviceOfACatalogIsAKind() {
    Json json =
        CommandLineRunner.run(SIX + " --latency 5 --vary bandwidth=1:50:log --format json").json();

    assertThat(json.at("/groups").items()).hasSize(63);
    assertThat(json.at("/fleet/kinds/0/cost").number()).isEqualTo(1);
    assertThat(json.at("/varied/bandwidth/logUniform/to").number()).isEqualTo(50);
    Json two = CommandLineRunner.run(SIX + " --latency 5 --max-devices 2 --format json").json();
    // Six kinds, one or two devices: 6 + 6 + 15.
    assertThat(two.at("/groups").items()).hasSize(27);
  }

  @Test
  void theSourceDeviceOfACatalogIsInEveryGroup() {
    Json json = CommandLineRunner.run(SIX + " --latency 500 --source d1 --format json").json();

    assertThat(json.at("/groups").items()).hasSize(32);
    assertThat(json.at("/fleet/devices/0").string()).isEqualTo("d1");
    assertThat(json.at("/answer/price").number()).isZero();
  }

  @Test
  void devicesOfACatalogHaveACostOrNoneHas() throws IOException {
    String text = Files.readString(Path.of("device-catalogs/na2023-four.catalog.json"));
    Path file = folder.resolve("priced.json");
    Files.writeString(file, text.replaceFirst("\"gflops\"", "\"cost\": 5, \"gflops\""));
    Outcome outcome =
        CommandLineRunner.run("study fleet --model zoo:b-lenet --latency 9 --catalog %s", file);
    assertThat(outcome.exitCode()).isEqualTo(ExitCodes.BAD_INPUT);
    assertThat(outcome.err())
        .contains("device \"d2\" has no cost, but others have; expected one for each or for none");
  }

  @Test
  void sameSeedSameBytes() {
    String command = CAMERAS + " --latency 60 --format json --seed 9 --threads ";
    assertThat(CommandLineRunner.run(command + "1").out())
        .isEqualTo(CommandLineRunner.run(command + "2").out());
  }

  @Test
  void noGroupThatKeepsTheTargetIsExitCode4() {
    Outcome outcome = CommandLineRunner.run(CAMERAS + " --latency 5");
    assertThat(outcome.exitCode()).isEqualTo(ExitCodes.NO_FEASIBLE_PLAN);
    assertThat(outcome.err()).isEqualTo("error: no group keeps the target\n");
    assertThat(outcome.out()).contains("no group keeps 5.00 ms in 95 % of the samples");
  }

  @Test
  void groupsAreDrawn() throws IOException {
    Path svg = folder.resolve("fleet.svg");
    Path html = folder.resolve("fleet.html");
    Outcome outcome =
        CommandLineRunner.run(CAMERAS + " --latency 60 --svg %s --html %s", svg, html);
    assertThat(outcome.exitCode()).isZero();
    assertThat(Files.readString(svg)).contains("price of the devices", "target", "2 board");
    assertThat(Files.readString(html)).contains("<svg", "price of the devices");
  }

  @Test
  void periodsNeedTheThroughputObjective() {
    Outcome outcome = CommandLineRunner.run(CAMERAS + " --period 60");
    assertThat(outcome.exitCode()).isZero();
    assertThat(outcome.out()).startsWith("b-alexnet on cameras: period within 60.0 ms at 95 %");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "|study fleet needs --latency T or --period T but found neither",
        "--latency 5 --period 6|study fleet needs --latency T or --period T but found both",
        "--latency 5 --objective throughput|--latency needs --objective expected or worst-case but found throughput",
        "--period 5 --objective expected|--period needs --objective throughput but found expected",
        "--latency 5 --percentile 100|fleet study: percentile must be above 0 and below 100 but is 100.0",
        "--latency 5 --confidence 0|fleet study: confidence must be above 0 and below 100 but is 0.0",
        "--latency 5 --budget -1|fleet study: budget must be >= 0 but is -1.0",
        "--latency 5 --max-devices 0|fleet study: max-devices must be >= 1 but is 0",
        "--latency 5 --threads 0|--threads must be from 1 to 1024 but is 0",
        "--latency 5 --devices camera|--devices does not apply to a fleet: groups say which devices may run",
        "--latency 5 --sink box-1|--sink: device \"box-1\" may be missing in a group; expected one that is always there: camera",
        "--latency 5 --solver two-layer|study fleet needs a solver that proves its plans, but two-layer does not",
        "--latency 5 --vary bandwith=1:2|--vary bandwith=1:2: parameter must be bandwidth",
        "--latency 5 --vary probability:exit1=0:2|--vary probability:exit1=0:2: exit \"exit1\": probability must be a number from 0 to 1",
        "--latency 5 --vary bandwidth=0|--vary bandwidth=0: network: bandwidthMbps must be > 0 but is 0.0, a value that may be drawn",
        "--latency 5 --vary bandwidth=1:2 --bandwidth-mbps 5|--bandwidth-mbps and --vary bandwidth exclude each other"
      })
  void wrongOptionsAreNamed(String options, String message) {
    Outcome outcome =
        CommandLineRunner.run((CAMERAS + " " + (options == null ? "" : options)).strip());
    assertThat(outcome.exitCode()).isEqualTo(ExitCodes.WRONG_USAGE);
    assertThat(outcome.err()).startsWith("error: " + message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"cost\": 60|\"price\": 60|/kinds/0/price|unknown field \"price\"",
        "\"max\": 4|\"max\": 0|/kinds/0/max|kind \"board\": max must be from 1 to 1000 but is 0",
        "\"cost\": 60,||/kinds/0|field \"cost\" is missing",
        "\"availability\": 0.98|\"availability\": 1.5|/kinds/0/availability|device \"board\": availability must be a number from 0 to 1 but is 1.5",
        "\"sigma\": 0.25|\"sigma\": -1|/kinds/0/gflops/lognormal/sigma|lognormal distribution: sigma must be a number from 0 to 10 but is -1.0",
        "lognormal|lognormall|/kinds/0/gflops/lognormall|unknown field \"lognormall\"; expected one of uniform, logUniform, normal, lognormal, choice, samples; did you mean \"lognormal\"?",
        "\"from\": 4|\"from\": 99|/devices/0/uplinkMbps/logUniform/to|log-uniform distribution: to must be at least from, 99.0, but is 60.0",
        "\"name\": \"box\"|\"name\": \"board\"|/kinds/1/name|fleet: name \"board\" is listed twice; names must be unique",
        "\"name\": \"box\"|\"name\": \"camera\"|/kinds/1/name|fleet: name \"camera\" is listed twice; names must be unique",
        "\"gflops\": 0.3|\"gflops\": \"x\"|/devices/0/gflops|expected a number but found \"x\"",
        "espalier-fleet/1|espalier-model/1|/format|expected \"espalier-fleet/1\" or \"espalier-catalog/1\" but found \"espalier-model/1\""
      })
  void wrongFilesAreNamedWithThePlace(
      String found, String replacement, String place, String message) throws IOException {
    Path file = folder.resolve("fleet.json");
    String text = Files.readString(Path.of(FILE));
    assertThat(text).contains(found);
    Files.writeString(
        file, text.replaceFirst(Pattern.quote(found), replacement == null ? "" : replacement));
    Outcome outcome =
        CommandLineRunner.run("study fleet --model zoo:b-alexnet --latency 9 --catalog %s", file);
    assertThat(outcome.exitCode()).isEqualTo(ExitCodes.BAD_INPUT);
    assertThat(outcome.err())
        .startsWith("error: " + file + ": " + place + " at line ")
        .contains(": " + message);
  }

  @ParameterizedTest
  @ValueSource(strings = {"study", "study fleat"})
  void aStudyMustBeNamed(String command) {
    Outcome outcome = CommandLineRunner.run(command);
    assertThat(outcome.exitCode()).isEqualTo(ExitCodes.WRONG_USAGE);
    assertThat(outcome.out()).isEmpty();
  }
}

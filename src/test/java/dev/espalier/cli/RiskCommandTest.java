package dev.espalier.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.espalier.cli.CommandLineRunner.Outcome;
import dev.espalier.cli.console.ExitCodes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Planning on samples of bandwidths on the command line. */
class RiskCommandTest {
  private static final String PROBLEM =
      " --model zoo:b-alexnet --catalog device-catalogs/na2023-six.catalog.json ";
  private static final String PLAN = "plan" + PROBLEM + "--source d1 ";

  @TempDir private Path folder;

  private Path samples(String text) throws IOException {
    return Files.writeString(folder.resolve("samples.csv"), text);
  }

  private Json plan(String options) {
    return CommandLineRunner.run(PLAN + "--format json --solver exact " + options).json();
  }

  @Test
  void constantBandwidthIsThatBandwidth() throws IOException {
    Path constant = samples("network\n3\n3\n");
    Json fixed = plan("--bandwidth-mbps 3");
    for (String risk : new String[] {"mean", "p50", "cvar95"}) {
      Json plan = plan("--bandwidth-samples " + constant + " --risk " + risk);
      assertThat(plan.at("/slices").text()).isEqualTo(fixed.at("/slices").text());
      assertThat(plan.at("/value").number()).isEqualTo(fixed.at("/value").number(), within(1e-9));
      assertThat(plan.at("/risk/max").number()).isEqualTo(plan.at("/value").number(), within(1e-9));
      assertThat(plan.at("/risk/samples").number()).isEqualTo(2);
      assertThat(plan.at("/risk/distinctSamples").number()).isEqualTo(1);
    }
  }

  /** A trace weighs rates by their time; the quantile is that of a plan at the rate's quantile. */
  @Test
  void traceIsTheNetworksBandwidth() throws IOException {
    Path trace = samples("seconds,Mbps\n0,8\n90,2\n100,1\n101,1\n");
    Json fast = plan("--bandwidth-samples " + trace + " --risk p85");
    Json slow = plan("--bandwidth-samples " + trace + " --risk p95");
    assertThat(fast.at("/options/bandwidthMbps").number()).isEqualTo(8);
    assertThat(slow.at("/options/bandwidthMbps").number()).isEqualTo(2);
    assertThat(slow.at("/value").number())
        .isEqualTo(plan("--bandwidth-mbps 2").at("/value").number(), within(1e-9));
    assertThat(slow.at("/optimal").flag()).isTrue();
  }

  @Test
  void meanIsTheDefault() throws IOException {
    Path file = samples("weight,network\n1,8\n3,2\n");
    assertThat(plan("--bandwidth-samples " + file).at("/risk/measure").string()).isEqualTo("mean");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "network\n8\n2\n1\n",
        "d1:d4,d1:d2\n8,1\n2,20\n1,3\n",
        "network,d1:d4\n8,9\n1,2\n"
      })
  void planFilesAreRead(String text) throws IOException {
    Path file = folder.resolve("plan.json");
    ValidFiles.write(file, plan("--bandwidth-samples " + samples(text) + " --risk p50"));
    Outcome outcome = CommandLineRunner.run("evaluate" + PROBLEM + "--plan %s", file);
    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.exitCode()).isEqualTo(ExitCodes.DONE);
  }

  @Test
  void planFilesAreChecked() throws IOException {
    Json plan = plan("--bandwidth-samples " + samples("network\n8\n"));
    Path file =
        Files.writeString(folder.resolve("plan.json"), plan.text().replace("\"p95\"", "\"p94\""));
    assertThat(
            CommandLineRunner.run("evaluate" + PROBLEM + "--plan %s", file)
                .failsWith(ExitCodes.BAD_INPUT))
        .contains("/risk/p94");
  }

  @Test
  void valuesOverTheSamplesAreShown() throws IOException {
    Path file = samples("network\n8\n2\n1\n");
    String text = CommandLineRunner.run(PLAN + "--risk p90 --bandwidth-samples %s", file).out();
    assertThat(text)
        .contains("that is its p90 over 3 samples of bandwidth (3 distinct)")
        .contains("times are those of links at 1.000 Mbps")
        .contains("measure  expected latency ms\n")
        .contains("\np90 ");
  }

  /** Whether a plan on one device is as good depends on where others would be slow. */
  @Test
  void otherPlansAreComparedOnlyWhereTheyHaveTheSameRisk() throws IOException {
    Path links = samples("d1:d4,d1:d2\n8,1\n2,20\n1,3\n");
    assertThat(plan("--bandwidth-samples " + links + " --risk p50").text())
        .doesNotContain("alternatives");
    assertThat(plan("--bandwidth-samples " + links).text()).contains("alternatives");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "--risk p95 | --risk needs --bandwidth-samples FILE",
        "--bandwidth-samples F --risk p100 | --risk must be mean, pNN or cvarNN with NN from 1 to 99,"
            + " such as p95, but is \"p100\"",
        "--bandwidth-samples F --risk cvra95 | --risk must be mean, pNN or cvarNN with NN from 1 to"
            + " 99, such as p95, but is \"cvra95\"; did you mean \"cvar95\"?",
        "--bandwidth-samples F --explain | --bandwidth-samples makes one plan and excludes --exits,"
            + " --pareto, --explain, --simplify and --keep",
        "--bandwidth-samples F --bandwidth-mbps 3 | --bandwidth-mbps and --bandwidth-samples exclude"
            + " each other",
        "--bandwidth-samples F --solver two-layer | --bandwidth-samples needs a solver that proves its"
            + " plans, but two-layer does not",
        "--bandwidth-samples F --objective throughput | --bandwidth-samples: samples of bandwidth need"
            + " an objective whose costs add up, but the objective is throughput",
      })
  void wrongOptionsAreNamed(String options, String message) throws IOException {
    String words = options.replace(" F", " " + samples("network\n8\n"));
    assertThat(CommandLineRunner.run(PLAN + words).failsWith(ExitCodes.WRONG_USAGE))
        .contains(message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "network;x | : at line 2: column \"network\": expected a number but found \"x\"",
        "network;-1 | : at line 2: column \"network\": value must be >= 0 but is -1.0",
        "network;1,2 | : at line 2: expected 1 fields but found 2",
        "network | : expected at least one sample but found only the header",
        "network,net;1,2 | `: at line 1: expected columns of bandwidths: network, or DEVICE:DEVICE,"
            + " and optionally weight, each once, but found network,net`",
        "network,network;1,2 | `: at line 1: expected columns of bandwidths: network, or DEVICE:DEVICE,"
            + " and optionally weight, each once, but found network,network`",
        "d1:d9;1 | `: column \"d1:d9\": expected network or DEVICE:DEVICE of the catalog, whose devices"
            + " are d1, d2, d3, d4, d5, d6`",
        "d1:d2,d2:d1;1,2 | `: column \"d2:d1\": the links between these devices are those of another"
            + " column, too`",
      })
  void wrongFilesAreNamed(String text, String message) throws IOException {
    Path file = samples(text.replace(';', '\n'));
    assertThat(
            CommandLineRunner.run(PLAN + "--bandwidth-samples %s", file)
                .failsWith(ExitCodes.BAD_INPUT))
        .contains(file + message);
  }

  @Test
  void anOutageIsALinkOfTenKilobits() throws IOException {
    Json plan = plan("--bandwidth-samples " + samples("network\n0\n") + " --pin fc3=d4");
    assertThat(plan.at("/options/bandwidthMbps").number()).isEqualTo(0.01);
  }

  @Test
  void limitsHoldAtEverySample() throws IOException {
    Path file = samples("network\n100\n100\n100\n0.5\n");
    String limit = " --deadline 40 --bandwidth-samples " + file + " --risk p50";
    Outcome outcome = CommandLineRunner.run(PLAN + "--solver exact" + limit);
    assertThat(outcome.exitCode()).isEqualTo(ExitCodes.NO_FEASIBLE_PLAN);
    assertThat(outcome.err()).contains("latency of exit \"final\"");
    assertThat(plan("--deadline 40 --bandwidth-mbps 100").at("/optimal").flag()).isTrue();
  }
}

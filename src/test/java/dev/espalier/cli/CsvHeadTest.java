package dev.espalier.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espalier.cli.CommandLineRunner.Outcome;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Heads of CSV are in camel case and end with the unit. */
class CsvHeadTest {
  private static final String SIX = " --catalog device-catalogs/na2023-six.catalog.json";

  private static String head(String command) {
    Outcome outcome = CommandLineRunner.run(command + " --format csv");
    assertThat(outcome.exitCode()).as(outcome.err()).isZero();
    return outcome.out().lines().findFirst().orElseThrow();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "plan --model zoo:b-alexnet --pareto latency,energy | expectedMs,energyJ,slices,plan",
        "plan --model zoo:b-lenet --solver exact --explain |"
            + " change,latencyMs,minEffectMs,maxEffectMs,proven,plan,reason",
        "plan --model zoo:b-lenet --solver exact --explain --objective energy |"
            + " change,energyJ,minEffectJ,maxEffectJ,proven,plan,reason",
        "sweep --model zoo:b-lenet --vary bandwidth=1,2 --vary link-latency=0 --no-timing |"
            + " bandwidthMbps,linkLatencyMs,latencyMs,expectedLatencyMs,worstCaseLatencyMs,"
            + "lowerBoundMs,gap,optimal,planChanged,plan,reason",
        "sweep --model zoo:b-lenet --vary bandwidth=1,2 --breakpoints |"
            + " fromMbps,toMbps,latencyAtFromMs,latencyAtToMs,proven,plan,reason",
      })
  void headsEndWithTheirUnits(String command, String head) {
    assertThat(head(command + SIX)).isEqualTo(head);
  }

  @Test
  void timesOnDevicesNameTheDevice() {
    assertThat(head("inspect --model zoo:b-lenet" + SIX))
        .endsWith(
            ",outputBytes,d1.computeMs,d2.computeMs,d3.computeMs,d4.computeMs,d5.computeMs,d6.computeMs");
  }

  @Test
  void valuesOfRangesAreRound() {
    List<String> values =
        CommandLineRunner.run(
                "sweep --model zoo:b-lenet --vary probability:exit1=0:1:0.1 --format csv" + SIX)
            .out()
            .lines()
            .skip(1)
            .map(line -> line.split(",")[0])
            .toList();
    assertThat(values)
        .containsExactly("0", "0.1", "0.2", "0.3", "0.4", "0.5", "0.6", "0.7", "0.8", "0.9", "1");
  }
}

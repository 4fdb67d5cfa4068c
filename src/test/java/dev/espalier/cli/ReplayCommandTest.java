package dev.espalier.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.espalier.cli.CommandLineRunner.Outcome;
import dev.espalier.cli.console.ExitCodes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReplayCommandTest {
  private static final String LENET =
      "replay --model zoo:b-lenet --source d1 --catalog device-catalogs/na2023-six.catalog.json";

  @TempDir private Path directory;
  private Path trace;

  @BeforeEach
  void writeTrace() throws IOException {
    trace = directory.resolve("falls.csv");
    StringBuilder lines = new StringBuilder("seconds,Mbps\n");
    for (int i = 0; i < 120; i++) {
      lines.append(i).append(',').append(i < 60 ? 20 : 0.5).append('\n');
    }
    Files.writeString(trace, lines);
  }

  private Outcome run(String more) {
    return CommandLineRunner.run(LENET + " --trace %s" + more, trace);
  }

  @Test
  void comparesAllRulesWithTheClairvoyant() {
    Outcome outcome = run("");
    assertThat(outcome.exitCode()).isZero();
    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.out())
        .contains("b-lenet on na2023-six: expected latency over trace falls")
        .contains("120 samples in 120 s, bandwidth from 0.5 to 20 Mbps, 4 plans")
        .containsSubsequence(
            "learned", "gain", "always", "never", "competitive", "best-fixed", "clairvoyant")
        .contains("Moves of the clairvoyant");
  }

  @Test
  void theChosenPolicyComesFirst() {
    assertThat(run(" --rule never --format csv").out().lines().skip(1))
        .element(0)
        .asString()
        .startsWith("never,");
  }

  @Test
  void regretFollowsFromTheCostsInJson() {
    Json found = run(" --format json").json();
    assertThat(found.at("/format").string()).isEqualTo("espalier-replay/1");
    assertThat(found.at("/exact").flag()).isTrue();
    double clairvoyant = found.at("/courses/6/cost").number();
    assertThat(found.at("/courses/6/policy").string()).isEqualTo("clairvoyant");
    for (int i = 0; i < 7; i++) {
      assertThat(found.at("/courses/" + i + "/regret").number())
          .isGreaterThanOrEqualTo(-1e-12)
          .isCloseTo(found.at("/courses/" + i + "/cost").number() / clairvoyant - 1, within(1e-9));
    }
    assertThat(found.at("/courses/6/moves/0/cost").number()).isCloseTo(180, within(1e-9));
  }

  @Test
  void equalRunsGiveEqualBytes() {
    assertThat(run(" --format json").out()).isEqualTo(run(" --format json").out());
  }

  @Test
  void drawsRateLatencyAndCost() throws IOException {
    Path svg = directory.resolve("replay.svg");
    assertThat(run(" --svg " + svg).exitCode()).isZero();
    assertThat(Files.readString(svg))
        .contains("rate of the link", "plan in force", "sum of latencies so far");
  }

  @Test
  void refusesALinkThatIsNone() {
    assertThat(run(" --link d1").err())
        .contains("--link must be two devices, such as cam:edge, but is \"d1\"");
    assertThat(run(" --link d1:d9").err()).contains("device \"d9\" of the link");
    assertThat(run(" --link d1:d9").exitCode()).isEqualTo(ExitCodes.WRONG_USAGE);
  }

  @Test
  void aTraceThatCannotBeReadIsABadFile() {
    Outcome outcome = CommandLineRunner.run(LENET + " --trace %s", directory.resolve("no.csv"));
    assertThat(outcome.exitCode()).isEqualTo(ExitCodes.BAD_INPUT);
    assertThat(outcome.err()).contains("no.csv");
  }

  @Test
  void refusesAnObjectiveThatIsNoTime() {
    Outcome outcome = run(" --objective energy");
    assertThat(outcome.exitCode()).isEqualTo(ExitCodes.WRONG_USAGE);
    assertThat(outcome.err()).contains("objective of a replay must be a time");
  }
}

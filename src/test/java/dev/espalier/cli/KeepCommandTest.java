package dev.espalier.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.espalier.cli.CommandLineRunner.Outcome;
import dev.espalier.cli.console.ExitCodes;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whether moving from a plan in force pays, on the command line. */
class KeepCommandTest {
  private static final String PLAN =
      "plan --model zoo:b-alexnet --catalog device-catalogs/surveillance.catalog.json"
          + " --source camera --no-timing ";

  @TempDir private Path directory;
  private Path inForce;

  /** The plan at 60 Mbps runs on the car, which slow links forbid. */
  @BeforeEach
  void planAtFastLinks() {
    inForce = directory.resolve("plan.json");
    CommandLineRunner.run(PLAN + "--bandwidth-mbps 60 --format json --out %s", inForce);
  }

  private Json kept(String options) {
    return CommandLineRunner.run(PLAN + "--format json --keep %s " + options, inForce).json();
  }

  @Test
  void keepsThePlanThatIsStillTheBest() {
    Json kept = kept("--bandwidth-mbps 60");
    assertThat(kept.at("/format").string()).isEqualTo("espalier-keep/1");
    assertThat(kept.at("/action").string()).isEqualTo("keep");
    assertThat(kept.at("/reason").string()).isEqualTo("no-better-plan");
    assertThat(kept.at("/slicesBest").text()).isEqualTo(kept.at("/slicesBefore").text());
    assertThat(kept.at("/optimal").flag()).isTrue();
  }

  @Test
  void movesWhereTheGainPaysWithinTheHorizon() {
    Json best = CommandLineRunner.run(PLAN + "--bandwidth-mbps 2 --format json").json();
    Json soon = kept("--bandwidth-mbps 2");
    assertThat(soon.at("/action").string()).isEqualTo("keep");
    assertThat(soon.at("/reason").string()).isEqualTo("gain-too-small");
    Json later = kept("--bandwidth-mbps 2 --horizon 5m");
    assertThat(later.at("/action").string()).isEqualTo("move");
    assertThat(later.at("/after/value").number())
        .isCloseTo(best.at("/value").number(), within(1e-9));
    assertThat(later.at("/slicesBefore").text()).isEqualTo(soon.at("/slicesBefore").text());
    assertThat(kept("--bandwidth-mbps 2 --switching both-loaded").at("/action").string())
        .isEqualTo("move");
  }

  @Test
  void loadsNoMoreDevicesThanAllowed() {
    Json any = kept("--bandwidth-mbps 2 --horizon 5m");
    Json one = kept("--bandwidth-mbps 2 --horizon 5m --max-moves 1");
    assertThat(any.at("/move/devices").number()).isGreaterThan(1);
    assertThat(one.at("/move/devices").number()).isEqualTo(1);
    double value = one.at("/after/value").number();
    assertThat(value).isGreaterThan(any.at("/after/value").number());
    assertThat(value).isLessThan(one.at("/before/value").number());
  }

  @Test
  void showsWhatMovesAndWhatItCosts() {
    String shown =
        CommandLineRunner.run(PLAN + "--bandwidth-mbps 2 --max-moves 1 --keep %s", inForce)
            .unfolded();
    assertThat(shown)
        .startsWith("b-alexnet on surveillance: keep the plan in force keep the plan of")
        .contains("the gain does not pay for the move", "in force", "to move to", "best")
        .contains("loads runs layers loaded weights time camera")
        .contains("the move pauses for 600 ms", "the best plan is proven optimal");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--keep %s --max-moves 0 | --max-moves must be >= 1 but is 0",
        "--keep %s --horizon 0s | --horizon must be > 0 but is 0",
        "--keep %s --explain | --keep decides on one move and excludes",
        "--keep %s --switching sometimes | sometimes",
        "--max-moves 2 | --max-moves needs --keep PLAN",
        "--horizon 5s | --horizon needs --keep PLAN",
      })
  void refusesWhatMakesNoSense(String options, String message) {
    Outcome outcome = CommandLineRunner.run(PLAN + options, inForce);
    assertThat(outcome.exitCode()).isEqualTo(ExitCodes.WRONG_USAGE);
    assertThat(outcome.err()).contains(message);
  }
}

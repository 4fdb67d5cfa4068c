package dev.espalier.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espalier.cli.CommandLineRunner.Outcome;
import dev.espalier.cli.console.ExitCodes;
import dev.espalier.solvers.Planners;
import dev.espalier.testing.Guests;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A solver from outside, of one class and one line of {@code META-INF/services}. */
class GuestSolverTest {
  private static final String PROBLEM =
      "--model zoo:b-alexnet --devices d1,d2,d3 --catalog device-catalogs/na2023-six.catalog.json";

  private static final Path GUEST = Path.of("src", "test", "resources", "guest");

  @TempDir private Path directory;

  private static Outcome run(String command, Object... values) {
    return Guests.in(GUEST, () -> CommandLineRunner.run(command, values));
  }

  @Test
  void guestIsListedByTheHelp() {
    Outcome help = run("plan --help");
    assertThat(help.out().replaceAll("\\s+", " "))
        .contains("first-fork, second-fork, ..., neurosurgeon")
        .contains("dads, guest.");
  }

  @Test
  void guestIsSelectedByItsName() {
    Json plan = run("plan --solver guest --format json " + PROBLEM).json();
    assertThat(plan.at("/solver").string()).isEqualTo("guest");
    assertThat(plan.at("/slices").items()).hasSize(1);
  }

  @Test
  void guestIsSelectedByTheScenariosOfABatch() throws IOException {
    Path scenarios =
        Files.writeString(
            directory.resolve("s.jsonl"), "{\"solver\": \"guest\"}\n{\"solver\": \"guets\"}\n");
    List<String> results = run("batch %s " + PROBLEM, scenarios).out().lines().toList();
    assertThat(results.get(0)).contains("\"status\":\"planned\"");
    assertThat(results.get(1)).contains("at line 2, column 12", "did you mean \\\"guest\\\"?");
  }

  @Test
  void misspelledGuestIsSuggested() {
    Outcome outcome = run("plan --solver guets " + PROBLEM);
    assertThat(outcome.failsWith(ExitCodes.WRONG_USAGE))
        .contains("dads, guest but is")
        .endsWith("did you mean \"guest\"?");
  }

  /** With exits: a network and exit data of three exits. */
  @Test
  void guestDecidesOnExitsWithoutProof() {
    Outcome outcome =
        run(
            "plan --solver guest --model zoo:b-alexnet --catalog device-catalogs/na2023-six.catalog.json --max-latency 1e6"
                + " --condition clean --exits "
                + ExitFiles.SYNTHETIC_LOG);
    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.out())
        .contains(
            "(best of 121 choices of exits and thresholds, not proven)",
            "not proven: guest planned all 121 choices");
  }

  @Test
  void guestIsRunByCompare() {
    Outcome named = run("compare --solvers guest,exact --format json " + PROBLEM);
    assertThat(named.json().at("/solvers/0/solver").string()).isEqualTo("guest");
    Outcome all = run("compare --runs 1 " + PROBLEM);
    assertThat(all.out()).contains("\nguest");
    Outcome tooManySlices = run("compare --runs 1 --partitions 2 " + PROBLEM);
    assertThat(tooManySlices.out()).contains("guest (it makes one slice only)");
  }

  @Test
  void evaluateReadsPlansOfTheGuest() {
    Path plan = directory.resolve("plan.json");
    run("plan --solver guest --out %s --format json " + PROBLEM, plan);
    Json evaluated = run("evaluate --plan %s --format json " + PROBLEM, plan).json();
    assertThat(evaluated.at("/slices").items()).hasSize(1);
  }

  @Test
  void guestReplacesNoneOfOurs() {
    assertThat(Guests.in(GUEST, () -> Planners.names()))
        .doesNotHaveDuplicates()
        .startsWith("genetic", "exact");
  }

  @Test
  void guestThatCannotBeLoadedIsNamed() throws IOException {
    Path services = Files.createDirectories(directory.resolve("META-INF/services"));
    Files.writeString(
        services.resolve("dev.espalier.search.PlannerProvider"), "com.example.Missing\n");
    Outcome outcome =
        Guests.in(directory, () -> CommandLineRunner.run("plan --solver other " + PROBLEM));
    assertThat(outcome.failsWith(ExitCodes.WRONG_USAGE))
        .startsWith("a third-party solver cannot be loaded:")
        .contains("com.example.Missing");
    Outcome ours =
        Guests.in(directory, () -> CommandLineRunner.run("plan --solver exact " + PROBLEM));
    assertThat(ours.exitCode()).isZero();
  }
}

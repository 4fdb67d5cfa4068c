package dev.espalier.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espalier.cli.CommandLineRunner.Outcome;
import dev.espalier.cli.console.ExitCodes;
import org.junit.jupiter.api.Test;

/** The catalog that needs no file. */
class BuiltInCatalogTest {
  private static final String PLAN =
      "plan --model zoo:b-alexnet --no-timing --format json --catalog ";

  @Test
  void isTheOneOfThePaper() {
    String built = CommandLineRunner.run(PLAN + "zoo:na2023-six").out();
    String read = CommandLineRunner.run(PLAN + "device-catalogs/na2023-six.catalog.json").out();
    assertThat(built).isEqualTo(read);
  }

  @Test
  void anUnknownNameIsRefused() {
    Outcome outcome = CommandLineRunner.run(PLAN + "zoo:na2023-sic");
    assertThat(outcome.error())
        .isEqualTo(
            "zoo:na2023-sic: the built-in catalog is zoo:na2023-six; did you mean"
                + " \"zoo:na2023-six\"?");
    assertThat(outcome.exitCode()).isEqualTo(ExitCodes.WRONG_USAGE);
  }
}

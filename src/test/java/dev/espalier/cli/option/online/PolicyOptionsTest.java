package dev.espalier.cli.option.online;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.espalier.io.json.CatalogFile;
import dev.espalier.plan.PlanningProblem;
import dev.espalier.search.online.MovePolicy;
import dev.espalier.search.online.MoveRule;
import dev.espalier.search.online.SwitchingCost;
import dev.espalier.zoo.Zoo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

class PolicyOptionsTest {
  @Command
  static final class Any {
    @Mixin private PolicyOptions options;
  }

  private static PolicyOptions options(String... args) {
    Any any = new Any();
    new CommandLine(any).parseArgs(args);
    return any.options;
  }

  @Test
  void nothingGivenIsTheDefault() {
    MovePolicy policy = options().policy();
    assertThat(policy.rule()).isEqualTo(MovePolicy.defaults().rule());
    assertThat(policy.switching()).isEqualTo(MovePolicy.defaults().switching());
    assertThat(policy.horizonSeconds()).isEqualTo(MovePolicy.defaults().horizonSeconds());
    assertThat(policy.cooldownSeconds()).isEqualTo(MovePolicy.defaults().cooldownSeconds());
    assertThat(policy.maxMovedDevices()).isEmpty();
    assertThat(policy.repository()).isEmpty();
  }

  @Test
  void eachOptionSetsItsValue() {
    MovePolicy policy =
        options(
                "--rule=competitive",
                "--horizon=1.5min",
                "--cooldown=0",
                "--switching=both-loaded",
                "--max-moved-devices=2",
                "--weights-from=d1")
            .policy();
    assertThat(policy.rule()).isEqualTo(MoveRule.COMPETITIVE);
    assertThat(policy.horizonSeconds()).isEqualTo(90);
    assertThat(policy.cooldownSeconds()).isZero();
    assertThat(policy.switching()).isEqualTo(SwitchingCost.BOTH_LOADED);
    assertThat(policy.maxMovedDevices()).hasValue(2);
    assertThat(policy.repository()).contains("d1");
  }

  @Test
  void aPauseOfItsOwnIsAWayOfSwitching() {
    assertThat(options("--switching=200ms").policy().switching())
        .isEqualTo(SwitchingCost.ofPauseMs(200));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--rule=gian|--rule must be learned, gain, always, never or competitive but is \"gian\"; did you",
        "--switching=reboot|--switching must be restart, switch-over, both-loaded or a time",
        "--horizon=0s|--horizon must be > 0",
        "--max-moved-devices=0|--max-moved-devices must be >= 1 but is 0",
      })
  void anInvalidValueIsRefused(String option, String message) {
    assertThatThrownBy(() -> options(option).policy()).hasMessageContaining(message);
  }

  @Test
  void weightsComeFromADeviceOfTheCatalog() {
    PlanningProblem problem = PlanningProblem.of(Zoo.get("b-alexnet"), CatalogFile.na2023());
    options("--weights-from=d1").check(problem);
    assertThatThrownBy(() -> options("--weights-from=d11").check(problem))
        .hasMessageContaining("device \"d11\" is not among d1, d2");
  }
}

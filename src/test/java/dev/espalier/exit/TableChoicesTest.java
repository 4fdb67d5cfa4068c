package dev.espalier.exit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.BitSet;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

/** What a table says of exits that are left out, worked out by hand. */
class TableChoicesTest {
  private static final OptionalDouble NONE = OptionalDouble.empty();

  /** At 0.6 all exits are used; at 0.9 nobody leaves at the second one. */
  private static ExitChoices choices() {
    return ExitTable.builder()
        .row("clean", 0.9, "first", 0.25, OptionalDouble.of(0.96))
        .row("clean", 0.9, "second", 0, NONE)
        .row("clean", 0.9, "final", 0.75, OptionalDouble.of(0.88))
        .row("clean", 0.6, "first", 0.5, OptionalDouble.of(0.9))
        .row("clean", 0.6, "second", 0.3, OptionalDouble.of(0.8))
        .row("clean", 0.6, "final", 0.2, OptionalDouble.of(0.7))
        .build()
        .choices("clean");
  }

  private static ThresholdChoices deploying(int... sideExits) {
    BitSet deployed = new BitSet();
    for (int e : sideExits) {
      deployed.set(e);
    }
    return choices().forDeployed(deployed);
  }

  private static void assertUses(
      ExitBehavior behavior, List<Double> probabilities, double accuracy, Boolean... deployed) {
    assertThat(behavior.exits())
        .extracting(ExitUse::name)
        .containsExactly("first", "second", "final");
    assertThat(behavior.exits()).extracting(ExitUse::deployed).containsExactly(deployed);
    for (int e = 0; e < 3; e++) {
      assertThat(behavior.exits().get(e).probability())
          .isCloseTo(probabilities.get(e), within(1e-15));
    }
    assertThat(behavior.accuracy()).isCloseTo(accuracy, within(1e-15));
  }

  @Test
  void thresholdIsOneForAllWhateverIsDeployed() {
    for (ThresholdChoices each : List.of(deploying(), deploying(1), deploying(0, 1))) {
      assertThat(each.dimensions()).isEqualTo(1);
      assertThat(each.size(0)).isEqualTo(2);
    }
    ExitBehavior min = deploying(0, 1).at(0).orElseThrow();
    assertThat(min.exits())
        .extracting(ExitUse::threshold)
        .containsExactly(OptionalDouble.of(0.6), OptionalDouble.of(0.6), NONE);
  }

  @Test
  void allDeployedIsWhatWasMeasured() {
    // 0.5 x 0.9 + 0.3 x 0.8 + 0.2 x 0.7
    assertUses(deploying(0, 1).at(0).orElseThrow(), List.of(0.5, 0.3, 0.2), 0.83, true, true, true);
    // 0.25 x 0.96 + 0.75 x 0.88
    assertUses(
        deploying(0, 1).at(1).orElseThrow(), List.of(0.25, 0.0, 0.75), 0.9, true, true, true);
  }

  @Test
  void samplesOfTheFirstLeaveAtTheSecondWhereItIsNotDeployed() {
    // 0.8 x 0.8 + 0.2 x 0.7
    assertUses(deploying(1).at(0).orElseThrow(), List.of(0.0, 0.8, 0.2), 0.78, false, true, true);
  }

  @Test
  void samplesOfTheSecondLeaveAtTheFinalOneWhereItIsNotDeployed() {
    // 0.5 x 0.9 + 0.5 x 0.7
    assertUses(deploying(0).at(0).orElseThrow(), List.of(0.5, 0.0, 0.5), 0.8, true, false, true);
    // nobody is handed on
    assertUses(deploying(0).at(1).orElseThrow(), List.of(0.25, 0.0, 0.75), 0.9, true, false, true);
  }

  @Test
  void finalOneAloneTakesAll() {
    assertUses(deploying().at(0).orElseThrow(), List.of(0.0, 0.0, 1.0), 0.7, false, false, true);
    assertUses(deploying().at(1).orElseThrow(), List.of(0.0, 0.0, 1.0), 0.88, false, false, true);
  }

  @Test
  void accuracyIsUnknownWhereNoSampleLeft() {
    assertThat(deploying(1).at(1)).isEmpty();
    ExitChoices early =
        ExitTable.builder()
            .row("clean", 0.1, "first", 1, OptionalDouble.of(0.5))
            .row("clean", 0.1, "final", 0, NONE)
            .build()
            .choices("clean");
    assertThat(early.forDeployed(new BitSet()).at(0)).isEmpty();
  }

  @Test
  void accuracyWithoutSamplesIsBelievedOfThoseHandedOn() {
    ExitChoices early =
        ExitTable.builder()
            .row("clean", 0.1, "first", 1, OptionalDouble.of(0.5))
            .row("clean", 0.1, "final", 0, OptionalDouble.of(0.75))
            .build()
            .choices("clean");
    assertThat(early.forDeployed(new BitSet()).at(0).orElseThrow().accuracy()).isEqualTo(0.75);
  }

  @Test
  void exitLeftOutHasNeitherThresholdNorAccuracy() {
    ExitUse dropped = deploying(1).at(0).orElseThrow().exits().get(0);
    assertThat(dropped).isEqualTo(ExitUse.dropped("first"));
  }

  @Test
  void choicesKeepTheDeployedExitsTheyWereMadeFor() {
    BitSet deployed = BitSet.valueOf(new long[] {3});
    ThresholdChoices all = choices().forDeployed(deployed);
    ExitBehavior before = all.at(0).orElseThrow();
    deployed.clear(0);
    assertThat(all.at(0)).contains(before);
  }

  @Test
  void whatIsNotMeasuredIsSaidToBeAssumed() {
    assertThat(choices().assumptions())
        .containsExactly(
            "samples of an exit that is not deployed leave at the next deployed one, with its"
                + " accuracy (likely too low, as samples that leave early are easy)");
    assertThat(choices().condition()).isEqualTo("clean");
    assertThat(choices().exits()).containsExactly("first", "second", "final");
  }

  @Test
  void finalExitIsNotOneToDecideOn() {
    assertThatThrownBy(() -> choices().forDeployed(BitSet.valueOf(new long[] {4})))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("exit table: side exits have the indices 0 to 1 but 2 is said to be deployed");
  }
}

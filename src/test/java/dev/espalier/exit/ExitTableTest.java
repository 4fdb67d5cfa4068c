package dev.espalier.exit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExitTableTest {
  private static final OptionalDouble RIGHT = OptionalDouble.of(0.9);

  private static ExitTable.Builder table() {
    return ExitTable.builder()
        .row("clean", 0.5, "early", 0.75, OptionalDouble.of(0.8))
        .row("clean", 0.5, "final", 0.25, OptionalDouble.of(0.6));
  }

  private static void assertRefused(ExitTable.Builder table, String message) {
    assertThatThrownBy(table::build)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }

  @Test
  void accuracyIsThatOfAllSamples() {
    ExitBehavior behavior = table().build().behavior("clean", 0.5);
    // 0.75 x 0.8 + 0.25 x 0.6
    assertThat(behavior.accuracy()).isCloseTo(0.75, within(1e-15));
    assertThat(behavior.deployedSideExits()).isEqualTo(1);
    assertThat(behavior.exits().get(0).correctFraction()).isCloseTo(0.6, within(1e-15));
  }

  @Test
  void exitsKeepTheOrderInWhichTheyFirstOccur() {
    ExitTable table =
        table()
            .row("blur", 0.5, "final", 0.5, OptionalDouble.of(0.25))
            .row("blur", 0.5, "early", 0.5, OptionalDouble.of(0.75))
            .build();
    assertThat(table.exits()).containsExactly("early", "final");
    ExitBehavior blur = table.behavior("blur", 0.5);
    assertThat(blur.exits().get(0).accuracy()).hasValue(0.75);
    assertThat(blur.exits().get(1).accuracy()).hasValue(0.25);
    assertThat(blur.exits().get(1).threshold()).isEmpty();
  }

  @Test
  void thresholdsAscendAndMayDifferBetweenConditions() {
    ExitTable table =
        table()
            .row("clean", 0.25, "final", 1, RIGHT)
            .row("clean", 0.25, "early", 0, OptionalDouble.empty())
            .row("blur", 2.5, "early", 0, OptionalDouble.empty())
            .row("blur", 2.5, "final", 1, RIGHT)
            .build();
    assertThat(table.conditions()).containsExactly("clean", "blur");
    assertThat(table.thresholds("clean")).containsExactly(0.25, 0.5);
    assertThat(table.thresholds("blur")).containsExactly(2.5);
  }

  @Test
  void oneExitAloneMakesATable() {
    ExitTable table = ExitTable.builder().row("clean", 0, "final", 1, RIGHT).build();
    assertThat(table.behavior("clean", 0).accuracy()).isEqualTo(0.9);
    assertThat(table.behavior("clean", 0).deployedSideExits()).isZero();
  }

  @Test
  void probabilitiesMaySumToOneButForPrintedDigits() {
    ExitTable.Builder thirds = ExitTable.builder();
    for (String exit : new String[] {"a", "b", "c"}) {
      thirds.row("clean", 0.5, exit, 0.3333333, RIGHT);
    }
    assertThat(thirds.build().behavior("clean", 0.5).accuracy()).isCloseTo(0.9, within(1e-6));
    ExitTable.Builder coarse =
        ExitTable.builder()
            .row("clean", 0.5, "a", 0.5, RIGHT)
            .row("clean", 0.5, "b", 0.5001, RIGHT);
    assertRefused(
        coarse,
        "condition \"clean\", threshold 0.5: the probabilities of its exits, a, b, must sum to 1 but sum"
            + " to 1.0001");
  }

  @Test
  void tableWithoutRowsIsRefused() {
    assertRefused(ExitTable.builder(), "an exit table must have rows but has none");
  }

  @Test
  void exitMissingAnywhereIsRefused() {
    assertRefused(
        table().row("clean", 0.6, "final", 1, RIGHT),
        "condition \"clean\", threshold 0.6 has no row for exit \"early\"");
    assertRefused(
        table().row("blur", 0.5, "late", 1, RIGHT),
        "condition \"clean\", threshold 0.5 has no row for exit \"late\"");
  }

  @Test
  void secondRowOfAnExitIsRefused() {
    ExitTable.Builder table = table();
    assertThatThrownBy(() -> table.row("clean", 0.5, "early", 0.75, RIGHT))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("condition \"clean\", threshold 0.5 has a second row for exit \"early\"");
  }

  @ParameterizedTest
  @ValueSource(doubles = {Double.NaN, -0.1, 1.1, Double.POSITIVE_INFINITY})
  void numbersOutOfRangeAreRefused(double wrong) {
    ExitTable.Builder table = ExitTable.builder();
    assertThatThrownBy(() -> table.row("clean", 0.5, "early", wrong, RIGHT))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("exit \"early\": probability must be a number from 0 to 1 but is %s", wrong);
    assertThatThrownBy(() -> table.row("clean", 0.5, "early", 0.5, OptionalDouble.of(wrong)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("exit \"early\": accuracy must be a number from 0 to 1 but is %s", wrong);
  }

  @ParameterizedTest
  @ValueSource(doubles = {Double.NaN, -0.1, Double.POSITIVE_INFINITY})
  void thresholdOutOfRangeIsRefused(double wrong) {
    ExitTable.Builder table = ExitTable.builder();
    assertThatThrownBy(() -> table.row("clean", wrong, "early", 1, RIGHT))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("exit \"early\": threshold must be ")
        .hasMessageEndingWith(" but is " + wrong);
  }

  @Test
  void blankNamesAreRefused() {
    ExitTable.Builder table = ExitTable.builder();
    assertThatThrownBy(() -> table.row(" ", 0.5, "early", 1, RIGHT))
        .hasMessage("exit table: condition must not be blank but is \" \"");
    assertThatThrownBy(() -> table.row("clean", 0.5, "", 1, RIGHT))
        .hasMessage("exit table: exit must not be blank but is \"\"");
  }

  @Test
  void refusedRowLeavesNoTrace() {
    ExitTable.Builder table = table();
    assertThatThrownBy(() -> table.row("dim", 0.5, "late", 2, RIGHT))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(table.build().exits()).containsExactly("early", "final");
    assertThat(table.build().conditions()).containsExactly("clean");
  }

  @Test
  void unknownConditionOrThresholdIsRefusedWithThoseThereAre() {
    ExitTable table =
        table()
            .row("blur", 0.7, "early", 0, OptionalDouble.empty())
            .row("blur", 0.7, "final", 1, RIGHT)
            .build();
    String unknown = "condition \"fog\" is not in the exit table, which has clean, blur";
    assertThatThrownBy(() -> table.choices("fog")).hasMessage(unknown);
    assertThatThrownBy(() -> table.thresholds("fog")).hasMessage(unknown);
    assertThatThrownBy(() -> table.behavior("fog", 0.5)).hasMessage(unknown);
    assertThatThrownBy(() -> table.behavior("blur", 0.5))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "threshold 0.5 is not in the exit table under condition \"blur\", which has 0.7");
  }

  @Test
  void useOfAnExitMustMakeSense() {
    OptionalDouble none = OptionalDouble.empty();
    assertThatThrownBy(() -> new ExitUse("early", true, none, 0.1, none))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("exit \"early\": samples leave here, so accuracy must be known");
    assertThatThrownBy(() -> new ExitUse("early", false, none, 0.1, RIGHT))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("exit \"early\": no sample can leave at an exit that is not deployed");
    assertThat(ExitUse.dropped("early").correctFraction()).isZero();
    assertThat(ExitUse.dropped("early").deployed()).isFalse();
  }
}

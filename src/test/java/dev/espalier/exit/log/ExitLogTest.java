package dev.espalier.exit.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.espalier.exit.Criterion;
import dev.espalier.exit.ExitBehavior;
import dev.espalier.exit.ExitUse;
import java.util.BitSet;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ExitLogTest {
  private static final BitSet FIRST = BitSet.valueOf(new long[] {1});
  private static final boolean[] ALL_RIGHT = {true, true};

  private static ExitLogBuilder builder(Criterion criterion) {
    return ExitLog.builder(List.of("early", "final"), criterion);
  }

  @Test
  void sampleOnTheThresholdLeaves() {
    for (Criterion criterion : Criterion.values()) {
      ExitLogBuilder log = builder(criterion);
      log.add(new double[] {0.5, 0.9}, ALL_RIGHT);
      ExitBehavior behavior =
          log.build().behavior(new double[] {0.5}, FIRST, Fallback.MOST_CONFIDENT);
      assertThat(behavior.exits())
          .containsExactly(
              new ExitUse("early", true, OptionalDouble.of(0.5), 1, OptionalDouble.of(1)),
              new ExitUse("final", true, OptionalDouble.empty(), 0, OptionalDouble.empty()));
    }
  }

  @Test
  void mostCertainExitDecidesWhereNoneReachesItsThreshold() {
    ExitLogBuilder log = builder(Criterion.CONFIDENCE);
    log.add(new double[] {0.6, 0.5}, new boolean[] {true, false});
    log.add(new double[] {0.6, 0.6}, new boolean[] {true, false});
    ExitLog built = log.build();
    assertThat(built.behavior(new double[] {0.9}, FIRST, Fallback.FINAL).accuracy()).isZero();
    ExitBehavior lenient = built.behavior(new double[] {0.9}, FIRST, Fallback.MOST_CONFIDENT);
    assertThat(lenient.accuracy()).as("of equals, the later exit decides").isEqualTo(0.5);
    assertThat(lenient.exits().get(1).probability()).as("all ran to the end").isEqualTo(1);
    assertThat(built.behavior(new double[] {0.9}, new BitSet(), Fallback.MOST_CONFIDENT).accuracy())
        .as("an exit that is not deployed has no say")
        .isZero();
  }

  @Test
  void networkWithoutSideExitsHasOneBehavior() {
    ExitLogBuilder log = ExitLog.builder(List.of("only"), Criterion.ENTROPY);
    log.add(new double[] {2.5}, new boolean[] {true});
    log.add(new double[] {0}, new boolean[] {false});
    assertThat(log.build().behavior(new double[0], new BitSet(), Fallback.FINAL).accuracy())
        .isEqualTo(0.5);
  }

  @Test
  void builtLogDoesNotChangeWhenMoreIsAdded() {
    ExitLogBuilder log = builder(Criterion.CONFIDENCE);
    double[] values = {0.1, 0.2};
    log.add(values, ALL_RIGHT);
    ExitLog built = log.build();
    values[0] = 1;
    log.add(values, ALL_RIGHT);
    assertThat(built.samples()).isEqualTo(1);
    assertThat(built.value(0, 0)).isEqualTo(0.1);
  }

  @Test
  void valuesOutOfRangeAreRefused() {
    for (double wrong : new double[] {Double.NaN, -0.1, 1.1, Double.POSITIVE_INFINITY}) {
      assertThatThrownBy(
              () -> builder(Criterion.CONFIDENCE).add(new double[] {wrong, 0.5}, ALL_RIGHT))
          .hasMessage("exit \"early\": confidence must be a number from 0 to 1 but is " + wrong);
    }
    for (double wrong : new double[] {Double.NaN, -0.1}) {
      assertThatThrownBy(() -> builder(Criterion.ENTROPY).add(new double[] {0, wrong}, ALL_RIGHT))
          .hasMessage("exit \"final\": entropy must be >= 0 but is " + wrong);
    }
    builder(Criterion.ENTROPY).add(new double[] {6.9, 1.1}, ALL_RIGHT);
  }

  @Test
  void logThatIsNoneIsRefused() {
    assertThatThrownBy(() -> builder(Criterion.CONFIDENCE).build())
        .hasMessage("exit log: expected samples but found none");
    assertThatThrownBy(() -> builder(Criterion.CONFIDENCE).add(new double[1], ALL_RIGHT))
        .hasMessage("sample 1: expected 2 values and as many flags but found 1 and 2");
    assertThatThrownBy(() -> ExitLog.builder(List.of(), Criterion.CONFIDENCE))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> ExitLog.builder(List.of("a", "a"), Criterion.CONFIDENCE))
        .hasMessage("exit log: exits must be at least one, and each once, but are a, a");
    assertThatThrownBy(() -> ExitLog.builder(List.of("a", " "), Criterion.CONFIDENCE))
        .hasMessage("exit 2: name must not be blank but is \" \"");
  }

  @Test
  void thresholdsThatAreNoneAreRefused() {
    ExitLogBuilder log = builder(Criterion.CONFIDENCE);
    log.add(new double[] {0.5, 0.5}, ALL_RIGHT);
    ExitLog built = log.build();
    assertThatThrownBy(() -> built.behavior(new double[] {Double.NaN}, FIRST, Fallback.FINAL))
        .hasMessage("exit log: threshold of exit \"early\" must be a number but is NaN");
    assertThatThrownBy(() -> built.behavior(new double[2], FIRST, Fallback.FINAL))
        .hasMessage("exit log: expected a threshold for each of 1 side exits but found 2");
    assertThat(built.behavior(new double[] {Double.NaN}, new BitSet(), Fallback.FINAL).accuracy())
        .isEqualTo(1);
  }

  @Test
  void joinedLogsHaveTheSamplesOfAll() {
    ExitLog first = RandomLogs.log(new Random(1), Criterion.CONFIDENCE, 2, 3);
    ExitLog second = RandomLogs.log(new Random(2), Criterion.CONFIDENCE, 2, 300);
    ExitLog joined = ExitLog.joined(List.of(first, second));
    assertThat(joined.samples()).isEqualTo(303);
    assertThat(joined.value(1, 2)).isEqualTo(first.value(1, 2));
    for (int s = 0; s < 300; s++) {
      assertThat(joined.value(1, 3 + s)).isEqualTo(second.value(1, s));
      assertThat(joined.isCorrect(0, 3 + s)).isEqualTo(second.isCorrect(0, s));
    }
    assertThatThrownBy(() -> ExitLog.joined(List.of())).hasMessageContaining("none");
    ExitLog other = RandomLogs.log(new Random(3), Criterion.ENTROPY, 2, 3);
    assertThatThrownBy(() -> ExitLog.joined(List.of(first, other)))
        .hasMessage("logs to join must be of the same exits and of the same criterion");
  }
}

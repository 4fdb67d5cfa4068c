package dev.espalier.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.espalier.error.InvalidFieldException;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TimingTest {
  @Test
  void medianOfAnEvenNumberOfRunsIsTheMiddle() {
    assertThat(Timing.ofRuns(4, 1, 3, 2).medianMs()).isEqualTo(2.5);
    assertThat(Timing.ofRuns(4, 1, 3).medianMs()).isEqualTo(3);
    assertThat(Timing.ofRuns(4, 1, 3).runs()).hasValue(3);
  }

  /** Ranks of the interval in tables of the sign test, 5 % and two-sided. */
  @Test
  void intervalIsMadeOfTheOrderStatisticsOfTheSignTest() {
    assertThat(interval(5)).isEmpty();
    assertThat(interval(6)).contains(new Timing.Interval(1, 6));
    assertThat(interval(8)).contains(new Timing.Interval(1, 8));
    assertThat(interval(9)).contains(new Timing.Interval(2, 8));
    assertThat(interval(20)).contains(new Timing.Interval(6, 15));
    assertThat(interval(100)).contains(new Timing.Interval(40, 61));
  }

  private static Optional<Timing.Interval> interval(int runs) {
    return Timing.ofRuns(IntStream.rangeClosed(1, runs).asDoubleStream().toArray()).interval();
  }

  @ParameterizedTest
  @ValueSource(doubles = {-1, Double.NaN, Double.POSITIVE_INFINITY})
  void refusesWhatIsNoTime(double ms) {
    assertThatThrownBy(() -> Timing.of(ms))
        .isInstanceOf(InvalidFieldException.class)
        .hasMessageContaining("medianMs must be");
  }

  @Test
  void refusesAMedianOutsideOfItsInterval() {
    Optional<Timing.Interval> interval = Optional.of(new Timing.Interval(2, 3));

    assertThatThrownBy(() -> new Timing(1, interval, OptionalInt.empty()))
        .hasMessage(
            "time: medianMs must lie from lowMs to highMs but 1.0 is outside of 2.0 to 3.0");
    assertThatThrownBy(Timing::ofRuns).hasMessageContaining("runs must be >= 1");
  }
}

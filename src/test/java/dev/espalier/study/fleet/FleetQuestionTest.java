package dev.espalier.study.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FleetQuestionTest {
  private static final double ALPHA = 0.05;

  private static boolean hasUpperEnd(int samples, double percentile) {
    double[] values = IntStream.range(0, samples).mapToDouble(i -> i).toArray();
    double alpha = ALPHA / Looks.of(samples).size();
    return Double.isFinite(Percentile.of(values, percentile / 100, 1, alpha).intervalMs().high());
  }

  /** At 96 %, 99 samples are enough for one look, and 100 are not for two. */
  @ParameterizedTest
  @CsvSource({
    "20, 90, 36",
    "20, 95, 72",
    "72, 95, 72",
    "100, 95, 100",
    "99, 96, 99",
    "100, 96, 108",
    "20, 99, 505",
    "1000, 99, 1000"
  })
  void samplesForAnUpperEndAreAsFewAsPossible(int samples, double percentile, int expected) {
    FleetQuestion question =
        new FleetQuestion(
            60, percentile, 95, OptionalDouble.empty(), OptionalInt.empty(), samples, 1);
    assertThat(question.samplesForUpperEnd()).isEqualTo(expected);
    assertThat(hasUpperEnd(expected, percentile)).isTrue();
    assertThat(
            IntStream.range(samples, expected).anyMatch(number -> hasUpperEnd(number, percentile)))
        .isFalse();
  }
}

package dev.espalier.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * Golden values: SciPy 1.17.1, {@code mannwhitneyu} with {@code method="exact"} without ties, with
 * {@code PermutationMethod(n_resamples=inf)} for ties, and {@code method="asymptotic"} for large
 * samples.
 */
class RankSumTest {
  private static double p(double[] sample, double... other) {
    double p = RankSum.pValue(sample, other);
    assertThat(RankSum.pValue(other, sample)).isCloseTo(p, within(1e-12));
    return p;
  }

  private static double[] of(double... values) {
    return values;
  }

  private static double[] ofRange(int from, int to, int divisor) {
    return IntStream.range(from, to).mapToDouble(i -> i / divisor).toArray();
  }

  @Test
  void smallSamplesHaveAnExactP() {
    assertThat(p(of(19, 22, 16, 29, 24), 20, 11, 17, 12)).isCloseTo(1.0 / 9, within(1e-12));
    assertThat(p(ofRange(0, 10, 1), ofRange(10, 20, 1)))
        .isCloseTo(1.082508822446903e-05, within(1e-17));
  }

  /** Of the 20 ways to choose three of six values, two are as extreme: by hand, 2 / 20. */
  @Test
  void threeRunsAgainstThreeAreNeverSignificant() {
    assertThat(p(of(1, 1, 1), 2, 2, 2)).isCloseTo(0.1, within(1e-12));
    assertThat(p(of(1, 2, 3), 4, 5, 6)).isCloseTo(0.1, within(1e-12));
  }

  @Test
  void tiesKeepThePExact() {
    assertThat(p(of(10, 10, 10, 12, 15), 10, 12, 12, 15, 15, 20))
        .isCloseTo(0.23809523809523808, within(1e-12));
    assertThat(p(of(1, 1, 2), 1, 2, 2, 2, 3, 3, 3)).isCloseTo(0.21666666666666667, within(1e-12));
    assertThat(p(of(1, 1, 1, 1, 1, 1, 1, 2), 1, 1, 1, 2, 2, 2, 2, 2))
        .isCloseTo(0.11888111888111888, within(1e-12));
  }

  @Test
  void equalValuesDoNotDiffer() {
    assertThat(p(of(1), 1)).isEqualTo(1);
    assertThat(p(of(1, 1, 1), 1, 1, 1)).isEqualTo(1);
    assertThat(p(new double[60], new double[70])).isEqualTo(1);
  }

  @Test
  void exactAndApproximateMeetAtLargeSamples() {
    double exact = p(ofRange(0, 49, 4), ofRange(9, 58, 4));
    double approximate = p(ofRange(0, 50, 4), ofRange(9, 59, 4));
    assertThat(exact).isCloseTo(approximate, within(0.02));
  }

  @Test
  void largeSamplesWithTiesHaveTheCorrectedApproximation() {
    assertThat(p(ofRange(0, 60, 3), ofRange(0, 55, 2)))
        .isCloseTo(0.01177756166831941, within(1e-12));
  }
}

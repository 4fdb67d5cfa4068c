package dev.espalier.study.random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.espalier.error.InvalidFieldException;
import dev.espalier.study.random.Distribution.LogUniform;
import dev.espalier.study.random.Distribution.Lognormal;
import dev.espalier.study.random.Distribution.Normal;
import dev.espalier.study.random.Distribution.Uniform;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.apache.commons.math3.stat.inference.ChiSquareTest;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DistributionTest {
  private static final int DRAWS = 100_000;

  static Stream<Distribution> all() {
    return Stream.of(
        Distribution.constant(7),
        new Uniform(1, 100),
        new LogUniform(1, 100),
        new Normal(10, 2),
        new Normal(1, 2),
        new Lognormal(20, 0.5),
        new Choice(
            List.of(
                new Choice.Weighted(5, 1), new Choice.Weighted(1, 6), new Choice.Weighted(3, 3))),
        Distribution.ofSamples(4, 1, 1, 9));
  }

  @ParameterizedTest
  @MethodSource("all")
  void drawsHaveTheMeanAndStayWithinTheEnds(Distribution distribution) {
    double[] draws = draws(distribution);

    double mean = Arrays.stream(draws).average().orElseThrow();
    double deviation =
        Math.sqrt(Arrays.stream(draws).map(x -> (x - mean) * (x - mean)).sum() / DRAWS);
    assertThat(mean)
        .isCloseTo(distribution.mean(), within(4 * deviation / Math.sqrt(DRAWS) + 1e-12));
    assertThat(Arrays.stream(draws))
        .allMatch(x -> x >= distribution.minimum() && x <= distribution.maximum());
  }

  @ParameterizedTest
  @MethodSource("all")
  void quantilesNeverFall(Distribution distribution) {
    double last = distribution.quantile(0x1p-53);
    assertThat(last).isFinite();
    for (int i = 1; i < 1000; i++) {
      double next = distribution.quantile(i / 1000.0);
      assertThat(next).isGreaterThanOrEqualTo(last);
      last = next;
    }
    assertThat(distribution.quantile(1 - 0x1p-53)).isFinite().isGreaterThanOrEqualTo(last);
  }

  @ParameterizedTest
  @MethodSource("all")
  void aDrawTakesOneRandomNumber(Distribution distribution) {
    RandomGenerator random = RandomStream.of(1, "test").at(0);
    RandomGenerator other = RandomStream.of(1, "test").at(0);

    distribution.draw(random);
    other.nextLong();

    assertThat(random.nextLong()).isEqualTo(other.nextLong());
  }

  /** Medians and quantiles from the definitions, calculated by hand. */
  @Test
  void quantilesAreThoseOfTheDefinitions() {
    assertThat(new Uniform(1, 101).quantile(0.25)).isEqualTo(26);
    assertThat(new LogUniform(1, 100).quantile(0.5)).isCloseTo(10, within(1e-12));
    assertThat(new Lognormal(20, 0.5).quantile(0.5)).isCloseTo(20, within(1e-12));
    assertThat(new Lognormal(20, 0.5).quantile(0.841344746068543))
        .isCloseTo(20 * Math.exp(0.5), within(1e-9));
    assertThat(new Normal(100, 1).quantile(0.975)).isCloseTo(101.959963984540, within(1e-9));
    assertThat(Distribution.ofSamples(3, 1, 2, 4).quantile(0.26)).isEqualTo(2);
  }

  @Test
  void aChoiceFollowsItsWeights() {
    double[] draws =
        draws(
            new Choice(
                List.of(
                    new Choice.Weighted(5, 1),
                    new Choice.Weighted(1, 6),
                    new Choice.Weighted(3, 3))));

    long[] counts =
        Stream.of(1, 3, 5)
            .mapToLong(value -> Arrays.stream(draws).filter(x -> x == value).count())
            .toArray();
    double p =
        new ChiSquareTest()
            .chiSquareTest(new double[] {0.6 * DRAWS, 0.3 * DRAWS, 0.1 * DRAWS}, counts);
    assertThat(p).isGreaterThan(1e-4);
  }

  @Test
  void invalidNumbersAreNamed() {
    assertMessage(
        () -> new Uniform(5, 1), "uniform distribution: to must be at least from, 5.0, but is 1.0");
    assertMessage(
        () -> new LogUniform(0, 1), "log-uniform distribution: from must be > 0 but is 0.0");
    assertMessage(
        () -> new Normal(1, Double.NaN), "normal distribution: sigma must be > 0 but is NaN");
    assertMessage(
        () -> new Lognormal(1, 11),
        "lognormal distribution: sigma must be a number from 0 to 10 but is 11.0");
    assertMessage(() -> Distribution.constant(-1), "constant: value must be >= 0 but is -1.0");
    assertMessage(
        () -> new Choice(List.of()), "choice: values must list 1 to 1000000 values but list 0");
    assertMessage(() -> new Choice.Weighted(1, 0), "choice: weight must be > 0 but is 0.0");
  }

  private static void assertMessage(Supplier<?> maker, String message) {
    ThrowingCallable call = maker::get;
    assertThatThrownBy(call).isInstanceOf(InvalidFieldException.class).hasMessage(message);
  }

  private static double[] draws(Distribution distribution) {
    RandomStream stream = RandomStream.of(3, "draws");
    double[] draws = new double[DRAWS];
    Arrays.setAll(draws, i -> distribution.draw(stream.at(i)));
    return draws;
  }
}

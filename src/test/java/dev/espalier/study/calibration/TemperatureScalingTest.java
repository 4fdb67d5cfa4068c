package dev.espalier.study.calibration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.espalier.exit.log.LogitLog;
import dev.espalier.exit.log.LogitLogBuilder;
import dev.espalier.study.calibration.Temperature.Fitted;
import dev.espalier.study.calibration.Temperature.Limit;
import dev.espalier.study.calibration.Temperature.Unbounded;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TemperatureScalingTest {
  private static final double INF = Double.POSITIVE_INFINITY;

  private static Temperature fit(LogitLog... logs) {
    return TemperatureScaling.fit(List.of(logs), 0);
  }

  private static Fitted fitted(LogitLog... logs) {
    Temperature temperature = fit(logs);
    assertThat(temperature).isInstanceOf(Fitted.class);
    return (Fitted) temperature;
  }

  private static double likelihood(LogitLog log, double temperature) {
    return Reliability.of(List.of(log), 0, temperature).negativeLogLikelihood();
  }

  /** One row of logits for each label. */
  private static LogitLog log(int[] labels, double[]... rows) {
    LogitLogBuilder log = LogitLog.builder(List.of("only"), rows[0].length);
    for (int s = 0; s < labels.length; s++) {
      log.add(labels[s], new double[][] {rows[s]});
    }
    return log.build();
  }

  /** From half to four times, every factor as likely as any other. */
  private static double randomTemperature(Random random) {
    return 0.5 * Math.pow(8, random.nextDouble());
  }

  @ParameterizedTest
  @ValueSource(ints = {1000, 2000, 10_000, 50_000})
  void temperatureComesBackWhereLabelsAreAsFrequentAsTheirProbability(int samples) {
    Random random = new Random(samples);
    for (int i = 0; i <= 40_000 / samples; i++) {
      double temperature = randomTemperature(random);
      LogitLog log =
          SyntheticLogits.apportioned(random, samples, 2 + random.nextInt(20), temperature);
      assertThat(fitted(log).value()).isCloseTo(temperature, Percentage.withPercentage(1e-7));
    }
  }

  /**
   * Where labels are drawn, chance moves the best temperature by its standard error, which at 1,000
   * samples is 2 to 7 % of it: to be within 2 % nearly always takes more samples.
   */
  @Test
  void temperatureComesBackWithinWhatChanceAllows() {
    Random random = new Random(1);
    int[] sizes = {1000, 5000, 20_000, 50_000};
    int[] runs = {150, 30, 10, 6};
    int total = 0;
    int withinTwoErrors = 0;
    int lowerError = 0;
    for (int size = 0; size < sizes.length; size++) {
      for (int i = 0; i < runs[size]; i++) {
        double temperature = randomTemperature(random);
        LogitLog log = SyntheticLogits.drawn(random, sizes[size], 10, temperature);
        Fitted fitted = fitted(log);
        double off = Math.abs(fitted.value() - temperature);
        assertThat(off).isLessThan(5 * fitted.standardError());
        if (sizes[size] >= 50_000) {
          assertThat(off).isLessThan(0.02 * temperature);
        }
        Reliability before = Reliability.of(List.of(log), 0, 1);
        Reliability after = Reliability.of(List.of(log), 0, fitted.value());
        assertThat(after.negativeLogLikelihood()).isLessThan(before.negativeLogLikelihood());
        total++;
        withinTwoErrors += off < 2 * fitted.standardError() ? 1 : 0;
        lowerError += after.calibrationError() < before.calibrationError() ? 1 : 0;
      }
    }
    assertThat((double) withinTwoErrors / total).isBetween(0.9, 0.99);
    assertThat((double) lowerError / total).isGreaterThanOrEqualTo(0.95);
  }

  @Test
  void noOtherTemperatureIsMoreLikely() {
    Random random = new Random(2);
    for (int i = 0; i < 100; i++) {
      LogitLog log =
          SyntheticLogits.drawn(
              random, 5 + random.nextInt(60), 2 + random.nextInt(5), randomTemperature(random));
      if (fit(log) instanceof Fitted fitted) {
        double best = likelihood(log, fitted.value());
        for (double factor : new double[] {0.1, 0.5, 0.9, 0.99, 0.999, 1.001, 1.01, 1.1, 2, 10}) {
          assertThat(best).isLessThan(likelihood(log, factor * fitted.value()));
        }
        assertThat(best).isLessThanOrEqualTo(likelihood(log, 1));
      }
    }
  }

  @Test
  void twoClassesFollowTheClosedForm() {
    // Of ten samples with logits (3, 0), seven are correct: sigmoid(3 / T) = 0.7.
    int[] labels = {0, 0, 0, 0, 0, 0, 0, 1, 1, 1};
    double[][] rows = new double[10][];
    Arrays.fill(rows, new double[] {3, 0});
    double expected = 3 / Math.log(0.7 / 0.3);
    Fitted fitted = fitted(log(labels, rows));
    assertThat(fitted.value()).isCloseTo(expected, within(1e-11));
    assertThat(fitted.standardError())
        .isCloseTo(expected * expected / Math.sqrt(10 * 9 * 0.7 * 0.3), within(1e-9));
  }

  @Test
  void conditionsAreFittedTogether() {
    Random random = new Random(3);
    LogitLog first = SyntheticLogits.drawn(random, 3000, 5, 2);
    LogitLog second = SyntheticLogits.drawn(random, 3000, 5, 3);
    double together = fitted(first, second).value();
    assertThat(together).isBetween(fitted(first).value(), fitted(second).value());
    assertThat(together).isEqualTo(fitted(second, first).value(), within(1e-10));
  }

  @ParameterizedTest
  @ValueSource(doubles = {1e-100, 1e-9, 1e9, 1e100})
  void extremeScalesAreBracketed(double scale) {
    int[] labels = {0, 0, 0, 1};
    double[] row = {scale, 0};
    assertThat(fitted(log(labels, row, row, row, row)).value() / scale)
        .isCloseTo(1 / Math.log(3), within(1e-9));
  }

  @Test
  void allRightHasNoBestTemperature() {
    LogitLog log = log(new int[] {0, 1, 2}, new double[][] {{2, 1, 0}, {0, 3, 0}, {1, 1, 1}});
    assertThat(fit(log)).isEqualTo(new Unbounded(Limit.ZERO));
    assertThat(fit(log).applied()).isEqualTo(1);
    assertThat(((Unbounded) fit(log)).reason()).contains("T = 0");
  }

  @Test
  void allWrongHasNoBestTemperatureWhereLabelsAreBelowAverage() {
    LogitLog log = log(new int[] {2, 0}, new double[][] {{2, 1, 0}, {0, 3, 0}});
    assertThat(fit(log)).isEqualTo(new Unbounded(Limit.INFINITY));
    assertThat(fit(log).applied()).isEqualTo(1);
    assertThat(((Unbounded) fit(log)).reason()).contains("T = infinity");
  }

  @Test
  void allWrongHasABestTemperatureWhereLabelsComeSecond() {
    LogitLog log = log(new int[] {1, 0}, new double[][] {{5, 4, -9}, {4, 5, -9}});
    assertThat(fitted(log).value()).isGreaterThan(1);
  }

  @Test
  void classThatNeverOccursDoesNoHarm() {
    Random random = new Random(4);
    LogitLogBuilder log = LogitLog.builder(List.of("only"), 3);
    LogitLogBuilder without = LogitLog.builder(List.of("only"), 2);
    for (int s = 0; s < 500; s++) {
      int label = random.nextInt(2);
      double lead = 4 * random.nextGaussian() + (label == 0 ? 2 : -2);
      log.add(label, new double[][] {{lead, 0, Double.NEGATIVE_INFINITY}});
      without.add(label, new double[][] {{lead, 0}});
    }
    assertThat(fitted(log.build()).value())
        .isCloseTo(fitted(without.build()).value(), within(1e-12));
  }

  @Test
  void certaintyThatIsRightDoesNoHarm() {
    double[] row = {1, 0};
    double[] certain = {0, INF};
    assertThat(fitted(log(new int[] {0, 0, 1, 1}, row, row, row, certain)).value())
        .isCloseTo(1 / Math.log(2), within(1e-11));
  }

  @Test
  void labelWithoutAChanceIsRefused() {
    double[] row = {1, 0};
    assertThatThrownBy(() -> fit(log(new int[] {0, 1}, row, new double[] {0, -INF})))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "exit \"only\": sample 2: its class 1 has the logit -infinity, and so no chance at any"
                + " temperature");
    assertThatThrownBy(() -> fit(log(new int[] {0, 1}, row, new double[] {INF, 3})))
        .hasMessage(
            "exit \"only\": sample 2: its class 1 has the logit 3.0 beside one of +infinity, and so"
                + " no chance at any temperature");
  }
}

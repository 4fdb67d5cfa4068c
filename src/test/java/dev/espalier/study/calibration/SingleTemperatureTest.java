package dev.espalier.study.calibration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.espalier.exit.Criterion;
import dev.espalier.exit.log.LogitLog;
import dev.espalier.exit.log.LogitLogBuilder;
import dev.espalier.io.csv.MeasuredLogs;
import dev.espalier.study.calibration.Temperature.Fitted;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One temperature for all exits, on measured logits where that is possible. */
class SingleTemperatureTest {
  private static final Map<String, LogitLog> MEASURED = MeasuredLogs.bLenetMnist();

  private static Fitted fitted(Collection<LogitLog> logs, int... exits) {
    return (Fitted) TemperatureScaling.fit(logs, exits);
  }

  /** Sum over exits of the mean of -ln p of the labels, the plain way. */
  private static double likelihood(Collection<LogitLog> logs, double temperature, int... exits) {
    double sum = 0;
    int samples = 0;
    for (LogitLog log : logs) {
      double[] row = new double[log.classes()];
      samples += log.samples();
      for (int s = 0; s < log.samples(); s++) {
        for (int exit : exits) {
          log.copyLogits(exit, s, row);
          double total = Arrays.stream(row).map(z -> Math.exp(z / temperature)).sum();
          sum += Math.log(total) - row[log.label(s)] / temperature;
        }
      }
    }
    return sum / samples;
  }

  /** Minima that SciPy's bounded scalar minimization finds on the same logits. */
  @ParameterizedTest
  @CsvSource({
    "all, 0, 1.591155, 0.633192",
    "all, 1, 1.828885, 0.629288",
    "all, 0 1, 1.703825, 1.266176",
    "clean, 0, 0.959594, 0.053597",
    "clean, 1, 1.308993, 0.030299",
    "clean, 0 1, 1.063057, 0.085700"
  })
  void temperatureIsTheOneThatScipyFinds(
      String condition, String exits, double temperature, double likelihood) {
    Collection<LogitLog> logs =
        condition.equals("all") ? MEASURED.values() : List.of(MEASURED.get(condition));
    int[] indices = Arrays.stream(exits.split(" ")).mapToInt(Integer::parseInt).toArray();
    double found = fitted(logs, indices).value();
    assertThat(found).isCloseTo(temperature, within(2e-6));
    assertThat(likelihood(logs, found, indices)).isCloseTo(likelihood, within(1e-6));
  }

  @Test
  void noTemperatureOfAGridIsMoreLikely() {
    List<LogitLog> blurred = List.of(MEASURED.get("blur-2"));
    double found = fitted(blurred, 0, 1).value();
    double best = Double.POSITIVE_INFINITY;
    double at = Double.NaN;
    for (int i = 300; i <= 2000; i++) {
      double likelihood = likelihood(blurred, i / 1000.0, 0, 1);
      if (likelihood < best) {
        best = likelihood;
        at = i / 1000.0;
      }
    }
    assertThat(found).isCloseTo(at, within(6e-4));
    assertThat(likelihood(blurred, found, 0, 1)).isLessThanOrEqualTo(best);
  }

  @Test
  void singleIsBetweenThoseOfTheExitsAndNoMoreLikely() {
    Calibration each = calibration(TemperatureScope.PER_EXIT);
    Calibration single = calibration(TemperatureScope.SINGLE);
    double one = single.temperatures().get(0).applied();
    assertThat(single.temperatures()).hasSize(2).containsOnly(single.temperatures().get(0));
    assertThat(one)
        .isBetween(each.temperatures().get(0).applied(), each.temperatures().get(1).applied());
    assertThat(likelihoodAfter(single)).isGreaterThan(likelihoodAfter(each));
    assertThat(likelihoodAfter(single))
        .isLessThan(
            single.all().before().stream().mapToDouble(Reliability::negativeLogLikelihood).sum());
  }

  private static Calibration calibration(TemperatureScope scope) {
    return Calibration.of(
        scope, MEASURED, Optional.empty(), Criterion.CONFIDENCE, new double[] {0.8});
  }

  private static double likelihoodAfter(Calibration calibration) {
    return calibration.all().after().stream().mapToDouble(Reliability::negativeLogLikelihood).sum();
  }

  /** An exit that is there twice adds nothing to what is known. */
  @Test
  void copyOfAnExitChangesNeitherTheTemperatureNorItsError() {
    LogitLog once = SyntheticLogits.drawn(new Random(5), 20_000, 10, 2);
    LogitLogBuilder builder = LogitLog.builder(List.of("a", "b"), 10);
    double[] row = new double[10];
    for (int s = 0; s < once.samples(); s++) {
      once.copyLogits(0, s, row);
      builder.add(once.label(s), new double[][] {row.clone(), row.clone()});
    }
    Fitted expected = fitted(List.of(once), 0);
    Fitted twice = fitted(List.of(builder.build()), 0, 1);
    assertThat(twice.value()).isCloseTo(expected.value(), within(1e-9));
    assertThat(twice.standardError())
        .isCloseTo(expected.standardError(), Percentage.withPercentage(5));
  }

  /**
   * Of 200 repetitions about 95 % are within two standard errors, although both exits see the same
   * samples: with the errors of independent exits, fewer than 85 % would be.
   */
  @Test
  void standardErrorIsThatOfRepetitions() {
    int within = 0;
    for (int seed = 1; seed <= 200; seed++) {
      Random random = new Random(seed);
      LogitLogBuilder builder = LogitLog.builder(List.of("a", "b"), 2);
      for (int s = 0; s < 400; s++) {
        double lead = 3 * random.nextGaussian();
        int label = random.nextDouble() < 1 / (1 + Math.exp(-lead / 1.5)) ? 0 : 1;
        builder.add(label, new double[][] {{lead, 0}, {lead, 0}});
      }
      Fitted fitted = fitted(List.of(builder.build()), 0, 1);
      within += Math.abs(fitted.value() - 1.5) < 2 * fitted.standardError() ? 1 : 0;
    }
    assertThat(within).isBetween(178, 199);
  }

  @Test
  void noExitIsRefused() {
    assertThatThrownBy(() -> TemperatureScaling.fit(MEASURED.values()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("temperature scaling: expected exits but found none");
  }
}

package dev.espalier.study.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.espalier.study.random.Distribution;
import dev.espalier.study.random.Distribution.LogUniform;
import dev.espalier.study.random.RandomStream;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PercentileTest {
  private static final double ALPHA = 0.05;

  /**
   * Ranks 4 and 13 of 15 samples make a 96.5 % interval of the median (binomial table: P(X <= 3) =
   * 0.0176); the interval of 13 of 15 is 0.595 to 0.983 (Clopper and Pearson's method, as tables
   * print it).
   */
  @Test
  void intervalsAreThoseOfTables() {
    double[] values = IntStream.rangeClosed(1, 15).mapToDouble(i -> i).toArray();

    Percentile median = Percentile.of(values, 0.5, 13, ALPHA);

    assertThat(median.valueMs()).isEqualTo(8);
    assertThat(median.intervalMs().low()).isEqualTo(4);
    assertThat(median.intervalMs().high()).isEqualTo(12);
    assertThat(median.kept()).isCloseTo(13.0 / 15, within(1e-12));
    assertThat(median.keptInterval().low()).isCloseTo(0.595, within(5e-4));
    assertThat(median.keptInterval().high()).isCloseTo(0.983, within(5e-4));
  }

  @Test
  void fewSamplesHaveNoUpperEnd() {
    double[] values = IntStream.rangeClosed(1, 50).mapToDouble(i -> i).toArray();

    Percentile few = Percentile.of(values, 0.95, 1000, ALPHA);

    assertThat(few.intervalMs().high()).isInfinite();
    assertThat(few.verdict()).isEqualTo(Verdict.PROBABLY_MET);
  }

  @Test
  void samplesWithoutPlanAreInfinite() {
    double[] values = new double[200];
    Arrays.fill(values, 0, 150, 5);
    Arrays.fill(values, 150, 200, Double.POSITIVE_INFINITY);

    assertThat(Percentile.of(values, 0.5, 10, ALPHA).verdict()).isEqualTo(Verdict.MET);
    Percentile high = Percentile.of(values, 0.9, 10, ALPHA);
    assertThat(high.valueMs()).isInfinite();
    assertThat(high.verdict()).isEqualTo(Verdict.MISSED);
    assertThat(high.kept()).isEqualTo(0.75);
  }

  /** Both intervals invert the same tails, so that they always say the same of the target. */
  @Test
  void bothIntervalsAgreeOnTheTarget() {
    Distribution latency = new LogUniform(10, 100);
    for (int run = 0; run < 300; run++) {
      double[] values = draws(latency, run, 60 + 7 * run);
      double target = latency.quantile(0.7 + 0.001 * run);

      Percentile of = Percentile.of(values, 0.85, target, ALPHA);

      assertThat(of.verdict() == Verdict.MET).isEqualTo(of.keptInterval().low() >= 0.85);
      assertThat(of.verdict() == Verdict.MISSED).isEqualTo(of.keptInterval().high() < 0.85);
    }
  }

  /**
   * At 4,000 runs, coverage of 95 % would be below 94 % with a chance of 0.002; continuous and
   * discrete distributions.
   */
  @Test
  void intervalsCoverTheTruth() {
    Distribution continuous = new LogUniform(10, 100);
    Distribution discrete = Distribution.ofSamples(1, 1, 2, 2, 3, 3, 3, 4, 5, 9);
    for (Distribution latency : List.of(continuous, discrete)) {
      for (double p : new double[] {0.5, 0.9, 0.95}) {
        int covered = 0;
        for (int run = 0; run < 4000; run++) {
          Percentile of = Percentile.of(draws(latency, run, 150), p, 10, ALPHA);
          double truth = latency.quantile(p);
          covered += of.intervalMs().low() <= truth && truth <= of.intervalMs().high() ? 1 : 0;
        }
        assertThat(covered / 4000.0).isGreaterThan(0.94);
      }
    }
  }

  /**
   * Looking at 62, 125, 250, 500 and 1,000 samples and stopping where the interval is clear: as the
   * target is the percentile itself, each stop is an error, and 5 % of the runs may end with one.
   */
  @Test
  void looksDoNotAddUpToMoreErrors() {
    Distribution latency = new LogUniform(10, 100);
    double target = latency.quantile(0.9);
    List<Integer> looks = Looks.of(1000);
    int errors = 0;
    int naive = 0;
    for (int run = 0; run < 2000; run++) {
      double[] values = draws(latency, run, 1000);
      errors += isEverCertain(values, looks, target, ALPHA / looks.size()) ? 1 : 0;
      naive += isEverCertain(values, looks, target, ALPHA) ? 1 : 0;
    }
    assertThat(looks).containsExactly(62, 125, 250, 500, 1000);
    assertThat(errors / 2000.0).isLessThan(0.05);
    // Without the correction, as a check that this test can fail.
    assertThat(naive / 2000.0).isGreaterThan(0.08);
  }

  private static boolean isEverCertain(
      double[] values, List<Integer> looks, double target, double alpha) {
    return looks.stream()
        .anyMatch(
            look ->
                Percentile.of(Arrays.copyOf(values, look), 0.9, target, alpha)
                    .verdict()
                    .isCertain());
  }

  private static double[] draws(Distribution distribution, int seed, int count) {
    RandomStream stream = RandomStream.of(seed, "latency");
    return IntStream.range(0, count).mapToDouble(i -> distribution.draw(stream.at(i))).toArray();
  }
}

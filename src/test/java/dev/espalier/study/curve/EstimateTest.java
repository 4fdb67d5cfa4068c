package dev.espalier.study.curve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.espalier.exit.Criterion;
import dev.espalier.study.Interval;
import java.util.Random;
import org.apache.commons.math3.stat.interval.ConfidenceInterval;
import org.apache.commons.math3.stat.interval.WilsonScoreInterval;
import org.junit.jupiter.api.Test;

class EstimateTest {

  @Test
  void proportionHasTheWilsonIntervalOfAnotherLibrary() {
    for (int samples : new int[] {1, 2, 10, 48, 1000, 60_000}) {
      for (int i = 0; i <= 10; i++) {
        int count = samples * i / 10;
        ConfidenceInterval expected =
            new WilsonScoreInterval().createInterval(samples, count, 0.95);
        Interval interval = Estimate.ofProportion(count, samples).interval().orElseThrow();
        assertThat(interval.low()).isCloseTo(expected.getLowerBound(), within(1e-9));
        assertThat(interval.high()).isCloseTo(expected.getUpperBound(), within(1e-9));
      }
    }
  }

  @Test
  void proportionAtAnEndStaysWithinItsInterval() {
    assertThat(Estimate.ofProportion(0, 48).interval().orElseThrow().low()).isZero();
    assertThat(Estimate.ofProportion(48, 48).interval().orElseThrow().high()).isEqualTo(1);
    assertThat(Estimate.ofProportion(48, 48).interval().orElseThrow().low()).isBetween(0.9, 0.95);
  }

  @Test
  void meanHasTheIntervalOfStudentsTables() {
    // t for 95 % and 4, 1 and 29 degrees of freedom, from printed tables.
    assertThat(half(5)).isCloseTo(2.776 / Math.sqrt(5), within(5e-4));
    assertThat(half(2)).isCloseTo(12.706 / Math.sqrt(2), within(5e-4));
    assertThat(half(30)).isCloseTo(2.045 / Math.sqrt(30), within(5e-4));
  }

  private static double half(int samples) {
    Interval interval = Estimate.ofMean(7, 1, samples).interval().orElseThrow();
    assertThat(7 - interval.low()).isCloseTo(interval.high() - 7, within(1e-12));
    return interval.high() - 7;
  }

  @Test
  void oneSampleHasAMeanWithoutAnInterval() {
    assertThat(Estimate.ofMean(0.9, Double.NaN, 1).value()).isEqualTo(0.9);
    assertThat(Estimate.ofMean(0.9, Double.NaN, 1).interval()).isEmpty();
  }

  /** Each of 19 in 20 intervals holds the true value, within what 2,000 repetitions allow. */
  @Test
  void intervalsHoldTheTruthAsOftenAsTheySay() {
    Random random = new Random(1);
    int proportions = 0;
    int means = 0;
    for (int i = 0; i < 2000; i++) {
      LeavingSamples drawn = new LeavingSamples();
      for (int s = 0; s < 50; s++) {
        drawn.add(10 + random.nextGaussian(), random.nextDouble() < 0.8);
      }
      ExitPoint point = drawn.point("only", 50, Criterion.ENTROPY);
      proportions += holds(point.accuracy().orElseThrow(), 0.8) ? 1 : 0;
      means += holds(point.certainty().orElseThrow(), 10) ? 1 : 0;
    }
    // Four standard deviations of a binomial with p = 0.95 are 39; Wilson's is discrete.
    assertThat(proportions).isBetween(1850, 1950);
    assertThat(means).isBetween(1861, 1939);
  }

  private static boolean holds(Estimate estimate, double truth) {
    Interval interval = estimate.interval().orElseThrow();
    return interval.low() <= truth && truth <= interval.high();
  }

  @Test
  void countBeyondTheSamplesIsRefused() {
    assertThatThrownBy(() -> Estimate.ofProportion(3, 2))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("3 and 2");
    assertThatThrownBy(() -> Estimate.ofProportion(0, 0))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void intervalEndsAtTheBoundsOfTheQuantity() {
    Estimate wide = Estimate.ofMean(0.9, 0.2, 3);
    assertThat(wide.interval().orElseThrow().high()).isGreaterThan(1);
    Interval bounded = wide.within(0, 1).interval().orElseThrow();
    assertThat(bounded.high()).isEqualTo(1);
    assertThat(bounded.low()).isEqualTo(wide.interval().orElseThrow().low());
    assertThat(Estimate.ofMean(0.9, 0.2, 1).within(0, 1).interval()).isEmpty();
  }
}

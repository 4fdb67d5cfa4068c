package dev.espalier.search.predict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RatePredictorsTest {
  /** A predictor that has observed rates one second apart. */
  private static RatePredictor observed(String name, double... rates) {
    RatePredictor predictor = RatePredictors.named(name).get();
    for (int i = 0; i < rates.length; i++) {
      predictor.observe(i, rates[i]);
    }
    return predictor;
  }

  @Test
  void lastIsTheLastRate() {
    assertThat(observed("last", 3, 8, 5).predictMbps()).isEqualTo(5);
  }

  @Test
  void harmonicIsTheMeanOfTheLastFive() {
    assertThat(observed("harmonic", 100, 1, 2, 4, 4, 2).predictMbps())
        .isEqualTo(5 / (1 + 0.5 + 0.25 + 0.25 + 0.5), within(1e-12));
    assertThat(observed("harmonic", 6, 3).predictMbps()).isEqualTo(4);
    assertThat(observed("harmonic", 6, 0).predictMbps()).isZero();
  }

  @Test
  void smoothedForgetsHalfInAHalfLife() {
    RatePredictor predictor = RatePredictors.named("smoothed:4").get();
    predictor.observe(10, 8);
    assertThat(predictor.predictMbps()).isEqualTo(8);
    predictor.observe(14, 4);
    assertThat(predictor.predictMbps()).isEqualTo(6);
    predictor.observe(22, 2); // two half lives: a quarter of the way is left
    assertThat(predictor.predictMbps()).isEqualTo(3);
  }

  @Test
  void smoothedDoesNotDependOnHowOftenAConstantIsObserved() {
    RatePredictor often = RatePredictors.named("smoothed").get();
    RatePredictor seldom = RatePredictors.named("smoothed").get();
    often.observe(0, 10);
    seldom.observe(0, 10);
    for (int i = 1; i <= 8; i++) {
      often.observe(i * 0.5, 2);
    }
    seldom.observe(4, 2);
    assertThat(often.predictMbps()).isEqualTo(seldom.predictMbps(), within(1e-12));
  }

  @Test
  void quantileIsARateOfTheWindow() {
    assertThat(observed("p25", 8, 1, 4, 2).predictMbps()).isEqualTo(1);
    assertThat(observed("p26", 8, 1, 4, 2).predictMbps()).isEqualTo(2);
    assertThat(observed("p50", 8, 1, 4, 2).predictMbps()).isEqualTo(2);
    assertThat(observed("p99", 8, 1, 4, 2).predictMbps()).isEqualTo(8);
  }

  @Test
  void windowKeepsTheLastTwenty() {
    double[] rates = IntStream.rangeClosed(1, 50).mapToDouble(i -> i).toArray();
    assertThat(observed("p1", rates).predictMbps()).isEqualTo(31);
    assertThat(observed("smoothed", rates).samples()).hasSize(20).startsWith(31.0).endsWith(50.0);
  }

  @ParameterizedTest
  @ValueSource(strings = {"last", "harmonic", "smoothed", "p25"})
  void observationAtTheSameTimeReplacesTheOneBefore(String name) {
    RatePredictor once = observed(name, 3, 5, 2);
    RatePredictor twice = observed(name, 3, 5);
    twice.observe(2, 1000);
    twice.observe(2, 2);
    assertThat(twice.predictMbps()).isEqualTo(once.predictMbps());
    assertThat(twice.samples()).isEqualTo(once.samples());
  }

  @ParameterizedTest
  @ValueSource(strings = {"last", "harmonic", "smoothed", "p25"})
  void constantRateIsPredicted(String name) {
    assertThat(observed(name, 7, 7, 7, 7, 7, 7).predictMbps()).isEqualTo(7, within(1e-12));
    assertThat(observed(name, 0, 0).predictMbps()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"last", "harmonic", "smoothed", "p25"})
  void wrongObservationsAreRefused(String name) {
    RatePredictor predictor = observed(name, 3, 5);
    assertThatThrownBy(() -> predictor.observe(0.5, 1))
        .hasMessage("observed rates must be in the order of time, but after 1.0 s comes 0.5 s");
    assertThatThrownBy(() -> predictor.observe(2, Double.NaN))
        .hasMessage("observed rate: mbps must be >= 0 but is NaN");
    assertThatThrownBy(() -> RatePredictors.named(name).get().predictMbps())
        .isInstanceOf(IllegalStateException.class);
    assertThat(predictor.samples()).containsExactly(3.0, 5.0);
  }

  @ParameterizedTest
  @ValueSource(strings = {"harmonics", "p0", "p100", "smoothed:0", "smoothed:-1", "smoothed:x", ""})
  void unknownNamesAreRefused(String name) {
    assertThatThrownBy(() -> RatePredictors.named(name))
        .hasMessageStartingWith(
            "predictors are last, harmonic, smoothed, smoothed:SECONDS and pNN, such as p25, but"
                + " found \""
                + name);
    assertThatThrownBy(() -> RatePredictors.named("harmonics"))
        .hasMessageEndingWith("; did you mean \"harmonic\"?");
  }
}

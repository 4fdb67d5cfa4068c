package dev.espalier.search.joint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExitDemandTest {

  @ParameterizedTest
  @ValueSource(
      doubles = {
        Double.NaN,
        -0.1,
        -Double.MIN_VALUE,
        1.1,
        Double.POSITIVE_INFINITY,
        Double.NEGATIVE_INFINITY
      })
  void accuracyIsFromZeroToOne(double wrong) {
    assertThatThrownBy(() -> new ExitDemand.MinAccuracy(wrong))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("minimum accuracy must be a number from 0 to 1 but is %s", wrong);
  }

  @ParameterizedTest
  @ValueSource(doubles = {Double.NaN, -0.1, 0, -0.0, Double.NEGATIVE_INFINITY})
  void latencyIsAboveZero(double wrong) {
    assertThatThrownBy(() -> new ExitDemand.MaxLatency(wrong))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("maximum latency must be above 0 ms and finite but is %s", wrong);
  }

  @Test
  void latencyIsFinite() {
    assertThatThrownBy(() -> new ExitDemand.MaxLatency(Double.POSITIVE_INFINITY))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("Infinity");
  }

  @Test
  void endsOfTheRangesAreAllowed() {
    assertThat(new ExitDemand.MinAccuracy(0).isMet(0, 1e9)).isTrue();
    assertThat(new ExitDemand.MinAccuracy(1).isMet(1, 1e9)).isTrue();
    assertThat(new ExitDemand.MaxLatency(Double.MIN_VALUE).isMet(0, 0)).isTrue();
    assertThat(new ExitDemand.MaxLatency(Double.MAX_VALUE).isMet(0, 1e300)).isTrue();
  }

  @Test
  void limitsAreInclusiveButForRounding() {
    ExitDemand accuracy = new ExitDemand.MinAccuracy(0.8);
    assertThat(accuracy.isMet(0.8, 5)).isTrue();
    assertThat(accuracy.isMet(0.8 * (1 - 0.9e-9), 5)).isTrue();
    assertThat(accuracy.isMet(0.8 * (1 - 2e-9), 5)).isFalse();
    ExitDemand latency = new ExitDemand.MaxLatency(50);
    assertThat(latency.isMet(0, 50)).isTrue();
    assertThat(latency.isMet(0, 50 * (1 + 0.9e-9))).isTrue();
    assertThat(latency.isMet(0, 50 * (1 + 2e-9))).isFalse();
  }

  @Test
  void whatIsNotLimitedIsMinimised() {
    ExitDemand accuracy = new ExitDemand.MinAccuracy(0.8);
    assertThat(accuracy.cost(0.9, 50)).isEqualTo(50);
    assertThat(accuracy.limited(0.9, 50)).isEqualTo(-0.9);
    ExitDemand latency = new ExitDemand.MaxLatency(50);
    assertThat(latency.cost(0.9, 40)).isEqualTo(-0.9);
    assertThat(latency.limited(0.9, 40)).isEqualTo(40);
  }
}

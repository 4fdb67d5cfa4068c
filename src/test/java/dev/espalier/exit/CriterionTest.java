package dev.espalier.exit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CriterionTest {

  @Test
  void confidentSamplesLeaveFromTheThresholdUpwards() {
    assertThat(Criterion.CONFIDENCE.leaves(0.8, 0.8)).isTrue();
    assertThat(Criterion.CONFIDENCE.leaves(Math.nextDown(0.8), 0.8)).isFalse();
    assertThat(Criterion.CONFIDENCE.isMoreCertain(0.8, 0.7)).isTrue();
    assertThat(Criterion.CONFIDENCE.isMoreCertain(0.8, 0.8)).isFalse();
  }

  @Test
  void samplesOfLowEntropyLeaveUpToTheThreshold() {
    assertThat(Criterion.ENTROPY.leaves(0.8, 0.8)).isTrue();
    assertThat(Criterion.ENTROPY.leaves(Math.nextUp(0.8), 0.8)).isFalse();
    assertThat(Criterion.ENTROPY.isMoreCertain(0.7, 0.8)).isTrue();
    assertThat(Criterion.ENTROPY.isMoreCertain(0.8, 0.8)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(doubles = {Double.NaN, -0.1, 1.1, Double.POSITIVE_INFINITY})
  void confidenceIsFromZeroToOne(double wrong) {
    assertThatThrownBy(() -> Criterion.CONFIDENCE.check("exit \"a\"", wrong))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("exit \"a\": confidence must be a number from 0 to 1 but is %s", wrong);
    assertThat(Criterion.CONFIDENCE.check("exit \"a\"", 1)).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(doubles = {Double.NaN, -0.1, Double.POSITIVE_INFINITY})
  void entropyIsNotNegative(double wrong) {
    assertThatThrownBy(() -> Criterion.ENTROPY.check("exit \"a\"", wrong))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("exit \"a\": entropy must be ")
        .hasMessageEndingWith(" but is " + wrong);
    assertThat(Criterion.ENTROPY.check("exit \"a\"", 2.3)).isEqualTo(2.3);
  }
}

package dev.espalier.exit.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.espalier.exit.Criterion;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ThresholdGridTest {

  private static double[] thresholds(ThresholdGrid grid, int exit) {
    return IntStream.range(0, grid.size(exit)).mapToDouble(i -> grid.threshold(exit, i)).toArray();
  }

  private static ExitLog log(Criterion criterion, int samples, double largest) {
    ExitLogBuilder log = ExitLog.builder(List.of("early", "final"), criterion);
    for (int s = 0; s < samples; s++) {
      log.add(new double[] {largest * s / samples, 0}, new boolean[2]);
    }
    return log.build();
  }

  @Test
  void confidenceHasRoundThresholds() {
    ThresholdGrid grid = ThresholdGrid.defaultFor(log(Criterion.CONFIDENCE, 5, 1));
    assertThat(grid.sideExits()).isEqualTo(1);
    assertThat(thresholds(grid, 0))
        .containsExactly(0.5, 0.55, 0.6, 0.65, 0.7, 0.75, 0.8, 0.85, 0.9, 0.95);
  }

  @Test
  void entropyHasQuantilesOfWhatTheExitSaid() {
    assertThat(thresholds(ThresholdGrid.defaultFor(log(Criterion.ENTROPY, 100, 200)), 0))
        .containsExactly(10, 30, 50, 70, 90, 110, 130, 150, 170, 190);
    assertThat(thresholds(ThresholdGrid.defaultFor(log(Criterion.ENTROPY, 2, 1)), 0))
        .containsExactly(0, 0.5);
    assertThat(thresholds(ThresholdGrid.defaultFor(log(Criterion.ENTROPY, 1, 1)), 0))
        .containsExactly(0);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "0.5,0.5", "0.6,0.5", "NaN", "0.5,NaN", "NaN,0.5"})
  void thresholdsThatDoNotAscendAreRefused(String thresholds) {
    double[] values =
        thresholds.isEmpty()
            ? new double[0]
            : List.of(thresholds.split(",")).stream().mapToDouble(Double::valueOf).toArray();
    assertThatThrownBy(() -> ThresholdGrid.perExit(new double[] {0.5}, values))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(
            "side exit 2: thresholds must be 1 to 10000 ascending numbers but are ");
  }

  @Test
  void thresholdsMayBeOutOfReach() {
    ThresholdGrid grid = ThresholdGrid.same(2, Double.NEGATIVE_INFINITY, 0.5, 2);
    assertThat(grid.size(1)).isEqualTo(3);
    assertThat(grid.threshold(1, 2)).isEqualTo(2);
  }
}

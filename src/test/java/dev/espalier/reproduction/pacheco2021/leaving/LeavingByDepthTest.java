package dev.espalier.reproduction.pacheco2021.leaving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LeavingByDepthTest {
  @ParameterizedTest
  @ValueSource(doubles = {0.7, 0.75, 0.8, 0.85, 0.9})
  void measuredExitsHaveTheirMeasuredShares(double threshold) {
    List<Double> depths = ExitPlaces.of(3).depths();
    for (int exits = 1; exits <= 3; exits++) {
      assertThat(LeavingByDepth.at(threshold).hasLeft(depths.get(exits - 1)))
          .isCloseTo(MeasuredShares.at(threshold).leftAfter(exits).value(), within(1e-12));
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.7, 0.75, 0.8, 0.85, 0.9})
  void thirdOfFiveExitsIsTheMeasuredSecondOfThree(double threshold) {
    assertThat(ExitPlaces.of(5).blocks().get(2)).isEqualTo(ExitPlaces.of(3).blocks().get(1));
    assertThat(LeavingByDepth.at(threshold).probabilities(5, 3, 3)[0])
        .isCloseTo(MeasuredShares.at(threshold).leftAfter(2).value(), within(1e-12));
  }

  @Test
  void shareRisesWithTheDepthAndFallsWithTheThreshold() {
    double before = 0;
    for (double depth = 0; depth <= 1; depth += 0.01) {
      double now = LeavingByDepth.at(0.8).hasLeft(depth);
      assertThat(now).isBetween(before, 1.0);
      before = now;
      double place = depth;
      assertThat(Lines.atThresholds(t -> -LeavingByDepth.at(t).hasLeft(place))).isSorted();
    }
    assertThat(LeavingByDepth.at(0.8).hasLeft(0)).isZero();
  }

  @ParameterizedTest
  @CsvSource({"0, 1, 5", "0.1, 3, 5", "-0.3, 3, 5", "0.9, 3, 4", "0, 3, 3"})
  void probabilitiesSumToOne(double shift, int first, int last) {
    double[] probabilities = LeavingByDepth.at(0.7).shifted(shift).probabilities(5, first, last);
    assertThat(probabilities).hasSize(last - first + 2);
    assertThat(Arrays.stream(probabilities).sum()).isCloseTo(1, within(1e-12));
    assertThat(Arrays.stream(probabilities).min().orElseThrow()).isNotNegative();
  }

  @Test
  void shiftedSharesStayShares() {
    assertThat(LeavingByDepth.at(0.8).shifted(0.1).hasLeft(0.6))
        .isCloseTo(LeavingByDepth.at(0.8).hasLeft(0.6) + 0.1, within(1e-12));
    assertThat(LeavingByDepth.at(0.8).shifted(2).hasLeft(0.6)).isEqualTo(1);
    assertThat(LeavingByDepth.at(0.8).shifted(-2).hasLeft(0.6)).isZero();
  }

  /** Else the estimate would not lie above what is unknown between two exits. */
  @ParameterizedTest
  @ValueSource(doubles = {0.7, 0.75, 0.8, 0.85, 0.9})
  void measuredSharesBendUpward(double threshold) {
    assertThat(LeavingByDepth.errorAtExit2(threshold)).isBetween(0.0, 0.1);
  }
}

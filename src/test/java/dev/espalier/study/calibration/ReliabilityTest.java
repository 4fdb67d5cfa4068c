package dev.espalier.study.calibration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.espalier.exit.log.LogitLog;
import dev.espalier.exit.log.LogitLogBuilder;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReliabilityTest {

  /** A log of two classes with the first predicted at these confidences. */
  private static LogitLog log(double[] confidences, int... labels) {
    LogitLogBuilder log = LogitLog.builder(List.of("only"), 2);
    for (int s = 0; s < labels.length; s++) {
      log.add(labels[s], new double[][] {{Math.log(confidences[s]), Math.log1p(-confidences[s])}});
    }
    return log.build();
  }

  private static Reliability of(LogitLog log) {
    return Reliability.of(List.of(log), 0, 1);
  }

  @Test
  void errorIsTheWeightedDifferenceOfEachBin() {
    // Bins of width 1/15: 0.61 and 0.65 probability (9/15, 10/15], 0.99 is alone.
    Reliability reliability = of(log(new double[] {0.61, 0.65, 0.99}, 0, 1, 0));
    double expected = (2 * Math.abs((0.61 + 0.65) / 2 - 0.5) + Math.abs(0.99 - 1)) / 3;
    assertThat(reliability.calibrationError()).isCloseTo(expected, within(1e-14));
    double likelihood = -(Math.log(0.61) + Math.log(0.35) + Math.log(0.99)) / 3;
    assertThat(reliability.negativeLogLikelihood()).isCloseTo(likelihood, within(1e-14));
  }

  @Test
  void surplusAndShortageOfABinMakeUpForEachOther() {
    assertThat(of(log(new double[] {0.75, 0.75, 0.75, 0.75}, 0, 0, 0, 1)).calibrationError())
        .isCloseTo(0, within(1e-14));
  }

  @Test
  void upperEndIsPartOfABin() {
    // 0.6 ends a bin that 0.55 is in, and 0.61 is in the next.
    double together = of(log(new double[] {0.55, 0.6}, 0, 1)).calibrationError();
    assertThat(together).isCloseTo(Math.abs(0.55 + 0.6 - 1) / 2, within(1e-14));
    double apart = of(log(new double[] {0.55, 0.61}, 0, 1)).calibrationError();
    assertThat(apart).isCloseTo((0.45 + 0.61) / 2, within(1e-14));
  }

  @Test
  void certaintyIsInTheLastBin() {
    LogitLogBuilder log = LogitLog.builder(List.of("only"), 2);
    log.add(1, new double[][] {{0, Double.POSITIVE_INFINITY}});
    assertThat(of(log.build())).isEqualTo(new Reliability(0, 0));
  }
}

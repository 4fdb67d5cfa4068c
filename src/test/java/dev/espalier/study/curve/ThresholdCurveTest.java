package dev.espalier.study.curve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.espalier.exit.Criterion;
import dev.espalier.exit.ExitBehavior;
import dev.espalier.exit.log.ExitLog;
import dev.espalier.exit.log.ExitLogBuilder;
import dev.espalier.exit.log.Fallback;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ThresholdCurveTest {
  private static final BitSet FIRST = BitSet.valueOf(new long[] {1});

  /** Three samples at exits a and f. */
  private static ExitLog small(Criterion criterion) {
    ExitLogBuilder log = ExitLog.builder(List.of("a", "f"), criterion);
    log.add(new double[] {0.9, 0.6}, new boolean[] {true, false});
    log.add(new double[] {0.8, 0.7}, new boolean[] {false, true});
    log.add(new double[] {0.4, 0.3}, new boolean[] {true, false});
    return log.build();
  }

  @Test
  void pointsCountWhoLeavesWhere() {
    ThresholdCurve curve =
        ThresholdCurve.of(
            small(Criterion.CONFIDENCE), FIRST, Fallback.FINAL, List.of(0.5, 0.85, 0.95));
    assertThat(curve.exits()).containsExactly("a", "f");
    assertThat(curve.samples()).isEqualTo(3);
    CurvePoint low = curve.points().get(0);
    assertThat(low.exits()).extracting(ExitPoint::leaving).containsExactly(2, 1);
    assertThat(low.exits().get(0).accuracy().orElseThrow()).isEqualTo(Estimate.ofProportion(1, 2));
    assertThat(low.exits().get(0).certainty().orElseThrow().value()).isCloseTo(0.85, within(1e-12));
    assertThat(low.exits().get(0).certainty().orElseThrow().interval()).isPresent();
    assertThat(low.leavingEarly()).isEqualTo(Estimate.ofProportion(2, 3));
    assertThat(low.accuracy()).isEqualTo(Estimate.ofProportion(1, 3));
    CurvePoint middle = curve.points().get(1);
    assertThat(middle.exits().get(0).certainty().orElseThrow())
        .isEqualTo(Estimate.ofMean(0.9, Double.NaN, 1));
    CurvePoint high = curve.points().get(2);
    assertThat(high.exits().get(0).leaving()).isZero();
    assertThat(high.exits().get(0).certainty()).isEmpty();
    assertThat(high.exits().get(0).accuracy()).isEmpty();
  }

  /** The third sample is more certain at the side exit, and correct there. */
  @Test
  void certaintyIsThatOfTheExitThatDecides() {
    ExitPoint last =
        ThresholdCurve.of(small(Criterion.CONFIDENCE), FIRST, Fallback.MOST_CONFIDENT, List.of(0.5))
            .points()
            .get(0)
            .exits()
            .get(1);
    assertThat(last.certainty().orElseThrow().value()).isEqualTo(0.4);
    assertThat(last.accuracy().orElseThrow().value()).isEqualTo(1);
  }

  @Test
  void behaviorIsThatOfTheLogForEverySetOfExits() {
    Random random = new Random(1);
    for (Criterion criterion : Criterion.values()) {
      ExitLog log = drawn(random, criterion);
      for (Fallback fallback : Fallback.values()) {
        for (long set = 0; set < 8; set++) {
          BitSet deployed = BitSet.valueOf(new long[] {set});
          List<Double> thresholds = List.of(0.0, 0.25, 0.5, 0.75, 1.0);
          ThresholdCurve curve = ThresholdCurve.of(log, deployed, fallback, thresholds);
          for (CurvePoint point : curve.points()) {
            check(point, log, deployed, fallback);
          }
        }
      }
    }
  }

  private static ExitLog drawn(Random random, Criterion criterion) {
    ExitLogBuilder log = ExitLog.builder(List.of("a", "b", "c", "f"), criterion);
    for (int s = 0; s < 200; s++) {
      double[] values = random.doubles(4).map(u -> Math.rint(20 * u) / 20).toArray();
      boolean[] correct = new boolean[4];
      for (int e = 0; e < 4; e++) {
        correct[e] = random.nextBoolean();
      }
      log.add(values, correct);
    }
    return log.build();
  }

  private static void check(CurvePoint point, ExitLog log, BitSet deployed, Fallback fallback) {
    double[] same = new double[3];
    Arrays.fill(same, point.threshold());
    ExitBehavior expected = log.behavior(same, deployed, fallback);
    assertThat(point.accuracy().value()).isCloseTo(expected.accuracy(), within(1e-12));
    assertThat(point.exits()).hasSize(deployed.cardinality() + 1);
    for (ExitPoint exit : point.exits()) {
      int e = log.exits().indexOf(exit.exit());
      assertThat(exit.probability().value()).isEqualTo(expected.exits().get(e).probability());
      assertThat(exit.accuracy().isPresent())
          .isEqualTo(expected.exits().get(e).accuracy().isPresent());
      exit.accuracy()
          .ifPresent(
              accuracy ->
                  assertThat(accuracy.value())
                      .isEqualTo(expected.exits().get(e).accuracy().getAsDouble()));
    }
    assertThat(point.exits().stream().mapToInt(ExitPoint::leaving).sum()).isEqualTo(200);
    if (!deployed.isEmpty()) {
      checkCertainty(point.exits().get(0), log, deployed.nextSetBit(0), point.threshold());
    }
  }

  /** Of the first deployed exit, which takes every sample that reaches its threshold. */
  private static void checkCertainty(ExitPoint exit, ExitLog log, int index, double threshold) {
    List<Double> values = new ArrayList<>();
    for (int s = 0; s < log.samples(); s++) {
      if (log.criterion().leaves(log.value(index, s), threshold)) {
        values.add(log.value(index, s));
      }
    }
    assertThat(exit.leaving()).isEqualTo(values.size());
    exit.certainty()
        .ifPresent(
            certainty ->
                assertThat(certainty.value())
                    .isCloseTo(
                        values.stream().mapToDouble(v -> v).average().orElseThrow(),
                        within(1e-12)));
  }

  @Test
  void thresholdOutOfRangeIsRefused() {
    ExitLog log = small(Criterion.CONFIDENCE);
    assertThatThrownBy(() -> ThresholdCurve.of(log, FIRST, Fallback.FINAL, List.of(1.5)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("curve: confidence must be a number from 0 to 1 but is 1.5");
    assertThatThrownBy(() -> ThresholdCurve.of(log, FIRST, Fallback.FINAL, List.of()))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(
            () ->
                ThresholdCurve.of(
                    log, BitSet.valueOf(new long[] {2}), Fallback.FINAL, List.of(0.5)))
        .isInstanceOf(IllegalArgumentException.class);
  }
}

package dev.espalier.exit.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.espalier.exit.Criterion;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LogitLogTest {
  private static final double INF = Double.POSITIVE_INFINITY;

  private static ExitLog reduced(Criterion criterion, int label, double... logits) {
    LogitLogBuilder log = LogitLog.builder(List.of("only"), logits.length);
    log.add(label, new double[][] {logits});
    return log.build().toExitLog(criterion);
  }

  private static double confidence(double... logits) {
    return reduced(Criterion.CONFIDENCE, 0, logits).value(0, 0);
  }

  private static double entropy(double... logits) {
    return reduced(Criterion.ENTROPY, 0, logits).value(0, 0);
  }

  @Test
  void softmaxIsThatOfTheDefinition() {
    Random random = new Random(1);
    for (int i = 0; i < 500; i++) {
      double[] logits = random.doubles(2 + random.nextInt(8), -8, 8).toArray();
      double sum = 0;
      for (double logit : logits) {
        sum += Math.exp(logit);
      }
      double greatest = 0;
      double entropy = 0;
      for (double logit : logits) {
        double p = Math.exp(logit) / sum;
        greatest = Math.max(greatest, p);
        entropy -= p * Math.log(p);
      }
      assertThat(confidence(logits)).isCloseTo(greatest, within(1e-14));
      assertThat(entropy(logits)).isCloseTo(entropy, within(1e-13));
    }
  }

  @Test
  void hugeLogitsDoNotOverflowAndTinyDoubtsAreKept() {
    assertThat(confidence(1e308, -1e308)).isEqualTo(1);
    assertThat(confidence(1000, 1000)).isEqualTo(0.5);
    assertThat(confidence(-1000, -1001)).isCloseTo(1 / (1 + Math.exp(-1)), within(1e-15));
    // With p = e^-50 of the other class the entropy is p (1 + 50), though 1 - p rounds to 1.
    assertThat(entropy(50, 0)).isCloseTo(51 * Math.exp(-50), within(1e-30));
    assertThat(entropy(3, 3, 3, 3)).isCloseTo(Math.log(4), within(1e-15));
  }

  @Test
  void infiniteLogitIsACertaintyAndMinusInfinityAnImpossibility() {
    assertThat(confidence(0, INF, 5)).isEqualTo(1);
    assertThat(entropy(0, INF, -INF)).isZero();
    assertThat(reduced(Criterion.CONFIDENCE, 1, 0, INF, 5).isCorrect(0, 0)).isTrue();
    assertThat(confidence(1, -INF, 1)).isEqualTo(0.5);
    assertThat(entropy(1, -INF, 1)).isCloseTo(Math.log(2), within(1e-15));
    assertThat(confidence(-INF, -INF, 1)).isEqualTo(1);
  }

  @Test
  void firstOfEqualLogitsIsPredicted() {
    assertThat(reduced(Criterion.CONFIDENCE, 1, 0, 2, 2).isCorrect(0, 0)).isTrue();
    assertThat(reduced(Criterion.CONFIDENCE, 2, 0, 2, 2).isCorrect(0, 0)).isFalse();
  }

  @Test
  void temperatureChangesCertaintyButNoPrediction() {
    Random random = new Random(2);
    LogitLogBuilder builder = LogitLog.builder(List.of("a", "b"), 4);
    for (int s = 0; s < 3000; s++) {
      double[][] rows = {random.doubles(4, -3, 3).toArray(), random.doubles(4, -3, 3).toArray()};
      builder.add(random.nextInt(4), rows);
    }
    LogitLog log = builder.build();
    ExitLog plain = log.toExitLog(Criterion.CONFIDENCE);
    ExitLog warm = log.toExitLog(Criterion.CONFIDENCE, new double[] {2, 0.5});
    double[] row = new double[4];
    for (int s = 0; s < log.samples(); s++) {
      assertThat(warm.isCorrect(0, s)).isEqualTo(plain.isCorrect(0, s));
      assertThat(warm.value(0, s)).isLessThan(plain.value(0, s));
      assertThat(warm.value(1, s)).isGreaterThan(plain.value(1, s));
      log.copyLogits(1, s, row);
      assertThat(warm.value(1, s)).isEqualTo(Softmax.of(row, 2).confidence());
    }
  }

  @Test
  void logitsWithoutASoftmaxAreRefused() {
    assertThatThrownBy(() -> confidence(1, Double.NaN))
        .hasMessage("exit \"only\": logit of class 1 must be a number but is NaN");
    assertThatThrownBy(() -> confidence(INF, 1, INF))
        .hasMessage("exit \"only\": expected at most one logit of +infinity but found 2");
    assertThatThrownBy(() -> confidence(-INF, -INF))
        .hasMessage("exit \"only\": expected a logit above -infinity but found none");
    assertThatThrownBy(() -> confidence(1))
        .hasMessage("logits must be of 2 to 100000 classes but are of 1");
    assertThatThrownBy(() -> reduced(Criterion.ENTROPY, 2, 1, 1))
        .hasMessage("label must be a class from 0 to 1 but is 2");
    assertThatThrownBy(() -> reduced(Criterion.ENTROPY, -1, 1, 1))
        .hasMessage("label must be a class from 0 to 1 but is -1");
    LogitLogBuilder builder = LogitLog.builder(List.of("only"), 3);
    assertThatThrownBy(() -> builder.add(0, new double[][] {{1, 2}}))
        .hasMessage("exit \"only\": expected 3 logits but found 2");
    assertThatThrownBy(builder::build).hasMessage("logits: expected samples but found none");
  }

  @Test
  void temperatureThatIsNoneIsRefused() {
    LogitLogBuilder builder = LogitLog.builder(List.of("only"), 2);
    builder.add(0, new double[][] {{1, 2}});
    LogitLog log = builder.build();
    for (double wrong : new double[] {0, -1, Double.NaN, INF}) {
      assertThatThrownBy(() -> log.toExitLog(Criterion.CONFIDENCE, new double[] {wrong}))
          .isInstanceOf(IllegalArgumentException.class);
    }
    assertThatThrownBy(() -> builder.add(0, new double[][] {{1, 2}}))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void derivativesAreThoseOfTheLikelihood() {
    double[] logits = {0.3, -1.2, 2.5, 0.9};
    double step = 1e-5;
    for (double b : new double[] {0.1, 1, 3}) {
      for (double logit : logits) {
        double up = Softmax.of(logits, b + step).negativeLogLikelihood(logit);
        double at = Softmax.of(logits, b).negativeLogLikelihood(logit);
        double down = Softmax.of(logits, b - step).negativeLogLikelihood(logit);
        assertThat(Softmax.of(logits, b).slope(logit))
            .isCloseTo((up - down) / (2 * step), within(1e-8));
        assertThat(Softmax.of(logits, b).variance())
            .isCloseTo((up - 2 * at + down) / (step * step), within(1e-4));
      }
    }
    assertThat(Softmax.of(logits, 0).mean())
        .as("at infinite temperature all classes are equally likely")
        .isCloseTo((0.3 - 1.2 + 2.5 + 0.9) / 4 - 2.5, within(1e-15));
  }
}

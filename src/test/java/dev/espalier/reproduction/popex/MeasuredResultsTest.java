package dev.espalier.reproduction.popex;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.espalier.exit.Criterion;
import dev.espalier.exit.log.ExitLog;
import dev.espalier.exit.log.ExitLogBuilder;
import dev.espalier.io.csv.MeasuredLogs;
import dev.espalier.reproduction.Claim;
import dev.espalier.reproduction.ReproducedFigure;
import dev.espalier.study.LineChart;
import dev.espalier.study.curve.CalibratedCurve;
import dev.espalier.study.curve.ThresholdCurve;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class MeasuredResultsTest {
  private static final MeasuredResults RESULTS = new MeasuredResults(MeasuredLogs.bLenetMnist());

  /** NumPy's values on the same logits, for entropies of 0.1, 0.5 and 1.5 nats. */
  @Test
  void figure5HasTheProbabilitiesThatNumpyFinds() {
    LineChart chart = chart("figure 5");
    assertThat(chart.lines())
        .extracting(LineChart.Line::name)
        .containsExactly("clean", "blur-1", "blur-2");
    double[][] expected = {{88, 95.8, 100}, {75.5, 91.1, 100}, {13.4, 47.9, 93.5}};
    for (int line = 0; line < 3; line++) {
      List<LineChart.Point> points = chart.lines().get(line).points();
      assertThat(points.get(0).y()).isCloseTo(expected[line][0], within(1e-9));
      assertThat(points.get(4).y()).isCloseTo(expected[line][1], within(1e-9));
      assertThat(points.get(14).y()).isCloseTo(expected[line][2], within(1e-9));
      assertThat(points).allMatch(point -> point.interval().isPresent());
    }
  }

  private static LineChart chart(String id) {
    return RESULTS.figures().stream()
        .filter(figure -> figure.id().equals(id))
        .map(ReproducedFigure::chart)
        .map(LineChart.class::cast)
        .findFirst()
        .orElseThrow();
  }

  /** The differences are those of a recount with NumPy and SciPy's temperatures. */
  @Test
  void claimsSayWhatIsFound() {
    List<Claim> claims = RESULTS.claims();
    assertThat(claims)
        .extracting(Claim::where)
        .containsExactly(
            "figure 5",
            "figure 6a",
            "figure 6b",
            "figure 6c",
            "figure 7a",
            "figure 7b",
            "figure 7c",
            "figures 5 to 7");
    assertThat(claims)
        .extracting(Claim::isReproduced)
        .containsExactly(true, false, true, true, false, false, true, false);
    assertThat(claims)
        .extracting(Claim::ours)
        .contains(
            "lower at 0, higher at 10 of 23 thresholds, by +0.0 to +0.5 points",
            "lower at 21, higher at 0 of 23 thresholds, by -25.3 to +0.0 points",
            "lower at 21, higher at 0 of 23 thresholds, by -28.7 to +0.0 points",
            "lower at 3, higher at 1 of 23 thresholds, by -0.1 to +0.1 points",
            "lower at 8, higher at 13 of 23 thresholds, by -1.3 to +1.2 points",
            "lower at 3, higher at 17 of 23 thresholds, by -0.1 to +2.1 points");
    assertThat(claims.get(5).verdict().text()).contains("81.8 % correctly, the final exit 81.5 %");
    assertThat(RESULTS.temperatures()).contains("clean 0.96 +- 0.09", "noise-0.6 3.32 +- 0.11");
  }

  /** One side exit: with this entropy, and then correct or not; the final exit is the opposite. */
  private static ExitLog log(double... entropies) {
    ExitLogBuilder log = ExitLog.builder(List.of("a", "f"), Criterion.ENTROPY);
    for (int s = 0; s < entropies.length; s++) {
      boolean isCorrect = s % 2 == 0;
      log.add(new double[] {entropies[s], 1}, new boolean[] {isCorrect, !isCorrect});
    }
    return log.build();
  }

  private static CalibratedCurve curve(ExitLog before, ExitLog after) {
    return CalibratedCurve.of(before, after, MeasuredResults.THRESHOLDS);
  }

  @Test
  void blurThatLetsMoreLeaveBreaksTheClaim() {
    List<ThresholdCurve> curves = new ArrayList<>();
    for (double shift : new double[] {0, 0.5, 1}) {
      double[] entropies = new double[400];
      for (int s = 0; s < entropies.length; s++) {
        entropies[s] = shift + s / 400.0;
      }
      curves.add(curve(log(entropies), log(entropies)).before());
    }
    assertThat(MeasuredClaims.moreBlurFewerLeave(curves).isReproduced()).isTrue();
    Collections.reverse(curves);
    assertThat(MeasuredClaims.moreBlurFewerLeave(curves).isReproduced()).isFalse();
    assertThat(
            MeasuredClaims.moreBlurFewerLeave(List.of(curves.get(0), curves.get(0))).isReproduced())
        .isFalse();
  }

  @Test
  void oneThresholdAtWhichMoreLeaveBreaksTheClaim() {
    ExitLog before = log(0.15, 0.55, 0.95);
    assertThat(fewer(before, log(0.15, 0.55, 1.45))).isTrue();
    assertThat(fewer(before, log(0.05, 0.55, 1.45))).isFalse();
    assertThat(fewer(before, before)).isFalse();
  }

  private static boolean fewer(ExitLog before, ExitLog after) {
    return MeasuredClaims.fewerLeave("here", "any", curve(before, after)).isReproduced();
  }

  @Test
  void accuracyMustGrowAtMostThresholdsAndByMoreThanItFalls() {
    ExitLog before = log(0.05, 0.05);
    // The second sample is wrong at the branch; kept until 1.75, it is right until then.
    assertThat(accurate(before, log(0.05, 1.75))).isTrue();
    assertThat(accurate(before, log(0.05, 0.75))).isFalse();
    // The first one is right at the branch, so that keeping it costs as much.
    assertThat(accurate(before, log(1.95, 1.75))).isFalse();
    assertThat(accurate(before, before)).isFalse();
  }

  private static boolean accurate(ExitLog before, ExitLog after) {
    return MeasuredClaims.moreAccurate("here", "any", curve(before, after), 0.5).isReproduced();
  }
}

package dev.espalier.reproduction.pacheco2021;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import dev.espalier.reproduction.Claim;
import dev.espalier.reproduction.MeasuredFigure;
import dev.espalier.reproduction.Reproduction;
import dev.espalier.reproduction.Verdict;
import dev.espalier.reproduction.pacheco2021.leaving.MeasuredShares;
import dev.espalier.study.Interval;
import dev.espalier.study.LineChart;
import dev.espalier.study.run.Deployment;
import dev.espalier.study.run.Load;
import dev.espalier.study.run.RunMeasurement;
import dev.espalier.study.run.RunPrediction;
import dev.espalier.study.run.Stage;
import dev.espalier.study.run.compare.Measured;
import dev.espalier.study.run.compare.Pipeline;
import dev.espalier.study.run.compare.RunComparison;
import dev.espalier.study.run.compare.RunValue;
import dev.espalier.study.run.compare.RunValue.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

/** Times are given, so that what the claims must say of them is known. */
class MeasuredPacheco2021Test {
  private static final double HALF_MS = 0.1;

  /** Mean times as the paper states them: 39 to 73 ms, and 100 ms without exits. */
  private static double usual(EdgeCut cut, double threshold) {
    return 39 + 6 * (5 - cut.lastExit()) + 110 * (threshold - 0.7);
  }

  private interface Times {
    double ms(EdgeCut cut, double threshold);
  }

  private static Measured measured(double ms) {
    return new Measured(
        ms,
        Optional.of(new Interval(ms - HALF_MS, ms + HALF_MS)),
        OptionalDouble.of(ms),
        OptionalDouble.empty(),
        OptionalDouble.empty(),
        OptionalDouble.of(ms + 5),
        50);
  }

  private static MeasuredRun run(
      EdgeCut cut, OptionalDouble threshold, double ms, double... exitMs) {
    List<RunValue> values = new ArrayList<>();
    values.add(
        new RunValue(
            Kind.LATENCY,
            RunComparison.ALL,
            OptionalDouble.of(ms / 1.25),
            Double.isNaN(ms) ? Optional.empty() : Optional.of(measured(ms))));
    for (int e = 0; e < exitMs.length; e++) {
      values.add(
          new RunValue(
              Kind.EXIT_LATENCY,
              "exit" + e,
              OptionalDouble.empty(),
              Double.isNaN(exitMs[e]) ? Optional.empty() : Optional.of(measured(exitMs[e]))));
    }
    RunPrediction prediction =
        new RunPrediction(
            OptionalDouble.empty(),
            OptionalDouble.empty(),
            OptionalDouble.empty(),
            List.of(),
            List.of(),
            List.of(),
            List.of());
    RunMeasurement run =
        new RunMeasurement(
            "any",
            List.of(new Deployment(0, List.of(new Stage("edge", 0, 1)))),
            new Load(1, OptionalDouble.empty()),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            false);
    return new MeasuredRun(
        cut,
        threshold,
        new RunComparison(
            prediction,
            run,
            0,
            0,
            OptionalDouble.empty(),
            values,
            new Pipeline(Pipeline.Fill.ONE_AT_A_TIME, Optional.empty()),
            Optional.empty()));
  }

  private static Reproduction reproduction(Times times, double third, boolean isComplete) {
    List<MeasuredRun> runs = new ArrayList<>();
    for (double threshold : MeasuredShares.THRESHOLDS) {
      runs.add(run(EdgeCut.ALL_AT_EDGE, OptionalDouble.of(threshold), 10 * threshold));
    }
    runs.add(run(EdgeCut.ALL_AT_EDGE, OptionalDouble.empty(), 5, 1, 2, third, Double.NaN, 6, 7));
    runs.add(run(EdgeCut.CLOUD_ONLY, OptionalDouble.empty(), 100));
    for (EdgeCut cut : EdgeCut.offloading()) {
      for (double threshold : MeasuredShares.THRESHOLDS) {
        runs.add(run(cut, OptionalDouble.of(threshold), times.ms(cut, threshold)));
      }
    }
    return MeasuredPacheco2021.of(runs, List.of(), List.of("assumed"), isComplete);
  }

  private static Claim claim(Reproduction reproduction, String what) {
    return reproduction.claims().stream()
        .filter(claim -> claim.what().startsWith(what))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void whatThePaperStatesComesBackFromItsShape() {
    Reproduction reproduction = reproduction(MeasuredPacheco2021Test::usual, 3.8, true);
    assertThat(reproduction.claims()).hasSize(9).allMatch(Claim::isReproduced);
    assertThat(claim(reproduction, "minimum saved").ours()).isEqualTo("27 %");
    assertThat(claim(reproduction, "maximum saved").ours()).isEqualTo("61 %");
  }

  @Test
  void deviationsAreSeen() {
    Times falling = (cut, threshold) -> usual(cut, threshold) - (threshold == 0.8 ? 12 : 0);
    Reproduction reproduction = reproduction(falling, 2.5, true);
    assertThat(claim(reproduction, "time grows").isReproduced()).isFalse();
    assertThat(claim(reproduction, "leaving at exit 3").isReproduced()).isFalse();
    assertThat(claim(reproduction, "leaving at exit 3").ours()).isEqualTo("1.25 times as long");
    Reproduction slow = reproduction((cut, t) -> 3 * usual(cut, t), 3.8, true);
    assertThat(claim(slow, "exits up to the fifth").isReproduced()).isFalse();
    assertThat(claim(slow, "all five exits").isReproduced()).isFalse();
    assertThat(claim(slow, "minimum saved").verdict()).isInstanceOf(Verdict.NotReproducible.class);
  }

  /** What is within the intervals is no fall. */
  @Test
  void noiseIsNoFall() {
    Times noisy = (cut, t) -> usual(cut, t) - (t == 0.75 ? 110 * 0.05 + 1.5 * HALF_MS : 0);
    assertThat(claim(reproduction(noisy, 3.8, true), "time grows").isReproduced()).isTrue();
  }

  @Test
  void figuresHaveARowForEachSettingThatWasMeasured() {
    Reproduction reproduction = reproduction(MeasuredPacheco2021Test::usual, 3.8, true);
    assertThat(reproduction.measured())
        .extracting(MeasuredFigure::id)
        .containsExactly("figure 6a measured", "figure 6b measured", "figure 7 measured");
    MeasuredFigure byExit = reproduction.measured().get(0);
    assertThat(byExit.rows())
        .extracting(byExit::condition)
        .containsExactly("1", "2", "3", "5", "6");
    MeasuredFigure seven = reproduction.measured().get(2);
    assertThat(seven.rows()).hasSize(16);
    assertThat(seven.condition(seven.rows().get(0))).isEqualTo("all");
    assertThat(seven.rows().get(0).difference().getAsDouble()).isCloseTo(0.25, offset(1e-9));
    LineChart chart = (LineChart) seven.chart();
    assertThat(chart.lines())
        .extracting(LineChart.Line::name)
        .startsWith("cloud only", "exit 3", "exits 3 to 4", "exits 3 to 5", "cloud only, predicted")
        .hasSize(8);
    assertThat(chart.lines().get(0).points())
        .hasSize(5)
        .allMatch(point -> point.y() == 100 && point.interval().isPresent());
  }

  @Test
  void settingWithoutAnAnswerLeavesClaimsOut() {
    Times missing = (cut, t) -> t == 0.8 ? Double.NaN : usual(cut, t);
    Reproduction reproduction = reproduction(missing, 3.8, true);
    assertThat(reproduction.claims()).isEmpty();
    assertThat(reproduction.measured().get(2).rows()).hasSize(13);
  }

  @Test
  void partialResultsHaveNoClaims() {
    Reproduction reproduction = reproduction(MeasuredPacheco2021Test::usual, 3.8, false);
    assertThat(reproduction.isComplete()).isFalse();
    assertThat(reproduction.claims()).isEmpty();
    assertThat(reproduction.measured()).hasSize(3);
    assertThat(MeasuredPacheco2021.of(List.of(), List.of(), List.of(), false).isEmpty()).isTrue();
  }
}

package dev.espalier.reproduction.pacheco2021;

import dev.espalier.reproduction.Claim;
import dev.espalier.reproduction.ReproducedFigure;
import dev.espalier.reproduction.pacheco2021.leaving.Lines;
import dev.espalier.reproduction.pacheco2021.leaving.MeasuredShares;
import dev.espalier.study.LineChart;
import dev.espalier.study.curve.CurveChart;
import dev.espalier.study.curve.CurvePoint;
import dev.espalier.study.curve.Estimate;
import dev.espalier.study.curve.ThresholdCurve;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Figure 5: mean confidence of the pictures that leave at each exit, with 95 % intervals and gaps
 * where none leaves. Confidences are not published; in their place stand the measured accuracies of
 * the network with three exits, which the paper takes confidence as an estimate of, and the
 * confidences of a log.
 */
final class Figure5 implements Part {
  private static final Estimate NONE = new Estimate(Double.NaN, Optional.empty());

  /** What counts as little, percentage points. */
  private static final double LITTLE = 3;

  private static final int FINAL = MeasuredShares.SIDE_EXITS;
  private static final double STRICTEST =
      MeasuredShares.THRESHOLDS.get(MeasuredShares.THRESHOLDS.size() - 1);

  private final MeasuredLog log;

  Figure5(MeasuredLog log) {
    this.log = log;
  }

  @Override
  public List<ReproducedFigure> figures() {
    List<ReproducedFigure> figures = new ArrayList<>();
    figures.add(new ReproducedFigure("figure 5b by accuracy", accuracyChart()));
    List<String> exits = log.curves().values().iterator().next().exits();
    for (int e = 0; e < exits.size(); e++) {
      figures.add(new ReproducedFigure("figure 5 on a log, " + exits.get(e), logChart(e)));
    }
    return figures;
  }

  private static LineChart accuracyChart() {
    return Lines.chart(
        "MobileNetV2, 3 exits: accuracy of the pictures that leave",
        Lines.THRESHOLDS,
        "accuracy %",
        IntStream.rangeClosed(0, FINAL)
            .mapToObj(
                exit ->
                    Lines.estimated(
                        exit == FINAL ? "final" : "exit " + (exit + 1),
                        t -> MeasuredShares.at(t).correct(exit).map(Lines::percent).orElse(NONE)))
            .toList());
  }

  private LineChart logChart(int exit) {
    String name = log.curves().values().iterator().next().exits().get(exit);
    return Lines.chart(
        "B-LeNet on MNIST, leaving at " + name,
        Lines.THRESHOLDS,
        "mean confidence %",
        log.curves().entrySet().stream()
            .map(
                entry ->
                    CurveChart.line(
                        entry.getKey(), entry.getValue(), point -> certainty(point, exit)))
            .toList());
  }

  private static Estimate certainty(CurvePoint point, int exit) {
    return point.exits().get(exit).certainty().orElse(NONE);
  }

  @Override
  public List<Claim> claims() {
    return List.of(
        Claim.missing("figure 5", "the curves", "", "confidences of MobileNetV2 are not published"),
        risesWithTheThreshold(),
        accuracyRises(),
        deeperIsBetter(),
        neighborsDifferLittle(),
        firstExitVaries(),
        gaps());
  }

  private Claim risesWithTheThreshold() {
    List<List<Double>> means =
        log.curves().values().stream()
            .map(
                curve ->
                    curve.points().stream()
                        .map(point -> 100 * certainty(point, 0).value())
                        .toList())
            .toList();
    ThresholdCurve first = log.curves().values().iterator().next();
    return Claim.statement(
        "figure 5",
        "mean confidence rises with the threshold, on the log",
        means.stream().allMatch(Lines::neverFalls),
        "%s of the first condition: %s %%"
            .formatted(first.exits().get(0), Lines.list("%.1f", means.get(0))),
        "it falls somewhere");
  }

  private static Claim accuracyRises() {
    List<Double> second = Lines.atThresholds(t -> 100 * MeasuredShares.at(t).accuracy(1));
    List<Double> third = Lines.atThresholds(t -> 100 * MeasuredShares.at(t).accuracy(2));
    return Claim.statement(
        "figure 5b",
        "mean confidence rises with the threshold at exits 2 and 3; by accuracy",
        Lines.neverFalls(second) && Lines.neverFalls(third),
        "%s %% and %s %%".formatted(Lines.list("%.1f", second), Lines.list("%.1f", third)),
        "it falls somewhere");
  }

  private static List<Double> gains() {
    return Lines.atThresholds(
        t -> 100 * (MeasuredShares.at(t).accuracy(2) - MeasuredShares.at(t).accuracy(1)));
  }

  private static Claim deeperIsBetter() {
    List<Double> gains = gains();
    return Claim.statement(
        "figure 5b",
        "deeper exits achieve more; by accuracy, exit 3 against exit 2",
        gains.stream().allMatch(points -> points > 0),
        Lines.list("%+.1f", gains) + " points",
        "exit 3 gets the pictures on which exit 2 lacks confidence; their intervals overlap at every"
            + " threshold");
  }

  private static Claim neighborsDifferLittle() {
    List<Double> gains = gains();
    return Claim.statement(
        "figure 5c, 5d",
        "a deep exit gains little over the one before it; N = 3, by accuracy",
        gains.stream().allMatch(points -> Math.abs(points) < LITTLE),
        Lines.list("%+.1f", gains) + " points",
        "it gains more");
  }

  private static Claim firstExitVaries() {
    double first = width(0, 0.8);
    double second = width(1, 0.8);
    return Claim.statement(
        "figure 5",
        "the first exit varies most, because few leave there; N = 3, by accuracy",
        first > second,
        String.format(
            Locale.ROOT,
            "its interval is %.0f points wide at 0.8, of %d picture; that of exit 2 %.0f",
            100 * first,
            MeasuredShares.at(0.8).leaving(0),
            100 * second),
        "it does not");
  }

  private static double width(int exit, double threshold) {
    return MeasuredShares.at(threshold)
        .correct(exit)
        .flatMap(Estimate::interval)
        .map(interval -> interval.high() - interval.low())
        .orElseThrow();
  }

  private static Claim gaps() {
    return Claim.statement(
        "figure 5c, 5d",
        "at high thresholds none leave at the first exit; N = 3",
        MeasuredShares.at(STRICTEST).leaving(0) == 0,
        "%d of %d pictures at %s"
            .formatted(MeasuredShares.at(STRICTEST).leaving(0), MeasuredShares.PICTURES, STRICTEST),
        "some do");
  }
}

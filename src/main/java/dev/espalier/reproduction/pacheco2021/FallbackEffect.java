package dev.espalier.reproduction.pacheco2021;

import dev.espalier.exit.log.Fallback;
import dev.espalier.reproduction.ReproducedFigure;
import dev.espalier.reproduction.pacheco2021.leaving.Lines;
import dev.espalier.reproduction.pacheco2021.leaving.MeasuredShares;
import dev.espalier.study.LineChart;
import dev.espalier.study.curve.CurvePoint;
import dev.espalier.study.curve.ThresholdCurve;
import java.util.List;
import java.util.Map;

/**
 * What the paper's default changes: a sample that reaches no threshold is decided by the most
 * confident of all exits, where Espalier's default is the final one. Measured on a log.
 */
final class FallbackEffect implements Part {
  private final Map<String, ThresholdCurve> ours;
  private final Map<String, ThresholdCurve> theirs;

  FallbackEffect(MeasuredLog log) {
    ours = log.curves(Fallback.FINAL);
    theirs = log.curves(Fallback.MOST_CONFIDENT);
  }

  @Override
  public List<ReproducedFigure> figures() {
    return List.of(
        new ReproducedFigure(
            "fallback",
            Lines.chart(
                "B-LeNet on MNIST: most confident exit instead of the final one",
                Lines.THRESHOLDS,
                "accuracy gained, points",
                ours.keySet().stream().map(this::line).toList())));
  }

  private LineChart.Line line(String condition) {
    List<Double> gained = gained(condition);
    return Lines.line(
        condition,
        MeasuredShares.THRESHOLDS,
        t -> gained.get(MeasuredShares.THRESHOLDS.indexOf(t)));
  }

  /** Percentage points by threshold. */
  List<Double> gained(String condition) {
    List<CurvePoint> last = ours.get(condition).points();
    List<CurvePoint> mostConfident = theirs.get(condition).points();
    return MeasuredShares.THRESHOLDS.stream()
        .map(MeasuredShares.THRESHOLDS::indexOf)
        .map(i -> 100 * (mostConfident.get(i).accuracy().value() - last.get(i).accuracy().value()))
        .toList();
  }

  @Override
  public List<String> remarks() {
    return List.of(
        "--fallback most-confident is their default, final is ours; measured on the log, theirs"
            + " changes accuracy by these percentage points over the thresholds: "
            + String.join(
                "; ",
                ours.keySet().stream()
                    .map(name -> name + " " + Lines.range("%+.1f", gained(name)))
                    .toList()));
  }
}

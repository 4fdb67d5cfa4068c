package dev.espalier.reproduction.popex;

import dev.espalier.reproduction.Claim;
import dev.espalier.study.Interval;
import dev.espalier.study.curve.CalibratedCurve;
import dev.espalier.study.curve.CurvePoint;
import dev.espalier.study.curve.Estimate;
import dev.espalier.study.curve.ThresholdCurve;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What the text states about figures 5, 6 and 7, beside measured logits. */
final class MeasuredClaims {
  /** Entropy at which numbers are quoted. */
  private static final double QUOTED = 0.5;

  /** Differences below this, in percentage points, are rounding. */
  private static final double ROUNDING = 1e-9;

  private MeasuredClaims() {}

  /**
   * With more blur fewer leave: at no threshold more, and at some so many fewer that the intervals
   * are apart.
   *
   * @param curves the lowest blur first
   */
  static Claim moreBlurFewerLeave(List<ThresholdCurve> curves) {
    boolean holds = true;
    List<String> apart = new ArrayList<>();
    for (int i = 1; i < curves.size(); i++) {
      List<Estimate> less = leaving(curves.get(i - 1));
      List<Estimate> more = leaving(curves.get(i));
      int count = 0;
      for (int t = 0; t < less.size(); t++) {
        holds &= more.get(t).value() <= less.get(t).value();
        count += isBelow(more.get(t), less.get(t)) ? 1 : 0;
      }
      holds &= count > 0;
      apart.add("%d of %d".formatted(count, less.size()));
    }
    String quoted =
        curves.stream()
            .map(MeasuredClaims::quoted)
            .map(value -> String.format(Locale.ROOT, "%.1f", value))
            .collect(Collectors.joining(", "));
    return Claim.statement(
        "figure 5",
        "the more blur, the fewer samples leave at the branch",
        holds,
        "at entropy %s: %s %%; 95 %% intervals apart at %s thresholds"
            .formatted(QUOTED, quoted, String.join(" and ", apart)),
        "on these logits they do not");
  }

  private static boolean isBelow(Estimate lower, Estimate upper) {
    return lower.interval().map(Interval::high).orElse(Double.NaN)
        < upper.interval().map(Interval::low).orElse(Double.NaN);
  }

  private static double quoted(ThresholdCurve curve) {
    return curve.points().stream()
        .filter(point -> point.threshold() == QUOTED)
        .mapToDouble(point -> 100 * point.exits().get(0).probability().value())
        .findFirst()
        .orElse(Double.NaN);
  }

  private static List<Estimate> leaving(ThresholdCurve curve) {
    return curve.points().stream().map(point -> point.exits().get(0).probability()).toList();
  }

  /** After calibration fewer leave: at no threshold more, and at some fewer. */
  static Claim fewerLeave(String where, String samples, CalibratedCurve curve) {
    Changes changes = Changes.of(leaving(curve.before()), leaving(curve.after()));
    return Claim.statement(
        where,
        "after calibration fewer samples leave at the branch (%s)".formatted(samples),
        changes.higher() == 0 && changes.lower() > 0,
        changes.text(),
        "the branch is not overconfident on these samples: its best temperature is not above 1");
  }

  /**
   * In general, accuracy is higher after calibration: at more than half of the thresholds, and the
   * greatest loss at any other is smaller than the greatest gain.
   *
   * @param finalAccuracy accuracy of the final exit on all samples
   */
  static Claim moreAccurate(
      String where, String samples, CalibratedCurve curve, double finalAccuracy) {
    Changes changes =
        Changes.of(
            curve.before().points().stream().map(CurvePoint::accuracy).toList(),
            curve.after().points().stream().map(CurvePoint::accuracy).toList());
    return Claim.statement(
        where,
        "in general, accuracy is higher after calibration (%s)".formatted(samples),
        2 * changes.higher() > changes.count() && -changes.minimum() < changes.maximum(),
        changes.text(),
        becauseNotMoreAccurate(curve, finalAccuracy));
  }

  /** Accuracy can grow only where samples are kept from the less accurate of the two exits. */
  private static String becauseNotMoreAccurate(CalibratedCurve curve, double finalAccuracy) {
    boolean fewerLeave = Changes.of(leaving(curve.before()), leaving(curve.after())).lower() > 0;
    if (!fewerLeave) {
      return "calibration keeps no sample from leaving at the branch";
    }
    List<CurvePoint> points = curve.before().points();
    double branch = points.get(points.size() - 1).accuracy().value(); // where every sample leaves
    return String.format(
        Locale.ROOT,
        "the final exit is no better on the samples that calibration keeps from leaving: of all"
            + " samples, the branch classifies %.1f %% correctly, the final exit %.1f %%",
        100 * branch,
        100 * finalAccuracy);
  }

  /** That the numbers of the three drawings cannot be compared. */
  static Claim numbers() {
    return Claim.missing(
        "figures 5 to 7",
        "probabilities and accuracies of B-AlexNet on pictures of cats and dogs",
        "",
        "neither the trained network nor its pictures or outputs are published, and the text prints"
            + " no numbers; only their shapes are compared, on another network");
  }

  /**
   * Differences along the thresholds, percentage points.
   *
   * @param lower number of thresholds at which a quantity is lower than before
   * @param higher number at which it is higher
   * @param count number of all
   * @param minimum minimum difference
   * @param maximum maximum difference
   */
  private record Changes(int lower, int higher, int count, double minimum, double maximum) {
    static Changes of(List<Estimate> before, List<Estimate> after) {
      double[] differences =
          IntStream.range(0, before.size())
              .mapToDouble(t -> 100 * (after.get(t).value() - before.get(t).value()))
              .sorted()
              .toArray();
      return new Changes(
          (int)
              IntStream.range(0, differences.length)
                  .filter(t -> differences[t] < -ROUNDING)
                  .count(),
          (int)
              IntStream.range(0, differences.length).filter(t -> differences[t] > ROUNDING).count(),
          differences.length,
          differences[0],
          differences[differences.length - 1]);
    }

    String text() {
      return String.format(
          Locale.ROOT,
          "lower at %d, higher at %d of %d thresholds, by %+.1f to %+.1f points",
          lower,
          higher,
          count,
          minimum,
          maximum);
    }
  }
}

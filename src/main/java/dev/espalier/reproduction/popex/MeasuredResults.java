package dev.espalier.reproduction.popex;

import dev.espalier.exit.Criterion;
import dev.espalier.exit.SideExits;
import dev.espalier.exit.log.ExitLog;
import dev.espalier.exit.log.Fallback;
import dev.espalier.exit.log.LogitLog;
import dev.espalier.reproduction.Claim;
import dev.espalier.reproduction.ReproducedFigure;
import dev.espalier.study.LineChart;
import dev.espalier.study.LineChart.Line;
import dev.espalier.study.calibration.Calibration;
import dev.espalier.study.calibration.Temperature;
import dev.espalier.study.calibration.TemperatureScope;
import dev.espalier.study.curve.CalibratedCurve;
import dev.espalier.study.curve.CurveChart;
import dev.espalier.study.curve.CurvePoint;
import dev.espalier.study.curve.Estimate;
import dev.espalier.study.curve.ThresholdCurve;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;

/** Figures 5, 6 and 7 from measured logits. */
final class MeasuredResults {
  private static final String CLEAN = "clean";

  /** Conditions by their blur, the lowest first. */
  private static final List<String> BLUR = List.of(CLEAN, "blur-1", "blur-2");

  /** Entropies up to that of ten equal classes, 2.30 nats. */
  static final List<Double> THRESHOLDS =
      IntStream.rangeClosed(1, 23).mapToObj(i -> i / 10.0).toList();

  private final Map<String, LogitLog> logs;
  private final String exit;
  private final List<Setting> settings;

  /**
   * Pictures, and those that the temperatures are fitted on.
   *
   * @param letter letter of the chart
   * @param name what both are
   * @param curve behavior of the exits on the pictures
   * @param finalAccuracy accuracy of the final exit on the pictures
   */
  private record Setting(char letter, String name, CalibratedCurve curve, double finalAccuracy) {}

  MeasuredResults(Map<String, LogitLog> logs) {
    this.logs = logs;
    exit = logs.get(CLEAN).exits().get(0);
    Calibration onClean = calibration(Optional.of(CLEAN));
    Calibration onAll = calibration(Optional.empty());
    List<String> every = List.copyOf(logs.keySet());
    settings =
        List.of(
            setting('a', "clean, calibrated on these", onClean, List.of(CLEAN)),
            setting('b', "every condition, calibrated on these", onAll, every),
            setting('c', "clean and blurred, calibrated on every condition", onAll, BLUR));
  }

  private Setting setting(
      char letter, String name, Calibration calibration, List<String> conditions) {
    ExitLog before = ExitLog.joined(conditions.stream().map(this::uncalibrated).toList());
    ExitLog after = ExitLog.joined(conditions.stream().map(calibration.calibrated()::get).toList());
    int last = before.exits().size() - 1;
    long correct =
        IntStream.range(0, before.samples()).filter(s -> before.isCorrect(last, s)).count();
    return new Setting(
        letter,
        name,
        CalibratedCurve.of(before, after, THRESHOLDS),
        (double) correct / before.samples());
  }

  private Calibration calibration(Optional<String> fittedOn) {
    double[] any = new double[logs.get(CLEAN).exits().size() - 1];
    return Calibration.of(TemperatureScope.PER_EXIT, logs, fittedOn, Criterion.ENTROPY, any);
  }

  private ExitLog uncalibrated(String condition) {
    return logs.get(condition).toExitLog(Criterion.ENTROPY);
  }

  List<ReproducedFigure> figures() {
    List<ReproducedFigure> figures = new ArrayList<>();
    figures.add(new ReproducedFigure("figure 5", blurChart()));
    for (Setting setting : settings) {
      figures.add(
          new ReproducedFigure(
              "figure 6" + setting.letter,
              chart(
                  "Leaving at %s: ".formatted(exit) + setting.name,
                  "probability %",
                  beforeAndAfter(setting, MeasuredResults::leaving))));
    }
    for (Setting setting : settings) {
      figures.add(
          new ReproducedFigure(
              "figure 7" + setting.letter,
              chart(
                  "Accuracy: " + setting.name,
                  "accuracy %",
                  beforeAndAfter(setting, CurvePoint::accuracy))));
    }
    return figures;
  }

  private LineChart blurChart() {
    return chart(
        "Leaving at %s: b-lenet on MNIST, blurred".formatted(exit),
        "probability %",
        blurCurves().entrySet().stream()
            .map(e -> CurveChart.line(e.getKey(), e.getValue(), MeasuredResults::leaving))
            .toList());
  }

  private Map<String, ThresholdCurve> blurCurves() {
    Map<String, ThresholdCurve> curves = new LinkedHashMap<>();
    BLUR.forEach(
        name ->
            curves.put(
                name,
                ThresholdCurve.of(
                    uncalibrated(name),
                    SideExits.all(logs.get(name).exits()),
                    Fallback.FINAL,
                    THRESHOLDS)));
    return curves;
  }

  private static List<Line> beforeAndAfter(Setting setting, Function<CurvePoint, Estimate> height) {
    return List.of(
        CurveChart.line("before calibration", setting.curve.before(), height),
        CurveChart.line("after", setting.curve.after(), height));
  }

  private static LineChart chart(String title, String yTitle, List<Line> lines) {
    return new LineChart(
        title, CurveChart.axis(Criterion.ENTROPY), yTitle, Optional.empty(), lines);
  }

  private static Estimate leaving(CurvePoint point) {
    return point.exits().get(0).probability();
  }

  List<Claim> claims() {
    List<Claim> claims = new ArrayList<>();
    claims.add(MeasuredClaims.moreBlurFewerLeave(List.copyOf(blurCurves().values())));
    for (Setting setting : settings) {
      claims.add(
          MeasuredClaims.fewerLeave("figure 6" + setting.letter, setting.name, setting.curve));
    }
    for (Setting setting : settings) {
      claims.add(
          MeasuredClaims.moreAccurate(
              "figure 7" + setting.letter, setting.name, setting.curve, setting.finalAccuracy));
    }
    claims.add(MeasuredClaims.numbers());
    return claims;
  }

  /** The temperature of the side exit under each condition, which says how overconfident it is. */
  String temperatures() {
    List<String> found = new ArrayList<>();
    for (String condition : logs.keySet()) {
      Temperature temperature = calibration(Optional.of(condition)).temperatures().get(0);
      if (temperature instanceof Temperature.Fitted fitted) {
        found.add(
            String.format(
                Locale.ROOT, "%s %.2f +- %.2f", condition, fitted.value(), fitted.standardError()));
      }
    }
    return "figures 6 and 7: best temperature of %s under each condition, above 1 where it is"
            .formatted(exit)
        + " overconfident: "
        + String.join(", ", found);
  }
}

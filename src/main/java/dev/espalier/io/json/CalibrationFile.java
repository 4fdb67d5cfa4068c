package dev.espalier.io.json;

import dev.espalier.exit.ExitUse;
import dev.espalier.internal.Version;
import dev.espalier.io.json.tree.JsonDocument;
import dev.espalier.io.json.tree.JsonDocument.Fields;
import dev.espalier.study.Interval;
import dev.espalier.study.calibration.Calibration;
import dev.espalier.study.calibration.ConditionCalibration;
import dev.espalier.study.calibration.Reliability;
import dev.espalier.study.calibration.Temperature;
import dev.espalier.study.curve.CalibratedCurve;
import dev.espalier.study.curve.CalibrationCurves;
import dev.espalier.study.curve.CurvePoint;
import dev.espalier.study.curve.Estimate;
import dev.espalier.study.curve.ExitPoint;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** Calibrations as {@code espalier-calibration/1} documents. */
public final class CalibrationFile {
  private static final String FORMAT = "espalier-calibration/1";

  private CalibrationFile() {}

  /**
   * A calibration as text of a JSON document.
   *
   * @param log the log that it is of
   */
  public static String write(Calibration calibration, String log) {
    return JsonDocument.of(results(calibration, log));
  }

  /**
   * A calibration and its effect along thresholds as text of a JSON document.
   *
   * @param log the log that it is of
   */
  public static String write(Calibration calibration, CalibrationCurves curves, String log) {
    return JsonDocument.of(results(calibration, log), Map.of("curve", curves(curves)));
  }

  private static Results results(Calibration calibration, String log) {
    List<String> exits = calibration.exits();
    return new Results(
        FORMAT,
        Version.current(),
        log,
        calibration.criterion().label(),
        calibration.classes(),
        Reliability.BINS,
        nameOrNull(calibration.fittedOn().orElse("")),
        calibration.scope().toString(),
        IntStream.range(0, exits.size()).mapToObj(e -> fitted(calibration, e)).toList(),
        Change.of(exits, calibration.all()),
        calibration.conditions().entrySet().stream()
            .map(
                entry ->
                    Fields.of(
                        new Condition(nameOrNull(entry.getKey())),
                        Change.of(exits, entry.getValue())))
            .toList());
  }

  /** The name of a condition, null for none. */
  private static String nameOrNull(String condition) {
    return condition.isEmpty() ? null : condition;
  }

  private record Results(
      String format,
      String espalier,
      String log,
      String criterion,
      int classes,
      int bins,
      String fittedOn,
      String temperatures,
      List<FittedExit> exits,
      Change all,
      List<Fields> conditions) {}

  private record FittedExit(
      String name,
      double threshold,
      double temperature,
      double standardError,
      Optional<String> reason) {}

  private static FittedExit fitted(Calibration calibration, int exit) {
    String name = calibration.exits().get(exit);
    List<Double> thresholds = calibration.thresholds();
    double threshold = exit < thresholds.size() ? thresholds.get(exit) : Double.NaN;
    Temperature temperature = calibration.temperatures().get(exit);
    if (temperature instanceof Temperature.Fitted fitted) {
      return new FittedExit(
          name, threshold, fitted.value(), fitted.standardError(), Optional.empty());
    }
    String reason = ((Temperature.Unbounded) temperature).reason();
    return new FittedExit(name, threshold, Double.NaN, Double.NaN, Optional.of(reason));
  }

  private record Condition(String condition) {}

  private record Change(
      int samples, double accuracyBefore, double accuracyAfter, List<ChangedExit> exits) {

    private static Change of(List<String> exits, ConditionCalibration change) {
      return new Change(
          change.samples(),
          change.behaviorBefore().accuracy(),
          change.behaviorAfter().accuracy(),
          IntStream.range(0, exits.size())
              .mapToObj(e -> ChangedExit.of(exits.get(e), change, e))
              .toList());
    }
  }

  private record ChangedExit(
      String name,
      double nllBefore,
      double nllAfter,
      double eceBefore,
      double eceAfter,
      double probabilityBefore,
      double probabilityAfter,
      double accuracyBefore,
      double accuracyAfter) {

    private static ChangedExit of(String name, ConditionCalibration change, int exit) {
      Reliability before = change.before().get(exit);
      Reliability after = change.after().get(exit);
      ExitUse useBefore = change.behaviorBefore().exits().get(exit);
      ExitUse useAfter = change.behaviorAfter().exits().get(exit);
      return new ChangedExit(
          name,
          before.negativeLogLikelihood(),
          after.negativeLogLikelihood(),
          before.calibrationError(),
          after.calibrationError(),
          useBefore.probability(),
          useAfter.probability(),
          JsonDocument.orNull(useBefore.accuracy()),
          JsonDocument.orNull(useAfter.accuracy()));
    }
  }

  private static Curves curves(CalibrationCurves curves) {
    return new Curves(
        Curve.of(curves.all()),
        curves.conditions().entrySet().stream()
            .map(
                entry ->
                    Fields.of(
                        new Condition(nameOrNull(entry.getKey())), Curve.of(entry.getValue())))
            .toList());
  }

  private record Curves(Curve all, List<Fields> conditions) {}

  /** Points before and after calibration. */
  private record Curve(int samples, List<Fields> before, List<Fields> after) {
    private static Curve of(CalibratedCurve curve) {
      return new Curve(
          curve.before().samples(),
          curve.before().points().stream().map(CalibrationFile::point).toList(),
          curve.after().points().stream().map(CalibrationFile::point).toList());
    }
  }

  private record Threshold(double threshold) {}

  private record Exits(List<Fields> exits) {}

  private record Exit(String name, int leaving) {}

  private static Fields point(CurvePoint point) {
    return Fields.of(
        new Threshold(point.threshold()),
        estimate("accuracy", Optional.of(point.accuracy())),
        new Exits(point.exits().stream().map(CalibrationFile::exit).toList()));
  }

  private static Fields exit(ExitPoint exit) {
    return Fields.of(
        new Exit(exit.exit(), exit.leaving()),
        estimate("probability", Optional.of(exit.probability())),
        estimate("accuracy", exit.accuracy()),
        estimate("certainty", exit.certainty()));
  }

  /** A value and the ends of its interval, null where there is none. */
  private static Map<String, Double> estimate(String name, Optional<Estimate> estimate) {
    Optional<Interval> interval = estimate.flatMap(Estimate::interval);
    Map<String, Double> fields = new LinkedHashMap<>();
    fields.put(name, estimate.map(Estimate::value).orElse(null));
    fields.put(name + "Low", interval.map(Interval::low).orElse(null));
    fields.put(name + "High", interval.map(Interval::high).orElse(null));
    return fields;
  }
}

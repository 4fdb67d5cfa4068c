package dev.espalier.io.json;

import dev.espalier.exit.ExitUse;
import dev.espalier.internal.Version;
import dev.espalier.io.json.JsonDocument.Fields;
import dev.espalier.study.calibration.Calibration;
import dev.espalier.study.calibration.ConditionCalibration;
import dev.espalier.study.calibration.Reliability;
import dev.espalier.study.calibration.Temperature;
import java.util.List;
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
    List<String> exits = calibration.exits();
    return JsonDocument.of(
        new Results(
            FORMAT,
            Version.current(),
            log,
            calibration.criterion().label(),
            calibration.classes(),
            Reliability.BINS,
            nameOrNull(calibration.fittedOn().orElse("")),
            IntStream.range(0, exits.size()).mapToObj(e -> fitted(calibration, e)).toList(),
            Change.of(exits, calibration.all()),
            calibration.conditions().entrySet().stream()
                .map(
                    entry ->
                        Fields.of(
                            new Condition(nameOrNull(entry.getKey())),
                            Change.of(exits, entry.getValue())))
                .toList()));
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
}

package dev.espalier.io.json;

import dev.espalier.exit.ExitUse;
import dev.espalier.internal.Version;
import dev.espalier.study.calibration.Calibration;
import dev.espalier.study.calibration.ConditionCalibration;
import dev.espalier.study.calibration.Reliability;
import dev.espalier.study.calibration.Temperature;
import java.util.OptionalDouble;
import tools.jackson.core.JsonGenerator;

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
    return JsonText.of(
        json -> {
          json.writeStringProperty("format", FORMAT);
          json.writeStringProperty("espalier", Version.current());
          json.writeStringProperty("log", log);
          json.writeStringProperty("criterion", calibration.criterion().label());
          json.writeNumberProperty("classes", calibration.classes());
          json.writeNumberProperty("bins", Reliability.BINS);
          writeName(json, "fittedOn", calibration.fittedOn().orElse(""));
          json.writeArrayPropertyStart("exits");
          for (int e = 0; e < calibration.exits().size(); e++) {
            writeExit(json, calibration, e);
          }
          json.writeEndArray();
          json.writeObjectPropertyStart("all");
          writeChange(json, calibration, calibration.all());
          json.writeEndObject();
          json.writeArrayPropertyStart("conditions");
          calibration
              .conditions()
              .forEach(
                  (name, change) -> {
                    json.writeStartObject();
                    writeName(json, "condition", name);
                    writeChange(json, calibration, change);
                    json.writeEndObject();
                  });
          json.writeEndArray();
        });
  }

  /** A field that is the name of a condition, null for none. */
  private static void writeName(JsonGenerator json, String field, String condition) {
    if (condition.isEmpty()) {
      json.writeNullProperty(field);
    } else {
      json.writeStringProperty(field, condition);
    }
  }

  private static void writeExit(JsonGenerator json, Calibration calibration, int exit) {
    json.writeStartObject();
    json.writeStringProperty("name", calibration.exits().get(exit));
    JsonText.number(
        json,
        "threshold",
        exit < calibration.thresholds().size()
            ? OptionalDouble.of(calibration.thresholds().get(exit))
            : OptionalDouble.empty());
    Temperature temperature = calibration.temperatures().get(exit);
    if (temperature instanceof Temperature.Fitted fitted) {
      json.writeNumberProperty("temperature", fitted.value());
      JsonText.number(json, "standardError", OptionalDouble.of(fitted.standardError()));
    } else if (temperature instanceof Temperature.Unbounded unbounded) {
      json.writeNullProperty("temperature");
      json.writeNullProperty("standardError");
      json.writeStringProperty("reason", unbounded.reason());
    }
    json.writeEndObject();
  }

  private static void writeChange(
      JsonGenerator json, Calibration calibration, ConditionCalibration change) {
    json.writeNumberProperty("samples", change.samples());
    json.writeNumberProperty("accuracyBefore", change.behaviourBefore().accuracy());
    json.writeNumberProperty("accuracyAfter", change.behaviourAfter().accuracy());
    json.writeArrayPropertyStart("exits");
    for (int e = 0; e < calibration.exits().size(); e++) {
      Reliability before = change.before().get(e);
      Reliability after = change.after().get(e);
      ExitUse useBefore = change.behaviourBefore().exits().get(e);
      ExitUse useAfter = change.behaviourAfter().exits().get(e);
      json.writeStartObject();
      json.writeStringProperty("name", calibration.exits().get(e));
      json.writeNumberProperty("nllBefore", before.negativeLogLikelihood());
      json.writeNumberProperty("nllAfter", after.negativeLogLikelihood());
      json.writeNumberProperty("eceBefore", before.calibrationError());
      json.writeNumberProperty("eceAfter", after.calibrationError());
      json.writeNumberProperty("shareBefore", useBefore.probability());
      json.writeNumberProperty("shareAfter", useAfter.probability());
      JsonText.number(json, "accuracyBefore", useBefore.accuracy());
      JsonText.number(json, "accuracyAfter", useAfter.accuracy());
      json.writeEndObject();
    }
    json.writeEndArray();
  }
}

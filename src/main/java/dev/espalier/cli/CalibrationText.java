package dev.espalier.cli;

import dev.espalier.exit.Criterion;
import dev.espalier.exit.ExitUse;
import dev.espalier.internal.Printable;
import dev.espalier.study.calibration.Calibration;
import dev.espalier.study.calibration.ConditionCalibration;
import dev.espalier.study.calibration.Reliability;
import dev.espalier.study.calibration.Temperature.Fitted;
import dev.espalier.study.calibration.Temperature.Unbounded;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.DoubleFunction;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/** A calibration for people, and as a table for programs. */
final class CalibrationText {
  /** Stands where the name of a condition does. */
  private static final String ALL = "(all)";

  /** Stands where the name of an exit does. */
  private static final String NETWORK = "(network)";

  private final Calibration calibration;

  CalibrationText(Calibration calibration) {
    this.calibration = calibration;
  }

  /** Title, table and notes. */
  String text(String log) {
    return "%s: %d exits, %d classes, %d samples%s\n"
            .formatted(
                Printable.line(log),
                calibration.exits().size(),
                calibration.classes(),
                calibration.all().samples(),
                isNamed() ? " of " + String.join(", ", calibration.conditions().keySet()) : "")
        + "temperatures fitted on %s; samples leave %s\n\n"
            .formatted(calibration.fittedOn().orElse("all samples"), rule())
        + table().text()
        + "\neach before -> after; NLL: mean negative log-likelihood; ECE: expected calibration"
        + " error, %d bins\n".formatted(Reliability.BINS)
        + "leaving: share of all samples that leave there; accuracy: of these\n"
        + notes();
  }

  private boolean isNamed() {
    return !calibration.conditions().containsKey("");
  }

  private String rule() {
    String values =
        calibration.thresholds().stream().distinct().count() == 1
            ? String.valueOf(calibration.thresholds().get(0))
            : calibration.thresholds().stream()
                .map(String::valueOf)
                .collect(Collectors.joining(", "));
    if (values.isEmpty()) {
      return "at the final exit only";
    }
    return calibration.criterion() == Criterion.CONFIDENCE
        ? "from confidence " + values
        : "up to entropy " + values;
  }

  /** Why exits have no temperature, a line each. */
  String notes() {
    StringBuilder notes = new StringBuilder();
    for (int e = 0; e < calibration.exits().size(); e++) {
      if (calibration.temperatures().get(e) instanceof Unbounded unbounded) {
        notes.append(
            "exit \"%s\" has no best temperature: %s; its logits stay as they are\n"
                .formatted(calibration.exits().get(e), unbounded.reason()));
      }
    }
    return notes.toString();
  }

  /** Groups of samples by name: all of them, where there are several conditions, and each. */
  private Map<String, ConditionCalibration> groups() {
    Map<String, ConditionCalibration> groups = new LinkedHashMap<>();
    if (calibration.conditions().size() > 1) {
      groups.put(ALL, calibration.all());
    }
    groups.putAll(calibration.conditions());
    return groups;
  }

  private TextTable table() {
    List<String> columns =
        new ArrayList<>(
            List.of("exit", ">T", ">std error", ">NLL", ">ECE", ">leaving", ">accuracy"));
    if (isNamed()) {
      columns.add(0, "condition");
    }
    TextTable table = new TextTable(columns);
    groups()
        .forEach(
            (name, group) -> {
              for (int e = 0; e < calibration.exits().size(); e++) {
                table.row(named(name, row(group, e)));
              }
              table.row(named(name, networkRow(group)));
            });
    return table;
  }

  private List<String> named(String condition, List<String> cells) {
    List<String> row = new ArrayList<>(cells);
    if (isNamed()) {
      row.add(0, condition);
    }
    return row;
  }

  private List<String> row(ConditionCalibration group, int exit) {
    Reliability before = group.before().get(exit);
    Reliability after = group.after().get(exit);
    ExitUse useBefore = group.behaviourBefore().exits().get(exit);
    ExitUse useAfter = group.behaviourAfter().exits().get(exit);
    return List.of(
        calibration.exits().get(exit),
        fitted(exit, Fitted::value, Figures::of, "-"),
        fitted(exit, Fitted::standardError, Figures::of, "-"),
        change(before.negativeLogLikelihood(), after.negativeLogLikelihood()),
        change(before.calibrationError(), after.calibrationError()),
        change(useBefore.probability(), useAfter.probability()),
        figure(useBefore.accuracy()) + " -> " + figure(useAfter.accuracy()));
  }

  private static List<String> networkRow(ConditionCalibration group) {
    return List.of(
        NETWORK,
        "",
        "",
        "",
        "",
        "",
        change(group.behaviourBefore().accuracy(), group.behaviourAfter().accuracy()));
  }

  private static String change(double before, double after) {
    return Figures.of(before) + " -> " + Figures.of(after);
  }

  private static String figure(OptionalDouble value) {
    return value.isPresent() ? Figures.of(value.getAsDouble()) : "-";
  }

  private String fitted(
      int exit, ToDoubleFunction<Fitted> figure, DoubleFunction<String> number, String none) {
    return calibration.temperatures().get(exit) instanceof Fitted fitted
        ? number.apply(figure.applyAsDouble(fitted))
        : none;
  }

  /** A row for each condition and exit, numbers in full. */
  String csv() {
    TextTable table =
        new TextTable(
            List.of(
                "condition",
                "exit",
                "temperature",
                "standardError",
                "nllBefore",
                "nllAfter",
                "eceBefore",
                "eceAfter",
                "shareBefore",
                "shareAfter",
                "accuracyBefore",
                "accuracyAfter"));
    groups()
        .forEach(
            (name, group) -> {
              for (int e = 0; e < calibration.exits().size(); e++) {
                table.row(csvRow(name, group, e));
              }
            });
    return table.csv();
  }

  private List<String> csvRow(String condition, ConditionCalibration group, int exit) {
    ExitUse before = group.behaviourBefore().exits().get(exit);
    ExitUse after = group.behaviourAfter().exits().get(exit);
    return List.of(
        condition,
        calibration.exits().get(exit),
        fitted(exit, Fitted::value, String::valueOf, ""),
        fitted(exit, Fitted::standardError, String::valueOf, ""),
        String.valueOf(group.before().get(exit).negativeLogLikelihood()),
        String.valueOf(group.after().get(exit).negativeLogLikelihood()),
        String.valueOf(group.before().get(exit).calibrationError()),
        String.valueOf(group.after().get(exit).calibrationError()),
        String.valueOf(before.probability()),
        String.valueOf(after.probability()),
        exact(before.accuracy()),
        exact(after.accuracy()));
  }

  private static String exact(OptionalDouble value) {
    return value.isPresent() ? String.valueOf(value.getAsDouble()) : "";
  }
}

package dev.espalier.report.result;

import dev.espalier.exit.Criterion;
import dev.espalier.exit.ExitUse;
import dev.espalier.internal.Printable;
import dev.espalier.report.Cell;
import dev.espalier.report.Column;
import dev.espalier.report.Note;
import dev.espalier.report.Numbers;
import dev.espalier.report.Report;
import dev.espalier.report.Table;
import dev.espalier.report.Title;
import dev.espalier.report.Value;
import dev.espalier.study.calibration.Calibration;
import dev.espalier.study.calibration.ConditionCalibration;
import dev.espalier.study.calibration.Reliability;
import dev.espalier.study.calibration.Temperature.Fitted;
import dev.espalier.study.calibration.Temperature.Unbounded;
import dev.espalier.study.calibration.TemperatureScope;
import dev.espalier.study.curve.CalibrationCurves;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/** Shows a calibration: a row for each group of samples and exit. */
public final class CalibrationReport {
  /** Stands where the name of a condition does. */
  static final String ALL = "(all)";

  /** Stands where the name of an exit does. */
  static final String NETWORK = "(network)";

  private static final Cell BLANK = Cell.of("");

  private final Calibration calibration;

  private CalibrationReport(Calibration calibration) {
    this.calibration = calibration;
  }

  /**
   * Describes a calibration.
   *
   * @param log the log that was calibrated
   */
  public static Report of(Calibration calibration, String log) {
    CalibrationReport report = new CalibrationReport(calibration);
    List<String> legend =
        List.of(
            ("each before -> after; NLL: mean negative log-likelihood; ECE: expected calibration"
                    + " error, %s bins")
                .formatted(Reliability.BINS),
            "probability: that a sample leaves there; accuracy: of the samples that leave there");
    return Report.of(
        report.title(log), report.table(), Note.of(legend).withCaveats(report.caveats()));
  }

  /**
   * Describes a calibration and its effect along thresholds, which are the data for programs.
   *
   * @param log the log that was calibrated
   */
  public static Report of(Calibration calibration, CalibrationCurves curves, String log) {
    CurveTables tables = new CurveTables(curves);
    String legend =
        "along the threshold of all side exits, with 95 % intervals: probability of leaving at each"
            + " side exit, and accuracy on all samples";
    return of(calibration, log)
        .with(tables.shown())
        .with(Note.of(List.of(legend)))
        .withData(tables.data());
  }

  private Title title(String log) {
    return Title.of(
        "%s: %s, %s classes, %s%s"
            .formatted(
                Printable.line(log),
                Numbers.count(calibration.exits().size(), "exit"),
                calibration.classes(),
                Numbers.count(calibration.all().samples(), "sample"),
                isNamed() ? " of " + String.join(", ", calibration.conditions().keySet()) : ""),
        "%s fitted on %s; samples leave %s"
            .formatted(
                isSingle() ? "one temperature for all exits," : "temperatures",
                calibration.fittedOn().orElse("all samples"),
                rule()));
  }

  private boolean isSingle() {
    return calibration.scope() == TemperatureScope.SINGLE;
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

  /** The reasons why exits have no temperature. */
  private List<String> caveats() {
    if (isSingle()) {
      return calibration.temperatures().get(0) instanceof Unbounded unbounded
          ? List.of(
              "no temperature is best for all exits: %s; their logits stay as they are"
                  .formatted(unbounded.reason()))
          : List.of();
    }
    List<String> caveats = new ArrayList<>();
    for (int e = 0; e < calibration.exits().size(); e++) {
      if (calibration.temperatures().get(e) instanceof Unbounded unbounded) {
        caveats.add(
            "exit \"%s\" has no best temperature: %s; its logits stay as they are"
                .formatted(calibration.exits().get(e), unbounded.reason()));
      }
    }
    return caveats;
  }

  /**
   * A group of samples at an exit, or in the whole network.
   *
   * @param exit index of the exit, or {@link #WHOLE}
   */
  private record Line(String condition, ConditionCalibration group, int exit) {
    private static final int WHOLE = -1;

    boolean isOfExit() {
      return exit != WHOLE;
    }

    ExitUse before() {
      return group.behaviorBefore().exits().get(exit);
    }

    ExitUse after() {
      return group.behaviorAfter().exits().get(exit);
    }

    /** The cell of an exit; nothing for the whole network. */
    Cell ofExit(Function<Line, Cell> cell) {
      return isOfExit() ? cell.apply(this) : BLANK;
    }

    Cell reliability(ToDoubleFunction<Reliability> value) {
      return ofExit(
          line ->
              change(
                  value.applyAsDouble(group.before().get(exit)),
                  value.applyAsDouble(group.after().get(exit))));
    }
  }

  /** A line for each exit and one for the network, of all samples and of each condition. */
  private List<Line> lines() {
    Map<String, ConditionCalibration> groups = new LinkedHashMap<>();
    if (calibration.conditions().size() > 1) {
      groups.put(ALL, calibration.all());
    }
    groups.putAll(calibration.conditions());
    List<Line> lines = new ArrayList<>();
    groups.forEach(
        (name, group) -> {
          for (int e = 0; e < calibration.exits().size(); e++) {
            lines.add(new Line(name, group, e));
          }
          lines.add(new Line(name, group, Line.WHOLE));
        });
    return lines;
  }

  private Table table() {
    return Table.of(lines())
        .words(Column.words("condition", "condition").shownIf(isNamed()), Line::condition)
        .words(
            Column.words("exit", "exit"),
            line -> line.isOfExit() ? calibration.exits().get(line.exit) : NETWORK)
        .column(Column.numbers("T", "temperature"), line -> fitted(line, Fitted::value))
        .column(
            Column.numbers("std error", "standardError"),
            line -> fitted(line, Fitted::standardError))
        .column(
            Column.numbers("NLL", "nllBefore", "nllAfter"),
            line -> line.reliability(Reliability::negativeLogLikelihood))
        .column(
            Column.numbers("ECE", "eceBefore", "eceAfter"),
            line -> line.reliability(Reliability::calibrationError))
        .column(
            Column.numbers("probability", "probabilityBefore", "probabilityAfter"),
            line -> line.ofExit(at -> change(at.before().probability(), at.after().probability())))
        .column(
            Column.numbers("accuracy", "accuracyBefore", "accuracyAfter"),
            CalibrationReport::accuracy)
        .data(Line::isOfExit)
        .build();
  }

  private Cell fitted(Line line, ToDoubleFunction<Fitted> value) {
    return line.ofExit(
        at ->
            Cell.number(
                calibration.temperatures().get(at.exit) instanceof Fitted fitted
                    ? OptionalDouble.of(value.applyAsDouble(fitted))
                    : OptionalDouble.empty(),
                Numbers::of));
  }

  private static Cell accuracy(Line line) {
    if (!line.isOfExit()) {
      return change(line.group.behaviorBefore().accuracy(), line.group.behaviorAfter().accuracy());
    }
    OptionalDouble before = line.before().accuracy();
    OptionalDouble after = line.after().accuracy();
    return Cell.of(shown(before) + " -> " + shown(after), Value.of(before), Value.of(after));
  }

  private static Cell change(double before, double after) {
    return Cell.of(
        Numbers.of(before) + " -> " + Numbers.of(after), Value.of(before), Value.of(after));
  }

  private static String shown(OptionalDouble value) {
    return value.isPresent() ? Numbers.of(value.getAsDouble()) : Cell.NOTHING;
  }
}

package dev.espalier.report.result;

import dev.espalier.report.Cell;
import dev.espalier.report.Column;
import dev.espalier.report.Numbers;
import dev.espalier.report.Table;
import dev.espalier.report.Value;
import dev.espalier.study.Interval;
import dev.espalier.study.curve.CalibratedCurve;
import dev.espalier.study.curve.CalibrationCurves;
import dev.espalier.study.curve.CurvePoint;
import dev.espalier.study.curve.Estimate;
import dev.espalier.study.curve.ExitPoint;
import dev.espalier.study.curve.ThresholdCurve;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The effect of a calibration along thresholds, in tables. */
final class CurveTables {
  private final boolean isNamed;
  private final List<String> exits;
  private final List<Line> lines = new ArrayList<>();

  /** The exits at one threshold, before or after calibration. */
  private record Line(String condition, boolean isCalibrated, CurvePoint point) {}

  /** An exit there, or the whole network. */
  private record ExitLine(Line line, Optional<ExitPoint> exit) {}

  CurveTables(CalibrationCurves curves) {
    isNamed = !curves.conditions().containsKey("");
    exits = curves.all().before().exits();
    Map<String, CalibratedCurve> groups = new LinkedHashMap<>();
    if (curves.conditions().size() > 1) {
      groups.put(CalibrationReport.ALL, curves.all());
    }
    groups.putAll(curves.conditions());
    groups.forEach(this::add);
  }

  private void add(String condition, CalibratedCurve curve) {
    ThresholdCurve before = curve.before();
    for (int i = 0; i < before.points().size(); i++) {
      lines.add(new Line(condition, false, before.points().get(i)));
      lines.add(new Line(condition, true, curve.after().points().get(i)));
    }
  }

  /** For people: the probability of each side exit, and accuracy. */
  Table shown() {
    Table.Builder<Line> table =
        Table.of(lines)
            .words(Column.words("condition").shownIf(isNamed), Line::condition)
            .column(
                Column.numbers("threshold"),
                line -> Cell.of(String.valueOf(line.point.threshold())))
            .words(Column.words("calibration"), line -> line.isCalibrated ? "after" : "before");
    for (int e = 0; e < exits.size() - 1; e++) {
      int exit = e;
      table.column(
          Column.words("leave at " + exits.get(e)),
          line -> Cell.of(text(line.point.exits().get(exit).probability())));
    }
    return table
        .column(Column.words("accuracy"), line -> Cell.of(text(line.point.accuracy())))
        .build();
  }

  private static String text(Estimate estimate) {
    return Numbers.of(estimate.value())
        + estimate
            .interval()
            .map(i -> " (%s to %s)".formatted(Numbers.of(i.low()), Numbers.of(i.high())))
            .orElse("");
  }

  /** For programs: a row for each threshold and exit, and one for the network. */
  Table data() {
    List<ExitLine> rows = new ArrayList<>();
    for (Line line : lines) {
      line.point.exits().forEach(exit -> rows.add(new ExitLine(line, Optional.of(exit))));
      rows.add(new ExitLine(line, Optional.empty()));
    }
    return Table.of(rows)
        .words(Column.words("condition", "condition"), row -> row.line.condition)
        .column(
            Column.numbers("threshold", "threshold"),
            row -> Cell.number(row.line.point.threshold()))
        .column(
            Column.words("calibrated", "calibrated"),
            row -> Cell.of("", Value.of(row.line.isCalibrated)))
        .words(
            Column.words("exit", "exit"),
            row -> row.exit.map(ExitPoint::exit).orElse(CalibrationReport.NETWORK))
        .column(
            Column.numbers("leaving", "leaving"),
            row -> Cell.of("", row.exit.map(e -> Value.of(e.leaving())).orElse(Value.NONE)))
        .column(column("probability"), row -> cell(row.exit.map(ExitPoint::probability)))
        .column(
            column("accuracy"),
            row ->
                cell(
                    row.exit.isPresent()
                        ? row.exit.get().accuracy()
                        : Optional.of(row.line.point.accuracy())))
        .column(column("certainty"), row -> cell(row.exit.flatMap(ExitPoint::certainty)))
        .build();
  }

  private static Column column(String key) {
    return Column.numbers(key, key, key + "Low", key + "High");
  }

  private static Cell cell(Optional<Estimate> estimate) {
    Optional<Interval> interval = estimate.flatMap(Estimate::interval);
    return Cell.of(
        "",
        estimate.map(e -> Value.of(e.value())).orElse(Value.NONE),
        interval.map(i -> Value.of(i.low())).orElse(Value.NONE),
        interval.map(i -> Value.of(i.high())).orElse(Value.NONE));
  }
}

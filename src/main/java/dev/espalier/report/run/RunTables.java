package dev.espalier.report.run;

import dev.espalier.internal.Printable;
import dev.espalier.report.Cell;
import dev.espalier.report.Column;
import dev.espalier.report.Numbers;
import dev.espalier.report.Table;
import dev.espalier.study.run.compare.Measured;
import dev.espalier.study.run.compare.RunComparison;
import dev.espalier.study.run.compare.RunValue;
import dev.espalier.study.run.compare.RunValue.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;

/** The tables of times. */
final class RunTables {
  /** Maximum length of a name where the page is narrow. */
  private static final int MAX_NAME = 17;

  private static final int ELLIPSIS = 3;

  // From these numbers on, a decimal less makes three digits; 9.996 is shown as 10.0.
  private static final double ONE = 0.9995;
  private static final double TEN = 9.995;
  private static final double HUNDRED = 99.95;

  /** Overheads of a stage below this fraction of the latency are not shown. */
  private static final double MIN_OVERHEAD = 0.01;

  private final RunComparison compared;

  /** A time for people: three digits, but at most microseconds. */
  static String ms(double ms) {
    double size = Math.abs(ms);
    String form =
        size == 0
            ? "%.0f"
            : size < ONE ? "%.3f" : size < TEN ? "%.2f" : size < HUNDRED ? "%.1f" : "%.0f";
    return String.format(Locale.ROOT, form, ms);
  }

  RunTables(RunComparison compared) {
    this.compared = compared;
  }

  static Cell samples(RunValue value) {
    return Cell.integer(value.measured().map(Measured::samples).orElse(0L));
  }

  /** A row for people. */
  private record Line(String name, RunValue value) {}

  private static Cell timeCell(RunValue value, Function<Measured, OptionalDouble> number) {
    return Cell.number(value.measured().map(number).orElse(OptionalDouble.empty()), RunTables::ms);
  }

  private Table times(String title, List<Line> lines) {
    boolean isPredicted = lines.stream().anyMatch(line -> line.value().predicted().isPresent());
    return Table.of(lines)
        .column(Column.words(title), line -> name(line.name()))
        .column(
            Column.numbers("predicted").shownIf(isPredicted),
            line -> Cell.number(line.value().predicted(), RunTables::ms))
        .column(
            Column.numbers("measured"),
            line -> timeCell(line.value(), all -> OptionalDouble.of(all.value())))
        .column(Column.numbers("+/-"), line -> timeCell(line.value(), RunTables::half))
        .column(
            Column.numbers("off").shownIf(isPredicted),
            line -> Cell.number(line.value().difference(), Numbers::signed))
        .column(Column.numbers("p50"), line -> timeCell(line.value(), Measured::p50))
        .column(Column.numbers("p95"), line -> timeCell(line.value(), Measured::p95))
        .column(Column.numbers("p99"), line -> timeCell(line.value(), Measured::p99))
        .column(Column.numbers("n"), line -> samples(line.value()))
        .build();
  }

  static Cell name(String name) {
    return Cell.text(name)
        .orBriefly(
            name.length() <= MAX_NAME ? name : Printable.shortened(name, MAX_NAME - ELLIPSIS));
  }

  /** Half the interval, which is symmetric for a mean. */
  private static OptionalDouble half(Measured measured) {
    return measured
        .interval()
        .map(range -> OptionalDouble.of((range.high() - range.low()) / 2))
        .orElse(OptionalDouble.empty());
  }

  private List<Line> lines(Kind kind) {
    return compared.values(kind).stream().map(value -> new Line(value.name(), value)).toList();
  }

  /** Latency over all samples, of each exit, and the largest one. */
  Table latency() {
    List<RunValue> all = compared.values(Kind.LATENCY);
    List<Line> lines = new ArrayList<>();
    lines.add(new Line("all samples", all.get(0)));
    lines.addAll(lines(Kind.EXIT_LATENCY));
    lines.add(new Line("largest", all.get(1)));
    Table table = times("latency, ms", lines);
    OptionalDouble explained = compared.atMeasuredProbabilitiesMs();
    Optional<Measured> measured = all.get(0).measured();
    if (explained.isEmpty() || measured.isEmpty()) {
      return table;
    }
    return table.withFooter(
        List.of(
            "all samples, at the measured exit probabilities: predicted %s (%s)"
                .formatted(
                    ms(explained.getAsDouble()),
                    Numbers.signed(measured.get().value() / explained.getAsDouble() - 1))));
  }

  /** Compute of each slice, and of its segments where it has several. */
  Table compute() {
    List<Line> lines = new ArrayList<>();
    List<RunValue> segments = compared.values(Kind.SEGMENT);
    for (RunValue slice : compared.values(Kind.SLICE)) {
      lines.add(new Line(slice.name(), slice));
      List<Line> own =
          segments.stream()
              .filter(segment -> device(segment).equals(slice.name()))
              .map(segment -> new Line("- segment " + number(segment), segment))
              .toList();
      lines.addAll(own.size() > 1 ? own : List.of());
    }
    return times("compute, ms", lines);
  }

  private static String device(RunValue segment) {
    return segment.name().substring(0, segment.name().lastIndexOf('/'));
  }

  private static String number(RunValue segment) {
    return segment.name().substring(segment.name().lastIndexOf('/') + 1);
  }

  Table transfers() {
    return times("transfer, ms", lines(Kind.TRANSFER));
  }

  /** Queueing and copying of all stages together, and where they matter of each. */
  Table overheads() {
    List<Line> lines = new ArrayList<>();
    for (Kind kind : List.of(Kind.QUEUEING, Kind.COPYING)) {
      for (RunValue value : compared.values(kind)) {
        if (value.name().equals(RunComparison.ALL)) {
          lines.add(new Line(kind.label(), value));
        } else if (matters(value)) {
          lines.add(new Line("- at " + value.name(), value));
        }
      }
    }
    return times("waiting, ms", lines);
  }

  private boolean matters(RunValue value) {
    double latency =
        compared
            .value(Kind.LATENCY, RunComparison.ALL)
            .flatMap(RunValue::measured)
            .map(Measured::value)
            .orElse(0.0);
    return value.measured().filter(ms -> ms.value() >= MIN_OVERHEAD * latency).isPresent();
  }
}

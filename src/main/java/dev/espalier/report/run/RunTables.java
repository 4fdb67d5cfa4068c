package dev.espalier.report.run;

import dev.espalier.internal.Printable;
import dev.espalier.report.Cell;
import dev.espalier.report.Column;
import dev.espalier.report.Numbers;
import dev.espalier.report.Table;
import dev.espalier.study.Interval;
import dev.espalier.study.run.EnergyReading;
import dev.espalier.study.run.compare.LatencyDifference;
import dev.espalier.study.run.compare.LatencyDifference.Part;
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

/** The tables of a run. */
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

  /** A row for each quantity, for programs. */
  static Table data(RunComparison compared) {
    return Table.of(compared.values())
        .words(Column.words("kind", "kind"), value -> value.kind().label())
        .words(Column.words("name", "name"), RunValue::name)
        .words(Column.words("unit", "unit"), value -> value.kind().unit())
        .column(number("predicted"), value -> Cell.number(value.predicted(), Numbers::rough))
        .column(number("measured"), value -> cell(value, all -> OptionalDouble.of(all.value())))
        .column(number("difference"), value -> Cell.number(value.difference(), Numbers::signed))
        .column(number("low"), value -> cell(value, all -> end(all, Interval::low)))
        .column(number("high"), value -> cell(value, all -> end(all, Interval::high)))
        .column(number("p50"), value -> cell(value, Measured::p50))
        .column(number("p95"), value -> cell(value, Measured::p95))
        .column(number("p99"), value -> cell(value, Measured::p99))
        .column(number("max"), value -> cell(value, Measured::max))
        .column(number("samples"), RunTables::samples)
        .build();
  }

  private static Column number(String key) {
    return Column.numbers(key, key);
  }

  private static OptionalDouble end(Measured measured, Function<Interval, Double> end) {
    return measured
        .interval()
        .map(range -> OptionalDouble.of(end.apply(range)))
        .orElse(OptionalDouble.empty());
  }

  private static Cell cell(RunValue value, Function<Measured, OptionalDouble> number) {
    return Cell.number(value.measured().map(number).orElse(OptionalDouble.empty()), Numbers::rough);
  }

  private static Cell samples(RunValue value) {
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

  private static Cell name(String name) {
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

  /** Probability and accuracy of each exit. */
  Table exits() {
    List<RunValue> lines = new ArrayList<>(compared.values(Kind.PROBABILITY));
    Optional<Measured> all =
        compared.value(Kind.ACCURACY, RunComparison.ALL).flatMap(RunValue::measured);
    all.ifPresent(
        accuracy ->
            lines.add(
                new RunValue(
                    Kind.PROBABILITY,
                    RunComparison.ALL,
                    OptionalDouble.of(1),
                    Optional.of(Measured.of(1, Optional.empty(), compared.answered())))));
    return Table.of(lines)
        .column(Column.words("exit"), line -> name(line.name()))
        .column(
            Column.numbers("predicted"), line -> Cell.number(line.predicted(), RunTables::percent))
        .column(
            Column.numbers("measured"),
            line ->
                Cell.number(
                    line.measured()
                        .map(value -> OptionalDouble.of(value.value()))
                        .orElse(OptionalDouble.empty()),
                    RunTables::percent))
        .column(Column.numbers("95 % interval"), line -> Cell.of(percents(line.measured())))
        .column(
            Column.numbers("accuracy").shownIf(all.isPresent()),
            line -> Cell.of(accuracy(line).map(value -> percent(value.value())).orElse("-")))
        .column(
            Column.numbers("95 % interval").shownIf(all.isPresent()),
            line -> Cell.of(percents(accuracy(line))))
        .column(
            Column.numbers("n"),
            line ->
                Cell.integer(
                    line.measured()
                        .map(value -> Math.round(value.value() * value.samples()))
                        .orElse(0L)))
        .build();
  }

  private Optional<Measured> accuracy(RunValue exit) {
    return compared.value(Kind.ACCURACY, exit.name()).flatMap(RunValue::measured);
  }

  private static String percent(double fraction) {
    return String.format(Locale.ROOT, "%.1f%%", 100 * fraction);
  }

  private static String percents(Optional<Measured> proportion) {
    return proportion
        .flatMap(Measured::interval)
        .map(
            range ->
                String.format(Locale.ROOT, "%.1f to %.1f%%", 100 * range.low(), 100 * range.high()))
        .orElse(Cell.NOTHING);
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

  Table energy() {
    return Table.of(compared.values(Kind.ENERGY))
        .column(Column.words("energy a sample, J"), value -> name(value.name()))
        .column(
            Column.numbers("predicted"), value -> Cell.number(value.predicted(), Numbers::rough))
        .column(
            Column.numbers("measured"),
            value ->
                value.measured().isPresent()
                    ? cell(value, all -> OptionalDouble.of(all.value()))
                    : Cell.of("not measured"))
        .column(Column.numbers("off"), value -> Cell.number(value.difference(), Numbers::signed))
        .column(Column.words("meter"), value -> Cell.of(meter(value.name())))
        .build();
  }

  private String meter(String device) {
    return compared.run().energy().stream()
        .filter(reading -> reading.device().equals(device))
        .findFirst()
        .map(RunTables::meter)
        .orElse("");
  }

  private static String meter(EnergyReading reading) {
    return Printable.line(reading.meter()) + (reading.isShared() ? ", of the whole machine" : "");
  }

  /** The parts of the difference between measured and predicted mean latency. */
  Table difference(LatencyDifference difference) {
    return Table.of(difference.parts())
        .column(Column.words("measured - predicted, ms"), part -> Cell.text(subject(part)))
        .column(Column.numbers("a sample"), part -> Cell.of(signedMs(part.ms().value())))
        .column(
            Column.numbers("+/-"),
            part ->
                Cell.of(
                    part.ms()
                        .interval()
                        .map(range -> ms((range.high() - range.low()) / 2))
                        .orElse(Cell.NOTHING)))
        .build()
        .withFooter(List.of("sum: " + signedMs(difference.ms())));
  }

  private static String subject(Part part) {
    return (part.cause().label() + " " + part.subject()).strip();
  }

  private static String signedMs(double ms) {
    String text = ms(ms);
    return text.startsWith("-") && !text.equals("-0.000") ? text : "+" + text.replace("-", "");
  }
}

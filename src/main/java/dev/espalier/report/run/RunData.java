package dev.espalier.report.run;

import dev.espalier.report.Cell;
import dev.espalier.report.Column;
import dev.espalier.report.Numbers;
import dev.espalier.report.Table;
import dev.espalier.study.Interval;
import dev.espalier.study.run.compare.Measured;
import dev.espalier.study.run.compare.RunComparison;
import dev.espalier.study.run.compare.RunValue;
import java.util.OptionalDouble;
import java.util.function.Function;

/** All quantities of a run as a table for programs. */
final class RunData {
  private RunData() {}

  /** A row for each quantity. */
  static Table of(RunComparison compared) {
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
}

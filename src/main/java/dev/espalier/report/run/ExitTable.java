package dev.espalier.report.run;

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

/** The table of exits: their probabilities and accuracies. */
final class ExitTable {
  private final RunComparison compared;

  private ExitTable(RunComparison compared) {
    this.compared = compared;
  }

  /** A row for each exit, and one for all answers where the classes of samples are known. */
  static Table of(RunComparison compared) {
    return new ExitTable(compared).table();
  }

  private Table table() {
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
        .column(Column.words("exit"), line -> RunTables.name(line.name()))
        .column(
            Column.numbers("predicted"),
            line -> Cell.number(line.predicted(), Numbers::probability))
        .column(
            Column.numbers("measured"),
            line ->
                Cell.number(
                    line.measured()
                        .map(value -> OptionalDouble.of(value.value()))
                        .orElse(OptionalDouble.empty()),
                    Numbers::probability))
        .column(Column.numbers("95 % interval"), line -> Cell.of(percents(line.measured())))
        .column(
            Column.numbers("accuracy").shownIf(all.isPresent()),
            line ->
                Cell.of(
                    accuracy(line).map(value -> Numbers.probability(value.value())).orElse("-")))
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

  private static String percents(Optional<Measured> proportion) {
    return proportion
        .flatMap(Measured::interval)
        .map(
            range ->
                String.format(Locale.ROOT, "%.1f to %.1f%%", 100 * range.low(), 100 * range.high()))
        .orElse(Cell.NOTHING);
  }
}

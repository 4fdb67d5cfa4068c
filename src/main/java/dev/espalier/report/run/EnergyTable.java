package dev.espalier.report.run;

import dev.espalier.internal.Printable;
import dev.espalier.report.Cell;
import dev.espalier.report.Column;
import dev.espalier.report.Numbers;
import dev.espalier.report.Table;
import dev.espalier.study.run.EnergyReading;
import dev.espalier.study.run.compare.RunComparison;
import dev.espalier.study.run.compare.RunValue.Kind;
import java.util.OptionalDouble;

/** The table of energy. */
final class EnergyTable {
  private final RunComparison compared;

  private EnergyTable(RunComparison compared) {
    this.compared = compared;
  }

  /** A row for each device. */
  static Table of(RunComparison compared) {
    return new EnergyTable(compared).table();
  }

  private Table table() {
    return Table.of(compared.values(Kind.ENERGY))
        .column(Column.words("energy a sample, J"), value -> RunTables.name(value.name()))
        .column(
            Column.numbers("predicted"), value -> Cell.number(value.predicted(), Numbers::rough))
        .column(
            Column.numbers("measured"),
            value ->
                value
                    .measured()
                    .map(all -> Cell.number(OptionalDouble.of(all.value()), Numbers::rough))
                    .orElse(Cell.of("not measured")))
        .column(Column.numbers("off"), value -> Cell.number(value.difference(), Numbers::signed))
        .column(Column.words("meter"), value -> Cell.of(meter(value.name())))
        .build();
  }

  private String meter(String device) {
    return compared.run().energy().stream()
        .filter(reading -> reading.device().equals(device))
        .findFirst()
        .map(EnergyTable::meter)
        .orElse("");
  }

  private static String meter(EnergyReading reading) {
    return Printable.line(reading.meter()) + (reading.isShared() ? ", of the whole machine" : "");
  }
}

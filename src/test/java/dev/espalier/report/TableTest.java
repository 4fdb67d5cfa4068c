package dev.espalier.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class TableTest {
  private static final Table ONE =
      Table.of(List.of("a")).words(Column.words("title", "key"), cell -> cell).build();

  @Test
  void aCellWithoutValuesStandsForAbsentOnes() {
    Table table =
        Table.of(List.of("a"))
            .column(Column.words("t", "x", "y"), cell -> Cell.of(Cell.NOTHING))
            .build();
    assertThat(table.rows().get(0).cells().get(0).values()).containsExactly(Value.NONE, Value.NONE);
    assertThat(table.keys()).containsExactly("x", "y");
  }

  @Test
  void rowsThatDoNotFitAreRefused() {
    Row row = new Row(List.of(Cell.text("a"), Cell.text("b")), OptionalInt.empty(), true);
    assertThatThrownBy(() -> new Table(ONE.columns(), List.of(row), List.of()))
        .hasMessage("table: a row must have 1 cells but has 2");
    Row wide = new Row(List.of(Cell.of("a", Value.of(1), Value.of(2))), OptionalInt.empty(), true);
    assertThatThrownBy(() -> new Table(ONE.columns(), List.of(wide), List.of()))
        .hasMessage("table: a cell of column \"title\" must have 1 values but has 2");
  }

  @Test
  void dataAreTheOnlyTable() {
    assertThat(Report.of(Title.of("t"), ONE).data()).contains(ONE);
    assertThat(Report.of(ONE, ONE).data()).isEqualTo(Optional.empty());
    assertThat(Report.of(ONE, ONE).withData(ONE).data()).contains(ONE);
  }
}

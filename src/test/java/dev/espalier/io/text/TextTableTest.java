package dev.espalier.io.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espalier.report.Cell;
import dev.espalier.report.Column;
import dev.espalier.report.Table;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TextTableTest {
  private static String text(Table table, int width) {
    return new TextTable(table, Painter.NONE).text(width);
  }

  private static Table wide(int columns) {
    Table.Builder<Integer> table =
        Table.of(List.of(1, 2)).column(Column.numbers("position"), Cell::integer);
    IntStream.range(0, columns)
        .forEach(c -> table.column(Column.numbers("device" + c).in("ms"), Cell::integer));
    return table.build();
  }

  @Test
  void wideCharactersAlign() {
    Table table =
        Table.of(List.of("pi", "\u30ab\u30e1\u30e9", "e\u0301"))
            .column(Column.words("device"), Cell::text)
            .column(Column.numbers("ms"), name -> Cell.of("1"))
            .build();
    assertThat(text(table, 80))
        .isEqualTo("device  ms\npi       1\n\u30ab\u30e1\u30e9   1\ne\u0301        1\n");
  }

  @Test
  void headingsAndWordsAreWrapped() {
    Table table =
        Table.of(List.of("d1 > d2 > d3 > d4 > d5 > d6 > d7 > d8"))
            .column(Column.numbers("worst case").in("ms"), plan -> Cell.of("1.5"))
            .column(Column.words("plan"), Cell::text)
            .build();
    assertThat(text(table, 34))
        .isEqualTo(
            """
              worst  plan
            case ms
                1.5  d1 > d2 > d3 > d4 > d5 >
                     d6 > d7 > d8
            """);
  }

  @Test
  void tablesAreSplitAndBeginAlike() {
    assertThat(text(wide(4), 30))
        .isEqualTo(
            """
            position  device0  device1
                           ms       ms
                   1        1        1
                   2        2        2

            position  device2  device3
                           ms       ms
                   1        1        1
                   2        2        2
            """);
  }

  @ParameterizedTest
  @ValueSource(ints = {20, 40, 60, 80, 132})
  void noLineIsWiderThanThePage(int width) {
    assertThat(text(wide(40), width).lines())
        .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(width));
  }

  @Test
  void wordsWithoutBlanksAreBrokenOnlyWhereNothingElseHelps() {
    Table table =
        Table.of(List.of("x".repeat(50))).column(Column.words("name"), Cell::text).build();
    assertThat(text(table, 60)).contains("x".repeat(50));
    assertThat(text(table, 20).lines())
        .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(20));
  }
}

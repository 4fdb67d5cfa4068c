package dev.espalier.io.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.espalier.report.Cell;
import dev.espalier.report.Column;
import dev.espalier.report.Report;
import dev.espalier.report.Table;
import dev.espalier.report.Title;
import dev.espalier.report.Value;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CsvRendererTest {
  private static String csv(String text) {
    return CsvRenderer.table(
        Table.of(List.of(text)).words(Column.words("t", "t"), cell -> cell).build());
  }

  @Test
  void keysHeadValuesAtFullPrecision() {
    Table table =
        Table.of(List.of(1 / 3.0, -2.0))
            .words(Column.words("device", "name"), value -> "pi")
            .column(Column.numbers("busy", "busyMs").in("ms"), Cell::number)
            .column(Column.words("for people"), value -> Cell.of("shown"))
            .column(
                Column.numbers("use", "used", "limit"),
                value -> Cell.of("1/2", Value.of(1), Value.NONE))
            .column(Column.hidden("known"), value -> Cell.of("", Value.of(true)))
            .data(value -> value != 7)
            .build();
    assertThat(new CsvRenderer().render(Report.of(Title.of("net"), table)))
        .isEqualTo(
            """
            name,busyMs,used,limit,known
            pi,0.3333333333333333,1,,true
            pi,-2.0,1,,true
            """);
  }

  @Test
  void rowsForPeopleAloneAreLeftOut() {
    Table table =
        Table.of(List.of("a", "sum"))
            .words(Column.words("t", "t"), cell -> cell)
            .data(cell -> cell.equals("a"))
            .build();
    assertThat(CsvRenderer.table(table)).isEqualTo("t\na\n");
  }

  @Test
  void separatorsQuotesAndLineEndsAreQuoted() {
    assertThat(csv("a,b")).isEqualTo("t\n\"a,b\"\n");
    assertThat(csv("a \"b\"")).isEqualTo("t\n\"a \"\"b\"\"\"\n");
    assertThat(csv("a\nb")).isEqualTo("t\n\"a\nb\"\n");
    assertThat(csv("ü ; é")).isEqualTo("t\nü ; é\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"=1+1", "+x", "-x", "@x", "=HYPERLINK(A1)", "\tx"})
  void textIsNoFormula(String text) {
    assertThat(csv(text)).isEqualTo("t\n'" + text + "\n");
  }

  @Test
  void namesInTheHeaderAreNoFormulas() {
    Table table = Table.of(List.of(1L)).column(Column.hidden("=x.y"), Cell::integer).build();
    assertThat(CsvRenderer.table(table)).isEqualTo("'=x.y\n1\n");
  }

  @Test
  void aReportWithoutDataIsRefused() {
    assertThatThrownBy(() -> new CsvRenderer().render(Report.of(Title.of("net"))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("table");
  }
}

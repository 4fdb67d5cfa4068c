package dev.espalier.io.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class CsvLineTest {
  @Test
  void cellsMayBeQuotedOrEmpty() {
    assertThat(CsvLine.cells("a,\"b,\"\"c\"\"\",,d ")).containsExactly("a", "b,\"c\"", "", "d ");
    assertThat(CsvLine.cells(",")).containsExactly("", "");
  }

  @Test
  void aCarriageReturnAtTheEndIsNoPartOfTheRow() {
    assertThat(CsvLine.cells("a,b\r")).containsExactly("a", "b");
    assertThat(CsvLine.cells("a,\"b\r\"\r")).containsExactly("a", "b\r");
  }

  /** Otherwise, all behind it would be lost without a word. */
  @Test
  void aCarriageReturnWithinTheRowIsAnError() {
    assertThatThrownBy(() -> CsvLine.cells("a,b\rc,d"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a carriage return outside quotation marks ends a row; a row is one line");
  }

  @Test
  void aDamagedRowIsAnError() {
    assertThatThrownBy(() -> CsvLine.cells("\"a,b"))
        .hasMessage("a quotation mark is not closed; a row is one line");
    assertThatThrownBy(() -> CsvLine.cells("\"a\"b,c"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("not valid CSV: Unexpected character after closing quote: 'b' (0x62)");
  }
}

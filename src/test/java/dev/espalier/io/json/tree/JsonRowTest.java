package dev.espalier.io.json.tree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.espalier.io.InvalidFileException;
import dev.espalier.io.json.tree.JsonRow.Cell;
import dev.espalier.io.json.tree.JsonRow.Column;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class JsonRowTest {
  private static JsonValue cell(Cell kind, String text) {
    return row(List.of(new Column("c", kind)), text).field("c");
  }

  private static JsonValue row(List<Column> columns, String... cells) {
    return JsonRow.of("f", 7, columns, Arrays.asList(cells));
  }

  private static void checkSame(Cell kind, String text, String json) {
    assertThat(cell(kind, text).hasSameContent(JsonSource.parse(json, "j")))
        .as("%s: %s", text, json)
        .isTrue();
  }

  @Test
  void cellsSayWhatObjectsSay() {
    checkSame(Cell.TEXT, "17", "\"17\"");
    checkSame(Cell.NUMBER, "17", "17");
    checkSame(Cell.NUMBER, " -1.5e-3 ", "-1.5e-3");
    checkSame(Cell.NUMBER, "5%", "\"5%\"");
    checkSame(Cell.LIST, "a, b", "[\"a\", \"b\"]");
    checkSame(Cell.LIST, "7", "[\"7\"]");
    checkSame(Cell.MAP, "50", "50");
    checkSame(Cell.MAP, "a=b=1, c = 50ms", "{\"a=b\": 1, \"c\": \"50ms\"}");
    checkSame(Cell.NAMES, "a=7", "{\"a\": \"7\"}");
    checkSame(Cell.JSON, "[{\"a\": [null, true]}]", "[{\"a\": [null, true]}]");
  }

  @Test
  void anEmptyCellIsAFieldThatIsAbsent() {
    JsonValue row =
        row(List.of(new Column("a", Cell.TEXT), new Column("b", Cell.NUMBER)), " ", "1");
    assertThat(row.object().keySet()).containsExactly("b");
  }

  @Test
  void whatIsNoNumberInJsonIsNone() {
    for (String text : List.of("NaN", "Infinity", "+5", "5.", "0x10", "1_000", "1d", "1,5")) {
      assertThat(cell(Cell.NUMBER, text).isNumber()).as(text).isFalse();
    }
  }

  @Test
  void anErrorNamesTheColumn() {
    List<Column> columns = List.of(new Column("id", Cell.TEXT), new Column("pin", Cell.NAMES));
    JsonValue row = row(columns, "x", "conv1");
    assertThat(row.field("id").text()).isEqualTo("x");
    assertThatThrownBy(() -> row.field("pin").object())
        .isInstanceOf(InvalidFileException.class)
        .hasMessage("f: /pin at line 7, column 2: expected NAME=VALUE but found \"conv1\"");
    assertThatThrownBy(() -> row(columns, "x", "a=b,a=c").field("pin").object())
        .hasMessage("f: /pin at line 7, column 2: expected each name once but found twice \"a\"");
    assertThatThrownBy(() -> row(columns, "x", "=b").field("pin").object())
        .hasMessage("f: /pin at line 7, column 2: expected NAME=VALUE but found \"=b\"");
  }

  @Test
  void anErrorWithinJsonNamesTheColumnOfItsCell() {
    List<Column> columns = List.of(new Column("id", Cell.TEXT), new Column("changes", Cell.JSON));
    assertThatThrownBy(
            () ->
                row(columns, "x", "[{\"at\": 1}]")
                    .field("changes")
                    .items()
                    .get(0)
                    .field("at")
                    .text())
        .hasMessage("f: /changes/0/at at line 7, column 2: expected a text in quotes but found 1");
    assertThatThrownBy(() -> row(columns, "x", "[{\"a\": 1, \"a\": 2}]").field("changes").items())
        .hasMessage(
            "f: /changes/0/a at line 7, column 2: the field is given twice; expected it once");
    assertThatThrownBy(() -> row(columns, "x", "[1").field("changes").items())
        .hasMessageStartingWith("f: /changes at line 7, column 2: not valid JSON: ");
  }

  @Test
  void aCarriageReturnBeginsNoOtherLineOfALine() {
    assertThatThrownBy(() -> JsonSource.parseLine("{}\r{}", "f", 6))
        .hasMessage("f: at line 7, column 4: expected the end of the file after the JSON value");
  }
}

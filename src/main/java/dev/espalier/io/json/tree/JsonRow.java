package dev.espalier.io.json.tree;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A row of a table as an object, so that whatever reads objects reads rows, too. A place in it is
 * the number of the column.
 */
public final class JsonRow {
  private static final Pattern NUMBER =
      Pattern.compile("-?(\\d+)(\\.\\d+)?([eE][+-]?\\d+)?|-?\\.\\d+([eE][+-]?\\d+)?");
  private static final Pattern WHOLE = Pattern.compile("-?\\d+");

  /** Kinds of cells. */
  public enum Cell {
    /** A text, whatever it looks like. */
    TEXT,
    /** A number, or else a text. */
    NUMBER,
    /** Texts with commas between. */
    LIST,
    /** {@code NAME=VALUE} with commas between, or one value alone. */
    MAP,
    /** A value in JSON. */
    JSON
  }

  /**
   * A column.
   *
   * @param name the field that it is
   * @param cell what stands in its cells
   */
  public record Column(String name, Cell cell) {}

  private final JsonValue.Document root;
  private final String name;
  private final int line;

  private JsonRow(String name, int line) {
    this.name = name;
    this.line = line;
    root = new JsonValue.Document(name, line, 1);
  }

  /**
   * The object of a row; an empty cell is a field that is absent.
   *
   * @param name name of the file in messages
   * @param line number of the line, 1-based
   * @param cells as many as there are columns
   */
  public static JsonValue of(String name, int line, List<Column> columns, List<String> cells) {
    return new JsonRow(name, line).object(columns, cells);
  }

  private JsonValue object(List<Column> columns, List<String> cells) {
    Map<String, JsonValue> fields = new LinkedHashMap<>();
    for (int c = 0; c < columns.size(); c++) {
      String cell = cells.get(c).strip();
      if (!cell.isEmpty()) {
        JsonValue value = new JsonValue(root, line, c + 1);
        value.setContent(content(value, columns.get(c).cell(), cell, c + 1));
        fields.put(columns.get(c).name(), value);
      }
    }
    root.setContent(fields);
    return root;
  }

  private Object content(JsonValue holder, Cell kind, String cell, int column) {
    return switch (kind) {
      case TEXT -> cell;
      case NUMBER -> scalar(cell);
      case LIST ->
          List.of(cell.split(",", -1)).stream()
              .map(item -> value(holder, column, item.strip()))
              .collect(Collectors.toUnmodifiableList());
      case MAP -> cell.indexOf('=') < 0 ? scalar(cell) : map(holder, column, cell);
      case JSON -> JsonSource.parseLine(cell, name, line - 1).content();
    };
  }

  /** Names may have equals signs, values have none. */
  private Object map(JsonValue holder, int column, String cell) {
    Map<String, JsonValue> fields = new LinkedHashMap<>();
    for (String pair : cell.split(",", -1)) {
      int equals = pair.lastIndexOf('=');
      if (equals < 1) {
        throw JsonValue.invalid(
            name, "", line, column, "expected NAME=VALUE but found \"" + pair + "\"");
      }
      JsonValue value = new JsonValue(holder, line, column);
      value.setContent(scalar(pair.substring(equals + 1).strip()));
      fields.put(pair.substring(0, equals).strip(), value);
    }
    return fields;
  }

  private JsonValue value(JsonValue holder, int column, String text) {
    JsonValue value = new JsonValue(holder, line, column);
    value.setContent(text);
    return value;
  }

  private static Object scalar(String text) {
    return NUMBER.matcher(text).matches()
        ? new JsonValue.Numeral(text, WHOLE.matcher(text).matches())
        : text;
  }
}

package dev.espalier.io.json.tree;

import dev.espalier.internal.Printable;
import dev.espalier.io.InvalidFileException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A row of a table as an object, so that whatever reads objects reads rows, too. A place in it is
 * the number of the column.
 */
public final class JsonRow {
  private static final Pattern NUMBER =
      Pattern.compile("-?(\\d+)(\\.\\d+)?([eE][+-]?\\d+)?|-?\\.\\d+([eE][+-]?\\d+)?");
  private static final Pattern WHOLE = Pattern.compile("-?\\d+");

  /** Maximum length of an invalid value that a message repeats. */
  private static final int MAX_QUOTED = 40;

  /** Kinds of cells. */
  public enum Cell {
    /** A text, whatever it looks like. */
    TEXT,
    /** A number, or else a text. */
    NUMBER,
    /** Texts with commas between. */
    LIST,
    /** {@code NAME=VALUE} with commas between, or one value alone; numbers or else texts. */
    MAP,
    /** {@code NAME=NAME} with commas between. */
    NAMES,
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
        fields.put(columns.get(c).name(), value(columns.get(c), cell, c + 1));
      }
    }
    root.setContent(fields);
    return root;
  }

  private JsonValue value(Column column, String cell, int number) {
    JsonValue value = new JsonValue(root, line, number);
    try {
      value.setContent(content(value, column, cell, number));
    } catch (InvalidFileException e) {
      // The other cells can be read: the id of a row whose changes are wrong.
      value.setContent(e);
    }
    return value;
  }

  private Object content(JsonValue holder, Column column, String cell, int number) {
    return switch (column.cell()) {
      case TEXT -> cell;
      case NUMBER -> scalar(cell);
      case LIST ->
          Stream.of(cell.split(",", -1))
              .map(item -> value(holder, number, item.strip()))
              .collect(Collectors.toUnmodifiableList());
      case NAMES -> map(holder, column, cell, number);
      case MAP -> cell.indexOf('=') < 0 ? scalar(cell) : map(holder, column, cell, number);
      case JSON -> JsonSource.cell(cell, holder, column.name(), line, number);
    };
  }

  /** Names may have equals signs, values have none. */
  private Object map(JsonValue holder, Column column, String cell, int number) {
    Map<String, JsonValue> fields = new LinkedHashMap<>();
    for (String pair : cell.split(",", -1)) {
      int equals = pair.lastIndexOf('=');
      String field = equals < 0 ? "" : pair.substring(0, equals).strip();
      if (field.isEmpty()) {
        throw invalid(column, number, "expected NAME=VALUE but found", pair);
      }
      String text = pair.substring(equals + 1).strip();
      JsonValue value = value(holder, number, column.cell() == Cell.NAMES ? text : scalar(text));
      if (fields.put(field, value) != null) {
        throw invalid(column, number, "expected each name once but found twice", field);
      }
    }
    return fields;
  }

  private InvalidFileException invalid(Column column, int number, String what, String found) {
    return JsonValue.invalid(
        name,
        "/" + JsonValue.step(column.name()),
        line,
        number,
        "%s \"%s\"".formatted(what, Printable.shortened(found, MAX_QUOTED)));
  }

  private JsonValue value(JsonValue holder, int column, Object content) {
    JsonValue value = new JsonValue(holder, line, column);
    value.setContent(content);
    return value;
  }

  private static Object scalar(String text) {
    return NUMBER.matcher(text).matches()
        ? new JsonValue.Numeral(text, WHOLE.matcher(text).matches())
        : text;
  }
}

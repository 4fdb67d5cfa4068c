package dev.espalier.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/**
 * A JSON document as the tests need it: read with strict types, and changed in ways that no decent
 * writer would, such as a field given twice or a token that is not JSON.
 */
sealed interface Json {

  /** An object; names may repeat. */
  record Obj(List<Field> fields) implements Json {}

  /** A list. */
  record Arr(List<Json> items) implements Json {}

  /** A text, number, boolean or null as it is written, or any nonsense in its place. */
  record Raw(String token) implements Json {}

  /** A field of an object. */
  record Field(String name, Json value) {}

  /** The document in a text. */
  static Json parse(String text) {
    try (JsonParser parser = new JsonFactory().createParser(ObjectReadContext.empty(), text)) {
      parser.nextToken();
      Json document = value(parser);
      if (parser.nextToken() != null) {
        throw new AssertionError("more than one JSON value: " + text);
      }
      return document;
    }
  }

  private static Json value(JsonParser parser) {
    switch (parser.currentToken()) {
      case START_OBJECT -> {
        List<Field> fields = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
          String name = parser.getString();
          parser.nextToken();
          fields.add(new Field(name, value(parser)));
        }
        return new Obj(fields);
      }
      case START_ARRAY -> {
        List<Json> items = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
          items.add(value(parser));
        }
        return new Arr(items);
      }
      case VALUE_STRING -> {
        return quoted(parser.getString());
      }
      default -> {
        return new Raw(parser.getString());
      }
    }
  }

  /** A text value. */
  static Raw quoted(String text) {
    String escaped =
        text.chars()
            .mapToObj(
                c ->
                    c == '"' || c == '\\'
                        ? "\\" + (char) c
                        : c < ' ' || Character.isSurrogate((char) c)
                            ? "\\u%04x".formatted(c)
                            : String.valueOf((char) c))
            .collect(Collectors.joining());
    return new Raw('"' + escaped + '"');
  }

  static Raw raw(String token) {
    return new Raw(token);
  }

  /** The value at a JSON pointer. */
  default Json at(String pointer) {
    Json value = this;
    for (String step : steps(pointer)) {
      value = value.child(step);
    }
    return value;
  }

  private Json child(String step) {
    if (this instanceof Arr list) {
      return list.items().get(Integer.parseInt(step));
    }
    return ((Obj) this)
        .fields().stream()
            .filter(field -> field.name().equals(step))
            .findFirst()
            .orElseThrow(() -> new AssertionError("no field " + step + " in " + text(0)))
            .value();
  }

  /** Whether an object has a field. */
  default boolean has(String name) {
    return ((Obj) this).fields().stream().anyMatch(field -> field.name().equals(name));
  }

  default List<String> fieldNames() {
    return ((Obj) this).fields().stream().map(Field::name).toList();
  }

  default List<Json> items() {
    return ((Arr) this).items();
  }

  default String string() {
    String token = ((Raw) this).token();
    if (!token.startsWith("\"")) {
      throw new AssertionError("not a text: " + token);
    }
    try (JsonParser parser = new JsonFactory().createParser(ObjectReadContext.empty(), token)) {
      parser.nextToken();
      return parser.getString();
    }
  }

  default double number() {
    return Double.parseDouble(((Raw) this).token());
  }

  default int whole() {
    return Integer.parseInt(((Raw) this).token());
  }

  default boolean flag() {
    String token = ((Raw) this).token();
    if (!token.equals("true") && !token.equals("false")) {
      throw new AssertionError("not a boolean: " + token);
    }
    return token.equals("true");
  }

  default boolean isNull() {
    return equals(new Raw("null"));
  }

  /** This document with another value at a pointer. */
  default Json with(String pointer, Json value) {
    return changed(steps(pointer), any -> value);
  }

  /** This document with the object or list at a pointer changed. */
  default Json changing(String pointer, UnaryOperator<Json> change) {
    return changed(steps(pointer), change);
  }

  private Json changed(List<String> steps, UnaryOperator<Json> change) {
    if (steps.isEmpty()) {
      return change.apply(this);
    }
    String step = steps.get(0);
    List<String> rest = steps.subList(1, steps.size());
    if (this instanceof Arr list) {
      List<Json> items = new ArrayList<>(list.items());
      int index = Integer.parseInt(step);
      items.set(index, items.get(index).changed(rest, change));
      return new Arr(items);
    }
    child(step); // fails if there is none
    return new Obj(
        ((Obj) this)
            .fields().stream()
                .map(
                    field ->
                        field.name().equals(step)
                            ? new Field(step, field.value().changed(rest, change))
                            : field)
                .toList());
  }

  /** This object with one more field. */
  default Json plus(String name, Json value) {
    List<Field> fields = new ArrayList<>(((Obj) this).fields());
    fields.add(new Field(name, value));
    return new Obj(fields);
  }

  /** This list with one more item. */
  default Json plus(Json item) {
    List<Json> items = new ArrayList<>(items());
    items.add(item);
    return new Arr(items);
  }

  /** This object without a field, or this list without an item. */
  default Json minus(String step) {
    if (this instanceof Arr list) {
      List<Json> items = new ArrayList<>(list.items());
      items.remove(Integer.parseInt(step));
      return new Arr(items);
    }
    return new Obj(
        ((Obj) this).fields().stream().filter(field -> !field.name().equals(step)).toList());
  }

  /** This object with a field called otherwise. */
  default Json renaming(String name, String newName) {
    return new Obj(
        ((Obj) this)
            .fields().stream()
                .map(field -> field.name().equals(name) ? new Field(newName, field.value()) : field)
                .toList());
  }

  /** The text of the document, a line for each value. */
  default String text() {
    return text(0) + "\n";
  }

  private String text(int depth) {
    String indent = "\n" + "  ".repeat(depth + 1);
    String end = "\n" + "  ".repeat(depth);
    if (this instanceof Obj object) {
      return object.fields().stream()
          .map(
              field -> indent + quoted(field.name()).token() + ": " + field.value().text(depth + 1))
          .collect(Collectors.joining(",", "{", end + "}"));
    }
    if (this instanceof Arr list) {
      return list.items().stream()
          .map(item -> indent + item.text(depth + 1))
          .collect(Collectors.joining(",", "[", end + "]"));
    }
    return ((Raw) this).token();
  }

  /** Names of fields and indices that lead to a place. */
  static List<String> steps(String pointer) {
    return pointer.isEmpty() ? List.of() : List.of(pointer.substring(1).split("/", -1));
  }
}

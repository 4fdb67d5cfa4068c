package dev.espalier.io.json.tree;

import dev.espalier.error.InvalidFieldException;
import dev.espalier.internal.Checks;
import dev.espalier.internal.NearestName;
import dev.espalier.internal.Printable;
import dev.espalier.io.InvalidFileException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A value of a JSON file together with its location, so that every error can name the file, the
 * place, what was found and what was expected. It takes little memory, as a large file has millions
 * of them: its pointer is computed on demand.
 */
public class JsonValue {
  /** A number as it is written. */
  record Numeral(String text, boolean whole) {}

  /** Maximum length of a field name in a pointer: no name of a device or layer is longer. */
  private static final int MAX_STEP = 200;

  /** Maximum length of an invalid value that a message repeats. */
  private static final int MAX_QUOTED = 40;

  /** The object or list that holds this value; null for the whole document. */
  private final JsonValue holder;

  private final int line;
  private final int column;

  /**
   * A Map of fields, a List of items, a String, a {@link Numeral}, a Boolean, or empty for null; an
   * exception if it cannot be read; null while the fields or items are still being read.
   */
  private Object content;

  /**
   * A value within another one.
   *
   * @param line line of its first character, 1-based
   * @param column column of its first character, 1-based
   */
  JsonValue(JsonValue holder, int line, int column) {
    this.holder = holder;
    this.line = line;
    this.column = column;
  }

  /** The value that is the whole document. */
  static final class Document extends JsonValue {
    private final String file;

    /**
     * @param file name of the file
     */
    Document(String file, int line, int column) {
      super(null, line, column);
      this.file = file;
    }

    @Override
    public String file() {
      return file;
    }
  }

  /** Sets what was read, once. */
  void setContent(Object read) {
    content = read;
  }

  /** What was read. */
  Object content() {
    return content;
  }

  /** Name of the file. */
  public String file() {
    return holder.file();
  }

  /** JSON pointer (RFC 6901), empty for the whole document. */
  private String pointer() {
    return holder == null ? "" : holder.pointer() + "/" + holder.stepTo(this);
  }

  private String stepTo(JsonValue held) {
    if (content instanceof Map<?, ?> fields) {
      return fields.entrySet().stream()
          .filter(field -> field.getValue() == held)
          .map(field -> step((String) field.getKey()))
          .findFirst()
          .orElseThrow();
    }
    int index = 0;
    while (items().get(index) != held) {
      index++;
    }
    return String.valueOf(index);
  }

  /** A field name as a step of a pointer (RFC 6901), printable and of bearable length. */
  static String step(String name) {
    return Printable.shortened(name, MAX_STEP).replace("~", "~0").replace("/", "~1");
  }

  /** The fields of an object of which only these may occur. */
  public JsonValue allowing(String... fields) {
    List<String> known = List.of(fields);
    for (Map.Entry<String, JsonValue> entry : object().entrySet()) {
      if (!known.contains(entry.getKey())) {
        throw entry
            .getValue()
            .invalid(
                "unknown field \"%s\"; expected one of %s%s"
                    .formatted(
                        shortened(entry.getKey()),
                        String.join(", ", fields),
                        NearestName.hint(entry.getKey(), known)));
      }
    }
    return this;
  }

  /** A field that must be there. */
  public JsonValue field(String name) {
    JsonValue value = object().get(name);
    if (value == null) {
      throw invalid("field \"" + name + "\" is missing");
    }
    return value;
  }

  /** A field that may be absent. */
  public Optional<JsonValue> optional(String name) {
    return Optional.ofNullable(object().get(name));
  }

  public Optional<String> optionalText(String name) {
    return optional(name).map(JsonValue::text);
  }

  public Optional<String> optionalName(String field) {
    return optional(field).map(value -> value.name(field));
  }

  public OptionalDouble optionalNumber(String name) {
    return optional(name)
        .map(value -> OptionalDouble.of(value.number()))
        .orElseGet(OptionalDouble::empty);
  }

  @SuppressWarnings("unchecked")
  public Map<String, JsonValue> object() {
    if (content instanceof Map<?, ?> fields) {
      return (Map<String, JsonValue>) fields;
    }
    throw expected("an object { ... }");
  }

  @SuppressWarnings("unchecked")
  public List<JsonValue> items() {
    if (content instanceof List<?> items) {
      return (List<JsonValue>) items;
    }
    throw expected("a list [ ... ]");
  }

  public String text() {
    if (content instanceof String text) {
      return text;
    }
    throw expected("a text in quotes");
  }

  /** A text that can be a name; {@code what} says of what. */
  public String name(String what) {
    return make(() -> Checks.name(what, "name", text()));
  }

  public double number() {
    if (content instanceof Numeral numeral) {
      double value = Double.parseDouble(numeral.text());
      if (Double.isInfinite(value)) {
        throw expected("a number that fits a double");
      }
      return value;
    }
    throw expected("a number");
  }

  /** A number of at least 0. */
  public double nonNegativeNumber() {
    double value = number();
    if (!(value >= 0)) {
      throw expected("a number >= 0");
    }
    return value;
  }

  public boolean flag() {
    if (content instanceof Boolean flag) {
      return flag;
    }
    throw expected("true or false");
  }

  public long wholeNumber() {
    if (content instanceof Numeral numeral && numeral.whole()) {
      try {
        return Long.parseLong(numeral.text());
      } catch (NumberFormatException tooLarge) {
        throw expected("a whole number that fits 64 bits");
      }
    }
    throw expected("a whole number without fraction or exponent");
  }

  /** Whether this is a number. */
  public boolean isNumber() {
    return content instanceof Numeral;
  }

  /** Whether this is an object. */
  public boolean isObject() {
    return content instanceof Map;
  }

  /** Whether this is a text. */
  public boolean isText() {
    return content instanceof String;
  }

  /** A whole number that fits 32 bits, as numbers of things do. */
  public int smallNumber() {
    long value = wholeNumber();
    if (value != (int) value) {
      throw expected("a whole number that fits 32 bits");
    }
    return (int) value;
  }

  /** Whether another value says the same, wherever it stands; numbers must be written alike. */
  public boolean hasSameContent(JsonValue other) {
    if (content instanceof Map<?, ?> fields && other.content instanceof Map<?, ?> others) {
      return fields.keySet().equals(others.keySet())
          && object().entrySet().stream()
              .allMatch(field -> field.getValue().hasSameContent(other.field(field.getKey())));
    }
    if (content instanceof List<?> items && other.content instanceof List<?> others) {
      return items.size() == others.size()
          && IntStream.range(0, items.size())
              .allMatch(i -> items().get(i).hasSameContent(other.items().get(i)));
    }
    return content.equals(other.content);
  }

  /** Whether this is the JSON null. */
  public boolean isNull() {
    return content.equals(Optional.empty());
  }

  /**
   * Demands that the field {@code format} has one of these values, and so that the file is of this
   * kind.
   *
   * @return the value found
   */
  public String checkFormat(String... formats) {
    JsonValue found = field("format");
    if (!List.of(formats).contains(found.text())) {
      throw found.expected("\"" + String.join("\" or \"", formats) + "\"");
    }
    return found.text();
  }

  /** Creates an object of the domain; an invalid argument is reported at its place in the file. */
  public <T> T make(Supplier<T> maker) {
    try {
      return maker.get();
    } catch (InvalidFieldException e) {
      throw at(e.field()).invalid(e.getMessage());
    }
  }

  private JsonValue at(String relativePointer) {
    JsonValue value = this;
    for (String step : relativePointer.split("/")) {
      JsonValue next = null;
      if (value.content instanceof Map<?, ?> fields) {
        next = (JsonValue) fields.get(step);
      } else if (value.content instanceof List<?> items && step.matches("\\d{1,9}")) {
        int index = Integer.parseInt(step);
        next = index < items.size() ? (JsonValue) items.get(index) : null;
      }
      if (next == null) {
        break;
      }
      value = next;
    }
    return value;
  }

  public InvalidFileException expected(String what) {
    return content instanceof InvalidFileException unread
        ? unread
        : invalid("expected " + what + " but found " + found());
  }

  /** The error of a text that is none of these words. */
  public InvalidFileException noneOf(List<String> words) {
    String quoted =
        words.stream().map(word -> "\"" + word + "\"").collect(Collectors.joining(" or "));
    return invalid(
        "expected %s but found %s%s".formatted(quoted, found(), NearestName.hint(text(), words)));
  }

  public InvalidFileException invalid(String message) {
    return invalid(file(), pointer(), line, column, message);
  }

  /** An error at a place of a file. */
  public static InvalidFileException invalid(
      String file, String pointer, int line, int column, String message) {
    String place = pointer.isEmpty() ? "" : pointer + " ";
    return new InvalidFileException(
        "%s: %sat line %d, column %d: %s".formatted(file, place, line, column, message), pointer);
  }

  private String found() {
    if (content instanceof Map) {
      return "an object";
    }
    if (content instanceof List) {
      return "a list";
    }
    if (content instanceof Numeral numeral) {
      return shortened(numeral.text());
    }
    if (content instanceof String text) {
      return "\"" + shortened(text) + "\"";
    }
    return isNull() ? "null" : content.toString();
  }

  private static String shortened(String text) {
    return Printable.shortened(text, MAX_QUOTED);
  }
}

package dev.espalier.io.json.tree;

import dev.espalier.io.InvalidFileException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.json.JsonFactory;

/** Reads a JSON file into values that record their location; rejects duplicate fields. */
public final class JsonSource {
  /** Maximum size of a file: far beyond any network, and its tree fits a small heap. */
  private static final long MAX_FILE_BYTES = 16L << 20;

  /**
   * Maximum number of values in a file: more than twice as many as the largest model has, and few
   * enough that brackets and commas alone cannot fill a heap of 256 MiB.
   */
  private static final int MAX_VALUES = 3_000_000;

  /** Maximum number of texts and numbers that are cached for reuse: names occur many times. */
  private static final int MAX_SHARED = 1 << 16;

  private static final String BYTE_ORDER_MARK = "\ufeff";

  private static final JsonFactory FACTORY = JsonFactory.builder().build();

  private final String file;
  private final JsonParser parser;

  /** Where the values are that the parser reads. */
  private final Places places;

  private final Map<String, String> texts = new HashMap<>();
  private final Map<String, JsonValue.Numeral> numerals = new HashMap<>();

  /** Steps of the pointer to the value that is being read: field names, and counts of items. */
  private final Deque<Object> steps = new ArrayDeque<>();

  private int values;

  private JsonSource(String file, JsonParser parser, Places places) {
    this.file = file;
    this.parser = parser;
    this.places = places;
  }

  /**
   * Places as messages count them.
   *
   * @param line the line that all of the text stands in; 0 if it has lines of its own
   * @param column the column of a table that all of it stands in; 0 if it has columns of its own
   */
  private record Places(int line, int column) {
    static final Places OF_FILE = new Places(0, 0);

    int line(TokenStreamLocation at) {
      return line > 0 ? line : at.getLineNr();
    }

    int column(TokenStreamLocation at) {
      if (column > 0) {
        return column;
      }
      // A carriage return within a line begins no other one.
      return line > 0 ? (int) at.getCharOffset() + 1 : at.getColumnNr();
    }
  }

  /**
   * The document in a file.
   *
   * @throws InvalidFileException if it cannot be read or is not one JSON value
   */
  public static JsonValue read(Path path) {
    // Not Files.size: a pipe has none.
    try (InputStream in = Files.newInputStream(path)) {
      return read(in, path.toString());
    } catch (IOException e) {
      throw InvalidFileException.unreadable(path, e);
    } catch (OutOfMemoryError e) {
      throw InvalidFileException.tooLarge(path);
    }
  }

  /**
   * The document in a stream, which stays open; {@code name} is what messages call it.
   *
   * @throws IOException if the stream cannot be read
   * @throws InvalidFileException if it is not one JSON value
   */
  public static JsonValue read(InputStream in, String name) throws IOException {
    byte[] bytes = in.readNBytes((int) MAX_FILE_BYTES + 1);
    if (bytes.length > MAX_FILE_BYTES) {
      throw tooLarge(name);
    }
    return parse(decode(name, bytes), name);
  }

  /** The document in a text; {@code name} is what messages call it. */
  public static JsonValue parse(String text, String name) {
    if (text.length() > MAX_FILE_BYTES) {
      throw tooLarge(name);
    }
    if (text.isBlank()) {
      throw new InvalidFileException(name + ": the file is empty; expected a JSON object");
    }
    return parse(text, name, Places.OF_FILE);
  }

  /** The document in a line of a file, whose messages count the lines in front of it. */
  public static JsonValue parseLine(String text, String name, int linesBefore) {
    if (text.isBlank()) {
      throw new InvalidFileException(
          "%s: at line %d: the line is empty; expected a JSON object"
              .formatted(name, linesBefore + 1));
    }
    return parse(text, name, new Places(linesBefore + 1, 0));
  }

  private static JsonValue parse(String text, String name, Places places) {
    try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), text)) {
      return new JsonSource(name, parser, places).document();
    }
  }

  /**
   * The content of a cell of a table.
   *
   * @param cell the value that the cell is
   * @param field name of its column
   * @param line line of the cell, 1-based
   * @param column number of its column, 1-based
   */
  static Object cell(String text, JsonValue cell, String field, int line, int column) {
    try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), text)) {
      return new JsonSource(cell.file(), parser, new Places(line, column)).cell(cell, field);
    }
  }

  private static InvalidFileException tooLarge(String name) {
    return new InvalidFileException(
        "%s: the file is larger than the %d MiB that are read"
            .formatted(name, MAX_FILE_BYTES >> 20));
  }

  /** The text of a file: UTF-8 alone, so that no other encoding is guessed. */
  private static String decode(String file, byte[] bytes) {
    CharsetDecoder utf8 = StandardCharsets.UTF_8.newDecoder();
    ByteBuffer in = ByteBuffer.wrap(bytes);
    CharBuffer out = CharBuffer.allocate(bytes.length);
    CoderResult result = utf8.decode(in, out, true);
    String text = out.flip().toString();
    if (result.isError()) {
      throw new InvalidFileException(
          "%s: at line %d: expected text in UTF-8 but found the byte 0x%02X"
              .formatted(
                  file, 1 + text.chars().filter(c -> c == '\n').count(), in.get(in.position())));
    }
    return text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
  }

  private JsonValue document() {
    try {
      parser.nextToken();
      TokenStreamLocation at = parser.currentTokenLocation();
      JsonValue root = new JsonValue.Document(file, places.line(at), places.column(at));
      root.setContent(content(root));
      checkEnd();
      return root;
    } catch (JacksonException e) {
      throw malformed(e);
    }
  }

  private Object cell(JsonValue cell, String field) {
    try {
      steps.addLast(field);
      parser.nextToken();
      Object content = content(cell);
      checkEnd();
      return content;
    } catch (JacksonException e) {
      throw malformed(e);
    }
  }

  private void checkEnd() {
    if (parser.nextToken() != null) {
      throw invalid(pointer(), "expected the end of the file after the JSON value");
    }
  }

  private InvalidFileException malformed(JacksonException e) {
    // Limits on nesting and lengths carry no location of their own.
    TokenStreamLocation at = e.getLocation() == null ? parser.currentLocation() : e.getLocation();
    String where = places.column() > 0 ? pointer() : "";
    String message = "not valid JSON: " + SyntaxMessage.of(e.getOriginalMessage());
    // There is no value that a pointer would lead to.
    return new InvalidFileException(
        JsonValue.invalid(file, where, places.line(at), places.column(at), message).getMessage());
  }

  private InvalidFileException invalid(String pointer, String message) {
    TokenStreamLocation at = parser.currentTokenLocation();
    return JsonValue.invalid(file, pointer, places.line(at), places.column(at), message);
  }

  private JsonValue value(JsonValue holder) {
    values++;
    if (values > MAX_VALUES) {
      throw invalid("", "the file has more than the %d values that are read".formatted(MAX_VALUES));
    }
    TokenStreamLocation at = parser.currentTokenLocation();
    JsonValue value = new JsonValue(holder, places.line(at), places.column(at));
    value.setContent(content(value));
    return value;
  }

  private Object content(JsonValue holder) {
    JsonToken token = parser.currentToken();
    return switch (token) {
      case START_OBJECT -> fields(holder);
      case START_ARRAY -> items(holder);
      case VALUE_STRING -> shared(parser.getString());
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT ->
          numeral(parser.getString(), token == JsonToken.VALUE_NUMBER_INT);
      case VALUE_TRUE, VALUE_FALSE -> token == JsonToken.VALUE_TRUE;
      default -> Optional.empty();
    };
  }

  /** The same object for equal texts. */
  private String shared(String text) {
    String known = texts.get(text);
    if (known == null && texts.size() < MAX_SHARED) {
      texts.put(text, text);
    }
    return known == null ? text : known;
  }

  /** The same object for equal texts, which say by themselves whether a number is whole. */
  private JsonValue.Numeral numeral(String text, boolean whole) {
    JsonValue.Numeral known = numerals.get(text);
    if (known != null) {
      return known;
    }
    JsonValue.Numeral numeral = new JsonValue.Numeral(text, whole);
    if (numerals.size() < MAX_SHARED) {
      numerals.put(text, numeral);
    }
    return numeral;
  }

  private Map<String, JsonValue> fields(JsonValue holder) {
    Map<String, JsonValue> fields = new LinkedHashMap<>();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = shared(parser.getString());
      steps.addLast(name);
      if (fields.containsKey(name)) {
        throw invalid(pointer(), "the field is given twice; expected it once");
      }
      parser.nextToken();
      fields.put(name, value(holder));
      steps.removeLast();
    }
    return FewFields.of(fields);
  }

  private List<JsonValue> items(JsonValue holder) {
    List<JsonValue> items = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      steps.addLast(items.size());
      items.add(value(holder));
      steps.removeLast();
    }
    return List.copyOf(items);
  }

  private String pointer() {
    return steps.stream()
        .map(step -> "/" + (step instanceof String name ? JsonValue.step(name) : step))
        .collect(Collectors.joining());
  }
}

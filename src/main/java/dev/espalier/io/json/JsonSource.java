package dev.espalier.io.json;

import dev.espalier.internal.Printable;
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
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.json.JsonFactory;

/** Reads a JSON file into values that know their place; refuses duplicate fields. */
final class JsonSource {
  /** Largest file read: far beyond any network, and its tree fits a small heap. */
  private static final long MAX_FILE_BYTES = 16L << 20;

  /** Longest piece of a field name in a pointer: no name of a device or layer is longer. */
  private static final int MAX_STEP = 200;

  private static final String BYTE_ORDER_MARK = "\ufeff";

  private static final JsonFactory FACTORY = JsonFactory.builder().build();

  private final String file;
  private final JsonParser parser;

  private JsonSource(String file, JsonParser parser) {
    this.file = file;
    this.parser = parser;
  }

  /**
   * The document in a file.
   *
   * @throws InvalidFileException if it cannot be read or is not one JSON value
   */
  static JsonValue read(Path path) {
    // Not Files.size: a pipe has none.
    try (InputStream in = Files.newInputStream(path)) {
      return read(in, path.toString());
    } catch (IOException e) {
      throw InvalidFileException.unreadable(path, e);
    }
  }

  /**
   * The document in a stream, which stays open; {@code name} is what messages call it.
   *
   * @throws IOException if the stream cannot be read
   * @throws InvalidFileException if it is not one JSON value
   */
  static JsonValue read(InputStream in, String name) throws IOException {
    byte[] bytes = in.readNBytes((int) MAX_FILE_BYTES + 1);
    if (bytes.length > MAX_FILE_BYTES) {
      throw tooLarge(name);
    }
    return parse(decode(name, bytes), name);
  }

  /** The document in a text; {@code name} is what messages call it. */
  static JsonValue parse(String text, String name) {
    if (text.length() > MAX_FILE_BYTES) {
      throw tooLarge(name);
    }
    if (text.isBlank()) {
      throw new InvalidFileException(name + ": the file is empty; expected a JSON object");
    }
    try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), text)) {
      return new JsonSource(name, parser).document();
    }
  }

  private static InvalidFileException tooLarge(String name) {
    return new InvalidFileException(
        "%s: the file is larger than the %d MiB that are read"
            .formatted(name, MAX_FILE_BYTES >> 20));
  }

  /** The text of a file: UTF-8 alone, so that no other encoding is guessed wrong. */
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
      JsonValue root = value("");
      if (parser.nextToken() != null) {
        throw here("").invalid("expected the end of the file behind the JSON value");
      }
      return root;
    } catch (JacksonException e) {
      // Limits on nesting and lengths carry no location of their own.
      TokenStreamLocation at = e.getLocation() == null ? parser.currentLocation() : e.getLocation();
      throw new InvalidFileException(
          "%s: at line %d, column %d: not valid JSON: %s"
              .formatted(
                  file,
                  at.getLineNr(),
                  at.getColumnNr(),
                  SyntaxMessage.of(e.getOriginalMessage())));
    }
  }

  private JsonValue here(String pointer) {
    return located(pointer, Optional.empty());
  }

  private JsonValue located(String pointer, Object content) {
    TokenStreamLocation at = parser.currentTokenLocation();
    return new JsonValue(file, pointer, at.getLineNr(), at.getColumnNr(), content);
  }

  private JsonValue value(String pointer) {
    JsonToken token = parser.currentToken();
    return switch (token) {
      case START_OBJECT -> object(pointer);
      case START_ARRAY -> list(pointer);
      case VALUE_STRING -> located(pointer, parser.getString());
      case VALUE_NUMBER_INT -> located(pointer, new JsonValue.Numeral(parser.getString(), true));
      case VALUE_NUMBER_FLOAT -> located(pointer, new JsonValue.Numeral(parser.getString(), false));
      case VALUE_TRUE, VALUE_FALSE -> located(pointer, token == JsonToken.VALUE_TRUE);
      default -> here(pointer);
    };
  }

  private JsonValue object(String pointer) {
    Map<String, JsonValue> fields = new LinkedHashMap<>();
    JsonValue object = located(pointer, fields);
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = parser.getString();
      String fieldPointer = pointer + "/" + step(name);
      if (fields.containsKey(name)) {
        throw here(fieldPointer).invalid("the field is given twice; expected it once");
      }
      parser.nextToken();
      fields.put(name, value(fieldPointer));
    }
    return object;
  }

  /** A field name as a step of a pointer (RFC 6901), printable and of bearable length. */
  private static String step(String name) {
    return Printable.shortened(name, MAX_STEP).replace("~", "~0").replace("/", "~1");
  }

  private JsonValue list(String pointer) {
    List<JsonValue> items = new ArrayList<>();
    JsonValue list = located(pointer, items);
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      items.add(value(pointer + "/" + items.size()));
    }
    return list;
  }
}

package dev.espalier.io.json;

import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
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
    String file = path.toString();
    try {
      if (Files.isDirectory(path)) {
        throw new InvalidFileException(file + ": expected a file but found a directory");
      }
      // Not Files.size: a pipe has none.
      byte[] bytes;
      try (var in = Files.newInputStream(path)) {
        bytes = in.readNBytes((int) MAX_FILE_BYTES + 1);
      }
      if (bytes.length > MAX_FILE_BYTES) {
        throw new InvalidFileException(
            "%s: the file is larger than the %d MiB that are read"
                .formatted(file, MAX_FILE_BYTES >> 20));
      }
      return parse(file, bytes);
    } catch (NoSuchFileException e) {
      throw new InvalidFileException(file + ": no such file");
    } catch (MalformedInputException e) {
      throw new InvalidFileException(file + ": is not encoded in UTF-8");
    } catch (IOException e) {
      throw new InvalidFileException(file + ": cannot be read: " + e.getMessage());
    }
  }

  /** The document in these bytes; {@code file} is what messages call it. */
  static JsonValue parse(String file, byte[] bytes) {
    try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), bytes)) {
      JsonSource source = new JsonSource(file, parser);
      if (parser.nextToken() == null) {
        throw new InvalidFileException(file + ": the file is empty; expected a JSON object");
      }
      JsonValue root = source.value("");
      if (parser.nextToken() != null) {
        throw source.here("").invalid("expected the end of the file behind the JSON object");
      }
      return root;
    } catch (JacksonException e) {
      TokenStreamLocation at = e.getLocation();
      String place =
          at == null || at.getLineNr() < 1
              ? ""
              : " at line %d, column %d:".formatted(at.getLineNr(), at.getColumnNr());
      throw new InvalidFileException(
          "%s:%s not valid JSON: %s".formatted(file, place, firstLine(e.getOriginalMessage())));
    }
  }

  private static String firstLine(String message) {
    return message.lines().findFirst().orElse("").replaceAll("\\p{C}", "?");
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
      String fieldPointer = pointer + "/" + name.replace("~", "~0").replace("/", "~1");
      if (fields.containsKey(name)) {
        throw here(fieldPointer.replaceAll("\\p{C}", "?")).invalid("field is given twice");
      }
      parser.nextToken();
      fields.put(name, value(fieldPointer));
    }
    return object;
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

package dev.espalier.io.json.tree;

import dev.espalier.model.ElementType;
import dev.espalier.model.TensorSpec;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A tensor as the fields of an object, alone or beside others.
 *
 * @param name its name
 * @param bytes its size, bytes
 * @param type label of the type of its elements
 * @param shape its extents
 */
public record TensorEntry(
    String name, long bytes, Optional<String> type, Optional<List<Long>> shape) {
  private static final List<String> FIELDS = List.of("name", "bytes", "type", "shape");

  /** The fields of a tensor. */
  public static TensorEntry of(TensorSpec tensor) {
    return new TensorEntry(
        tensor.name(), tensor.bytes(), tensor.type().map(ElementType::label), tensor.shape());
  }

  /**
   * Reads a tensor.
   *
   * @param others fields of the object that may occur beside those of the tensor
   */
  public static TensorSpec read(JsonValue json, String... others) {
    json.allowing(Stream.concat(FIELDS.stream(), Arrays.stream(others)).toArray(String[]::new));
    return json.make(
        () ->
            new TensorSpec(
                json.field("name").text(),
                json.field("bytes").wholeNumber(),
                json.optional("type").map(TensorEntry::type),
                json.optional("shape")
                    .map(shape -> shape.items().stream().map(JsonValue::wholeNumber).toList())));
  }

  private static ElementType type(JsonValue json) {
    return ElementType.labeled(json.text())
        .orElseThrow(
            () ->
                json.expected(
                    Arrays.stream(ElementType.values())
                        .map(ElementType::label)
                        .collect(Collectors.joining(", ", "one of ", ""))));
  }
}

package dev.espalier.io.onnx.shape;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto.Dimension;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import dev.espalier.internal.NearestName;
import dev.espalier.io.onnx.tensor.Dimensions;
import dev.espalier.io.onnx.tensor.TensorType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The extents that the symbols of a graph stand for: those that were given, and 1 for a batch. A
 * dimension is also known by its place, {@code input/axis}, which is all that one without a symbol
 * has.
 */
final class InputDimensions {
  /** An extent that is not known. */
  static final long UNKNOWN = -1;

  private static final Set<String> BATCH = Set.of("n", "none", "bs", "b", "?");

  private final Map<String, Long> extents;
  private final List<String> notes = new ArrayList<>();

  private InputDimensions(Map<String, Long> given) {
    this.extents = new LinkedHashMap<>(given);
  }

  /**
   * Resolves the inputs of a graph.
   *
   * @param inputs the inputs that are no weights
   * @param given extents by symbol or place
   * @throws IllegalArgumentException if an extent is below 1 or for no dimension of the graph
   */
  static InputDimensions of(
      List<ValueInfoProto> inputs, GraphProto graph, Map<String, Long> given) {
    Set<String> known = new TreeSet<>();
    inputs.forEach(input -> places(input, known));
    Stream.of(inputs, graph.getValueInfoList(), graph.getOutputList())
        .flatMap(List::stream)
        .flatMap(info -> dimensions(info.getType()).stream())
        .map(Dimension::getDimParam)
        .filter(symbol -> !symbol.isEmpty())
        .forEach(known::add);
    given.forEach((symbol, extent) -> check(symbol, extent, known));
    InputDimensions dimensions = new InputDimensions(given);
    inputs.forEach(dimensions::assumeBatch);
    return dimensions;
  }

  private static void places(ValueInfoProto input, Set<String> known) {
    for (int axis = 0; axis < dimensions(input.getType()).size(); axis++) {
      known.add(place(input, axis));
    }
  }

  private static String place(ValueInfoProto input, int axis) {
    return input.getName() + "/" + axis;
  }

  private static void check(String symbol, long extent, Set<String> known) {
    if (extent < 1) {
      throw new IllegalArgumentException(
          "dimension \"%s\" must be >= 1 but is %d".formatted(symbol, extent));
    }
    if (!known.contains(symbol)) {
      throw new IllegalArgumentException(
          "no dimension is named \"%s\"%s%s"
              .formatted(
                  symbol,
                  known.isEmpty() ? "" : "; there are " + String.join(", ", known),
                  NearestName.hint(symbol, known)));
    }
  }

  /** A leading dimension that is called a batch, or nothing, is 1 unless given. */
  private void assumeBatch(ValueInfoProto input) {
    List<Dimension> all = dimensions(input.getType());
    if (all.isEmpty() || resolve(input, all.get(0), 0) != UNKNOWN) {
      return;
    }
    Dimension first = all.get(0);
    String symbol = first.getDimParam();
    boolean isBatch = isDynamic(first) && isBatchName(symbol);
    if (isBatch) {
      extents.put(symbol.isEmpty() ? place(input, 0) : symbol, 1L);
      notes.add(
          "input \"%s\": %s is taken as a batch of 1; --dim %s=N sets another"
              .formatted(
                  input.getName(),
                  symbol.isEmpty() ? "its first dimension" : "dimension \"" + symbol + "\"",
                  symbol.isEmpty() ? place(input, 0) : symbol));
    }
  }

  private static boolean isBatchName(String symbol) {
    String name = symbol.toLowerCase(Locale.ROOT);
    return name.isBlank()
        || name.contains("batch")
        || name.startsWith("unk__")
        || BATCH.contains(name);
  }

  /** Whether an extent is left open; some exporters write -1. */
  private static boolean isDynamic(Dimension dimension) {
    return !dimension.hasDimValue() || dimension.getDimValue() == UNKNOWN;
  }

  private long resolve(ValueInfoProto input, Dimension dimension, int axis) {
    Long byPlace = extents.get(place(input, axis));
    return byPlace != null ? byPlace : resolve(dimension);
  }

  private long resolve(Dimension dimension) {
    return isDynamic(dimension)
        ? extents.getOrDefault(dimension.getDimParam(), UNKNOWN)
        : dimension.getDimValue();
  }

  /** Extents of symbols and places: those that were given, and those assumed. */
  Map<String, Long> extents() {
    return extents;
  }

  /** What was assumed. */
  List<String> notes() {
    return notes;
  }

  /**
   * Type of a model input; empty if it is no tensor, or one of text.
   *
   * @throws IllegalArgumentException if an extent is open or below 1
   */
  Optional<TensorType> input(ValueInfoProto input) {
    TypeProto type = input.getType();
    if (!type.hasTensorType()) {
      return Optional.empty();
    }
    if (!type.getTensorType().hasShape()) {
      throw new IllegalArgumentException(
          "input \"%s\" has no shape; expected one to count operations by"
              .formatted(input.getName()));
    }
    List<Dimension> all = dimensions(type);
    List<Long> shape = new ArrayList<>();
    for (int axis = 0; axis < all.size(); axis++) {
      shape.add(extent(input, all.get(axis), axis));
    }
    try {
      return TensorType.element(type.getTensorType().getElemType())
          .map(element -> new TensorType(element, shape));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "input \"%s\": %s".formatted(input.getName(), e.getMessage()), e);
    }
  }

  private long extent(ValueInfoProto input, Dimension dimension, int axis) {
    long extent = resolve(input, dimension, axis);
    if (extent >= 1) {
      return extent;
    }
    String symbol = dimension.getDimParam();
    String option = symbol.isEmpty() ? place(input, axis) : symbol;
    if (!isDynamic(dimension)) {
      throw new IllegalArgumentException(
          "input \"%s\": the extent of axis %d must be >= 1 but is %d; --dim %s=N sets it"
              .formatted(input.getName(), axis, extent, option));
    }
    throw new IllegalArgumentException(
        "input \"%s\": the extent of axis %d%s is open; set it, as in --dim %s=128"
            .formatted(
                input.getName(), axis, symbol.isEmpty() ? "" : ", \"" + symbol + "\",", option));
  }

  /** Extents that a file declares for a tensor; {@link #UNKNOWN} where they are open. */
  Optional<List<Long>> declared(TypeProto type) {
    return type.hasTensorType() && type.getTensorType().hasShape()
        ? Optional.of(dimensions(type).stream().map(this::resolve).toList())
        : Optional.empty();
  }

  private static List<Dimension> dimensions(TypeProto type) {
    return type.getTensorType().getShape().getDimList();
  }

  /** Extents as messages show them, with ? where they are open. */
  static String text(List<Long> declared) {
    return Dimensions.text(declared).replace("-1", "?");
  }
}

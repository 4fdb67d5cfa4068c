package dev.espalier.io.onnx.shape;

import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import dev.espalier.internal.Checks;
import dev.espalier.io.onnx.tensor.Attributes;
import dev.espalier.io.onnx.tensor.Dimensions;
import dev.espalier.io.onnx.tensor.TensorType;
import dev.espalier.io.onnx.tensor.Values;
import dev.espalier.model.ElementType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Operators that make tensors of nothing but numbers: constants, ranges, shapes, noise. */
final class GeneratorRules {
  private GeneratorRules() {}

  static void addTo(Map<String, ShapeRule> rules) {
    rules.put("Constant", GeneratorRules::constant);
    rules.put("ConstantOfShape", GeneratorRules::constantOfShape);
    rules.put("Shape", in -> List.of(shape(in)));
    rules.put("Size", in -> List.of(new TensorType(ElementType.INT64, List.of())));
    rules.put("Range", GeneratorRules::range);
    rules.put("EyeLike", GeneratorRules::like);
    for (String op : List.of("RandomNormalLike", "RandomUniformLike", "Bernoulli")) {
      rules.put(op, GeneratorRules::like);
    }
    rules.put("RandomNormal", GeneratorRules::random);
    rules.put("RandomUniform", GeneratorRules::random);
    for (String op : List.of("HannWindow", "HammingWindow", "BlackmanWindow")) {
      rules.put(op, GeneratorRules::window);
    }
  }

  private static List<TensorType> constant(Operands in) {
    Attributes attributes = in.attributes();
    Optional<TensorProto> tensor = attributes.tensor("value");
    if (tensor.isPresent()) {
      return TensorType.element(tensor.get().getDataType())
          .map(element -> List.of(new TensorType(element, tensor.get().getDimsList())))
          .orElse(List.of());
    }
    return constantValues(attributes).map(values -> List.of(values.type())).orElse(List.of());
  }

  /** The value of a Constant that is small enough, however it is written. */
  static Optional<Values> constantValues(Attributes attributes) {
    if (attributes.has("value")) {
      return attributes.tensor("value").flatMap(Values::read);
    }
    Optional<List<Double>> numbers =
        attributes.numbers("value_floats").or(() -> attributes.number("value_float").map(List::of));
    if (numbers.isPresent()) {
      return Optional.of(values(attributes, "value_floats", ElementType.FLOAT32, numbers.get()));
    }
    Optional<List<Long>> integers = attributes.integers("value_ints");
    if (integers.isEmpty() && attributes.has("value_int")) {
      integers = Optional.of(List.of(attributes.integer("value_int")));
    }
    return integers.map(
        all ->
            values(
                attributes,
                "value_ints",
                ElementType.INT64,
                all.stream().map(Long::doubleValue).toList()));
  }

  /** One number is a scalar unless the attribute for many holds it. */
  private static Values values(
      Attributes attributes, String many, ElementType element, List<Double> numbers) {
    List<Long> shape = attributes.has(many) ? List.of((long) numbers.size()) : List.of();
    return new Values(
        new TensorType(element, shape),
        numbers.stream().mapToDouble(Double::doubleValue).toArray());
  }

  private static List<TensorType> constantOfShape(Operands in) {
    Optional<ElementType> element =
        in.attributes().has("value")
            ? in.attributes()
                .tensor("value")
                .flatMap(value -> TensorType.element(value.getDataType()))
            : Optional.of(ElementType.FLOAT32);
    return in.longs("shape", 0)
        .flatMap(shape -> element.map(type -> List.of(new TensorType(type, shape))))
        .orElse(List.of());
  }

  private static TensorType shape(Operands in) {
    return new TensorType(ElementType.INT64, List.of((long) extents(in).size()));
  }

  /** The extents that a Shape node reads: all, or those from {@code start} to {@code end}. */
  static List<Long> extents(Operands in) {
    List<Long> shape = in.shape(0);
    int start = clamp(in.attributes().integer("start", 0), shape.size());
    int end = clamp(in.attributes().integer("end", shape.size()), shape.size());
    return shape.subList(Math.min(start, end), end);
  }

  private static int clamp(long axis, int rank) {
    return (int) Math.max(0, Math.min(rank, axis < 0 ? axis + rank : axis));
  }

  private static List<TensorType> range(Operands in) {
    List<Double> bounds = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      in.number(i).ifPresent(bounds::add);
    }
    if (bounds.size() < 3) {
      return List.of();
    }
    double count = Math.max(0, Math.ceil((bounds.get(1) - bounds.get(0)) / bounds.get(2)));
    if (!(count <= Checks.MAX_COUNT)) {
      throw new IllegalArgumentException(
          "start, limit and step must give at most 2^53 numbers but are %s".formatted(bounds));
    }
    return List.of(new TensorType(in.type(0).element(), List.of((long) count)));
  }

  private static List<TensorType> like(Operands in) {
    int declared = (int) in.attributes().integer("dtype", DataType.UNDEFINED_VALUE);
    TensorType type = in.type(0);
    return List.of(type.of(TensorType.element(declared).orElse(type.element())));
  }

  private static List<TensorType> random(Operands in) {
    List<Long> shape =
        in.attributes().integers("shape").orElseThrow(() -> Attributes.missing("shape"));
    int declared = (int) in.attributes().integer("dtype", DataType.FLOAT_VALUE);
    return TensorType.element(declared)
        .map(element -> List.of(new TensorType(element, shape)))
        .orElse(List.of());
  }

  private static List<TensorType> window(Operands in) {
    int declared = (int) in.attributes().integer("output_datatype", DataType.FLOAT_VALUE);
    return in.longs(0)
        .map(Dimensions::product)
        .flatMap(
            size ->
                TensorType.element(declared)
                    .map(element -> List.of(new TensorType(element, List.of(size)))))
        .orElse(List.of());
  }
}

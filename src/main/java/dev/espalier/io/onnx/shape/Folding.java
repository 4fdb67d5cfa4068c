package dev.espalier.io.onnx.shape;

import ai.onnx.proto.OnnxMl.TensorProto;
import dev.espalier.io.onnx.tensor.Dimensions;
import dev.espalier.io.onnx.tensor.Elements;
import dev.espalier.io.onnx.tensor.Operator;
import dev.espalier.io.onnx.tensor.TensorType;
import dev.espalier.io.onnx.tensor.Values;
import dev.espalier.model.ElementType;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;

/**
 * Computes the small tensors that exporters write for shapes: {@code Reshape(x, Concat(Slice(Shape(
 * x)), [-1]))} and the like. What is not known stays unknown; nothing larger than {@link
 * Values#MAX_ELEMENTS} is computed.
 */
final class Folding {
  private static final Set<ElementType> FRACTIONS =
      EnumSet.of(
          ElementType.FLOAT32, ElementType.FLOAT16, ElementType.BFLOAT16, ElementType.FLOAT64);

  /** Operators whose result follows from types or attributes alone. */
  private static final Map<String, BiFunction<Operands, TensorType, Optional<Values>>> SOURCES =
      Map.of(
          "Constant", (in, out) -> GeneratorRules.constantValues(in.attributes()),
          "ConstantOfShape", (in, out) -> filled(in, out),
          "Shape", (in, out) -> Optional.of(Values.of(out, GeneratorRules.extents(in))),
          "Size", (in, out) -> Optional.of(Values.of(out, List.of(in.type(0).elements()))));

  /** Operators that need the values of all their inputs. */
  private static final Map<String, BiFunction<Operands, TensorType, Values>> FUNCTIONS =
      functions();

  private Folding() {}

  /**
   * The value of the first output of a node, if it is known.
   *
   * @param out type of that output
   */
  static Optional<Values> fold(Operands in, TensorType out) {
    String op = Operator.key(in.node());
    if (!Values.isSmall(out)) {
      return Optional.empty();
    }
    if (SOURCES.containsKey(op)) {
      return SOURCES.get(op).apply(in, out);
    }
    boolean isKnown =
        FUNCTIONS.containsKey(op)
            && IntStream.range(0, in.count())
                .filter(in::has)
                .allMatch(i -> in.values(i).isPresent());
    return isKnown
        ? Optional.of(FUNCTIONS.get(op).apply(in, out)).filter(Folding::isSound)
        : Optional.empty();
  }

  /** Whether nothing was divided by zero: no shape is computed from what comes of that. */
  private static boolean isSound(Values values) {
    return values.stream().allMatch(Double::isFinite);
  }

  private static Map<String, BiFunction<Operands, TensorType, Values>> functions() {
    Map<String, BiFunction<Operands, TensorType, Values>> functions = new HashMap<>();
    for (String op : List.of("Identity", "Reshape", "Flatten", "Squeeze", "Unsqueeze")) {
      functions.put(op, (in, out) -> value(in, 0).shaped(out));
    }
    unary(functions, "Neg", x -> -x);
    unary(functions, "Abs", Math::abs);
    unary(functions, "Floor", Math::floor);
    unary(functions, "Ceil", Math::ceil);
    unary(functions, "Round", Math::rint);
    unary(functions, "Sqrt", Math::sqrt);
    unary(functions, "Not", x -> x == 0 ? 1 : 0);
    functions.put("Cast", (in, out) -> cast(value(in, 0), out));
    binary(functions, "Add", Double::sum);
    binary(functions, "Sub", (a, b) -> a - b);
    binary(functions, "Mul", (a, b) -> a * b);
    binary(functions, "Div", (a, b) -> a / b);
    binary(functions, "Pow", Math::pow);
    binary(functions, "Min", Math::min);
    binary(functions, "Max", Math::max);
    binary(functions, "Sum", Double::sum);
    binary(functions, "Equal", (a, b) -> a == b ? 1 : 0);
    binary(functions, "Less", (a, b) -> a < b ? 1 : 0);
    binary(functions, "LessOrEqual", (a, b) -> a <= b ? 1 : 0);
    binary(functions, "Greater", (a, b) -> a > b ? 1 : 0);
    binary(functions, "GreaterOrEqual", (a, b) -> a >= b ? 1 : 0);
    binary(functions, "And", (a, b) -> a != 0 && b != 0 ? 1 : 0);
    binary(functions, "Or", (a, b) -> a != 0 || b != 0 ? 1 : 0);
    functions.put("Mod", Folding::mod);
    functions.put("Where", Folding::where);
    functions.put("Expand", (in, out) -> Elements.broadcast(value(in, 0), out));
    functions.put("Range", Folding::range);
    functions.put("Gather", Folding::gather);
    functions.put("Concat", Folding::concat);
    functions.put("Slice", Folding::slice);
    functions.put(
        "Transpose", (in, out) -> Elements.transpose(value(in, 0), out, LayoutRules.order(in)));
    reduction(functions, "ReduceProd", 1, (a, b) -> a * b);
    reduction(functions, "ReduceSum", 0, Double::sum);
    reduction(functions, "ReduceMax", Double.NEGATIVE_INFINITY, Math::max);
    reduction(functions, "ReduceMin", Double.POSITIVE_INFINITY, Math::min);
    return functions;
  }

  private static Values value(Operands in, int input) {
    return in.values(input).orElseThrow();
  }

  private static void unary(
      Map<String, BiFunction<Operands, TensorType, Values>> functions,
      String op,
      DoubleUnaryOperator function) {
    functions.put(op, (in, out) -> Elements.map(value(in, 0), out, function));
  }

  /** Of more than two inputs, as Min and Max have, one after the other. */
  private static void binary(
      Map<String, BiFunction<Operands, TensorType, Values>> functions,
      String op,
      DoubleBinaryOperator function) {
    functions.put(
        op,
        (in, out) -> {
          Values result = Elements.broadcast(value(in, 0), out.of(in.type(0).element()));
          for (int i = 1; i < in.count(); i++) {
            result = Elements.combine(result, value(in, i), out, function);
          }
          return cast(result, out);
        });
  }

  /** Numbers as an element type holds them: whole numbers are cut off towards zero. */
  private static Values cast(Values from, TensorType out) {
    if (out.element() == ElementType.BOOL) {
      return Elements.map(from, out, x -> x != 0 ? 1 : 0);
    }
    return FRACTIONS.contains(out.element())
        ? from.shaped(out)
        : Elements.map(from, out, x -> x < 0 ? Math.ceil(x) : Math.floor(x));
  }

  private static Values mod(Operands in, TensorType out) {
    boolean hasSignOfDividend = in.attributes().flag("fmod", false);
    return Elements.combine(
        value(in, 0),
        value(in, 1),
        out,
        hasSignOfDividend ? (a, b) -> a % b : (a, b) -> a - b * Math.floor(a / b));
  }

  private static Values where(Operands in, TensorType out) {
    Values condition = Elements.broadcast(value(in, 0), out);
    Values yes = Elements.broadcast(value(in, 1), out);
    Values no = Elements.broadcast(value(in, 2), out);
    return new Values(
        out,
        IntStream.range(0, condition.size())
            .mapToDouble(i -> (condition.get(i) != 0 ? yes : no).get(i))
            .toArray());
  }

  private static Values range(Operands in, TensorType out) {
    double start = value(in, 0).get(0);
    double step = value(in, 2).get(0);
    return new Values(
        out, IntStream.range(0, (int) out.elements()).mapToDouble(i -> start + i * step).toArray());
  }

  private static Values gather(Operands in, TensorType out) {
    int axis = Dimensions.axis(in.attributes().integer("axis", 0), in.type(0).rank());
    return Elements.gather(value(in, 0), value(in, 1), out, axis);
  }

  private static Values concat(Operands in, TensorType out) {
    int axis = Dimensions.axis(SelectionRules.concatAxis(in), out.rank());
    return Elements.concat(
        IntStream.range(0, in.count()).mapToObj(i -> value(in, i)).toList(), out, axis);
  }

  private static Values slice(Operands in, TensorType out) {
    Slicing slicing = Slicing.of(in).orElseThrow();
    return Elements.slice(value(in, 0), out, slicing.starts(), slicing.steps());
  }

  private static void reduction(
      Map<String, BiFunction<Operands, TensorType, Values>> functions,
      String op,
      double ofNothing,
      DoubleBinaryOperator function) {
    functions.put(
        op,
        (in, out) -> {
          List<Long> given = in.longs("axes", 1).orElse(List.of());
          int rank = in.type(0).rank();
          List<Integer> axes =
              given.isEmpty()
                  ? IntStream.range(0, rank).boxed().toList()
                  : Dimensions.axes(given, rank);
          if (in.type(0).elements() == out.elements()) {
            return value(in, 0).shaped(out); // along no axis, or along axes of one element
          }
          return Elements.reduce(value(in, 0), out, axes, ofNothing, function);
        });
  }

  private static Optional<Values> filled(Operands in, TensorType out) {
    Optional<TensorProto> given = in.attributes().tensor("value");
    Optional<Values> value =
        given.isEmpty()
            ? Optional.of(Values.of(new TensorType(out.element(), List.of()), List.of(0L)))
            : given.flatMap(Values::read).filter(values -> values.size() == 1);
    return value.map(
        one ->
            new Values(
                out,
                Collections.nCopies((int) out.elements(), one.get(0)).stream()
                    .mapToDouble(Double::doubleValue)
                    .toArray()));
  }
}

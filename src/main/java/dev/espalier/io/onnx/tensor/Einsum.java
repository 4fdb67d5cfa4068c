package dev.espalier.io.onnx.tensor;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The equation of an Einsum, such as {@code bhid,bhjd->bhij}: which axes of the inputs are the same
 * and which are left in the output. An ellipsis stands for axes that are broadcast; they get names
 * of their own, counted from the last one.
 */
public final class Einsum {
  private static final String ELLIPSIS = "...";

  private final Map<String, Long> extents = new LinkedHashMap<>();
  private final List<String> output;

  private Einsum(String equation, List<TensorType> inputs) {
    String[] sides = equation.replace(" ", "").split("->", 2);
    String[] terms = sides[0].split(",", -1);
    if (terms.length != inputs.size()) {
      throw new IllegalArgumentException(
          "equation \"%s\" has %d terms but the node %d inputs"
              .formatted(equation, terms.length, inputs.size()));
    }
    Map<String, Integer> uses = new TreeMap<>();
    int broadcast = 0;
    for (int i = 0; i < terms.length; i++) {
      TensorType input = inputs.get(i);
      List<String> axes = axes(terms[i], input.rank());
      if (axes.size() != input.rank()) {
        throw new IllegalArgumentException(
            "term \"%s\" of the equation has %d axes but its input is %s"
                .formatted(terms[i], axes.size(), input));
      }
      for (int axis = 0; axis < axes.size(); axis++) {
        meet(axes.get(axis), input.shape().get(axis));
        uses.merge(axes.get(axis), 1, Integer::sum);
      }
      broadcast = Math.max(broadcast, input.rank() - letters(terms[i]));
    }
    output = sides.length == 2 ? named(sides[1], broadcast) : implied(uses, broadcast);
  }

  /**
   * The equation of a node.
   *
   * @param inputs types of its inputs
   * @throws IllegalArgumentException if it does not fit the inputs
   */
  public static Einsum of(Attributes attributes, List<TensorType> inputs) {
    String equation = attributes.text("equation", "");
    if (equation.isBlank()) {
      throw Attributes.missing("equation");
    }
    return new Einsum(equation, inputs);
  }

  /** Number of steps of the loop over all axes: each multiplies one element of every input. */
  public long steps() {
    return Dimensions.product(List.copyOf(extents.values()));
  }

  /** Shape of the output. */
  public List<Long> output() {
    List<Long> shape = new ArrayList<>();
    for (String axis : output) {
      Long extent = extents.get(axis);
      if (extent == null) {
        throw new IllegalArgumentException(
            "axis \"%s\" of the equation's output is in none of its inputs".formatted(axis));
      }
      shape.add(extent);
    }
    return shape;
  }

  private void meet(String axis, long extent) {
    Long known = extents.putIfAbsent(axis, extent);
    if (known == null || known == extent || extent == 1) {
      return;
    }
    if (known != 1) {
      throw new IllegalArgumentException(
          "axis \"%s\" of the equation has %d elements in one input and %d in another"
              .formatted(axis, known, extent));
    }
    extents.put(axis, extent);
  }

  private static int letters(String term) {
    return term.replace(ELLIPSIS, "").length();
  }

  private static List<String> axes(String term, int rank) {
    return named(term, term.contains(ELLIPSIS) ? Math.max(0, rank - letters(term)) : 0);
  }

  /** Names of the axes of a term, whose ellipsis stands for some number of axes. */
  private static List<String> named(String term, int broadcast) {
    List<String> axes = new ArrayList<>();
    int ellipsis = term.indexOf(ELLIPSIS);
    String letters = term.replace(ELLIPSIS, "");
    for (int i = 0; i <= letters.length(); i++) {
      if (i == ellipsis) {
        for (int axis = broadcast; axis > 0; axis--) {
          axes.add(String.valueOf(axis));
        }
      }
      if (i < letters.length()) {
        axes.add(letters.substring(i, i + 1));
      }
    }
    return axes;
  }

  /** Without an output in the equation: broadcast axes, then letters used once, in their order. */
  private static List<String> implied(Map<String, Integer> uses, int broadcast) {
    List<String> axes = named(ELLIPSIS, broadcast);
    uses.forEach(
        (axis, count) -> {
          if (count == 1 && Character.isLetter(axis.charAt(0))) {
            axes.add(axis);
          }
        });
    return axes;
  }
}

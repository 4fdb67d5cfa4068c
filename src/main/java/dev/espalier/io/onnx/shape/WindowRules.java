package dev.espalier.io.onnx.shape;

import dev.espalier.io.onnx.tensor.Attributes;
import dev.espalier.io.onnx.tensor.Dimensions;
import dev.espalier.io.onnx.tensor.SlidingWindow;
import dev.espalier.io.onnx.tensor.TensorType;
import dev.espalier.model.ElementType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/** Convolutions and poolings. Inputs are batch x channels x spatial axes. */
final class WindowRules {
  private WindowRules() {}

  static void addTo(Map<String, ShapeRule> rules) {
    rules.put("Conv", in -> List.of(convolve(in, 0, 1, 2, in.type(0).element())));
    rules.put(
        "com.microsoft:FusedConv", in -> List.of(convolve(in, 0, 1, 2, in.type(0).element())));
    rules.put("ConvInteger", in -> List.of(convolve(in, 0, 1, -1, ElementType.INT32)));
    // x, scale, zero point; w, scale, zero point; scale and zero point of the output; bias
    rules.put("QLinearConv", in -> List.of(convolve(in, 0, 3, 8, in.type(7).element())));
    rules.put("ConvTranspose", in -> List.of(convolveTransposed(in)));
    rules.put("DeformConv", WindowRules::deformable);
    for (String op : List.of("AveragePool", "LpPool", "com.microsoft:QLinearAveragePool")) {
      rules.put(op, in -> List.of(pool(in)));
    }
    rules.put("MaxPool", in -> List.of(pool(in), pool(in).of(ElementType.INT64)));
    rules.put("MaxUnpool", WindowRules::unpool);
    for (String op :
        List.of(
            "GlobalAveragePool",
            "GlobalMaxPool",
            "GlobalLpPool",
            "com.microsoft:QLinearGlobalAveragePool")) {
      rules.put(op, in -> List.of(globalPool(in)));
    }
    rules.put("MaxRoiPool", WindowRules::maxRoiPool);
    rules.put("RoiAlign", WindowRules::roiAlign);
  }

  /** Input, weights (filters x channels per group x kernel) and bias stand at these places. */
  private static TensorType convolve(Operands in, int x, int w, int bias, ElementType element) {
    List<Long> input = in.atLeast(x, 3).shape();
    List<Long> weights = in.ranked(w, input.size()).shape();
    long groups = groups(in);
    if (weights.get(1) * groups != input.get(1)) {
      throw new IllegalArgumentException(
          "%s has %d channels but the weights, %s, are for %d in %d groups"
              .formatted(in.name(x), input.get(1), in.type(w), weights.get(1) * groups, groups));
    }
    long filters = weights.get(0);
    if (filters < 1 || filters % groups != 0) {
      throw new IllegalArgumentException(
          "attribute \"group\" must divide the %d filters of %s but is %d"
              .formatted(filters, in.name(w), groups));
    }
    checkBias(in, bias, filters);
    List<Long> positions = window(in, w).positions(spatial(input));
    return new TensorType(element, Dimensions.join(List.of(input.get(0), filters), positions));
  }

  private static void checkBias(Operands in, int bias, long filters) {
    if (bias >= 0 && in.has(bias) && in.type(bias).elements() != filters) {
      throw new IllegalArgumentException(
          "%s must have an element for each of the %d filters but is %s"
              .formatted(in.name(bias), filters, in.type(bias)));
    }
  }

  private static long groups(Operands in) {
    long groups = in.attributes().integer("group", 1);
    if (groups < 1 || groups > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          "attribute \"group\" must be at least 1 but is %d".formatted(groups));
    }
    return groups;
  }

  private static SlidingWindow window(Operands in, int weights) {
    List<Long> kernel = spatial(in.shape(weights));
    in.attributes()
        .integers("kernel_shape")
        .filter(declared -> !declared.equals(kernel))
        .ifPresent(
            declared -> {
              throw new IllegalArgumentException(
                  "attribute \"kernel_shape\" is %s but the weights are %s"
                      .formatted(Dimensions.text(declared), in.type(weights)));
            });
    return SlidingWindow.of(in.attributes(), kernel);
  }

  private static List<Long> spatial(List<Long> shape) {
    return shape.subList(2, shape.size());
  }

  /** The weights are channels x filters per group x kernel. */
  private static TensorType convolveTransposed(Operands in) {
    List<Long> input = in.atLeast(0, 3).shape();
    List<Long> weights = in.ranked(1, input.size()).shape();
    if (!weights.get(0).equals(input.get(1))) {
      throw new IllegalArgumentException(
          "%s has %d channels but the weights are %s"
              .formatted(in.name(0), input.get(1), in.type(1)));
    }
    long filters = Dimensions.product(List.of(weights.get(1), groups(in)));
    checkBias(in, 2, filters);
    SlidingWindow window = window(in, 1);
    List<Long> added =
        in.attributes()
            .integers("output_padding")
            .orElse(Collections.nCopies(input.size() - 2, 0L));
    List<Long> extents =
        in.attributes()
            .integers("output_shape")
            .map(shape -> shape.subList(Math.max(0, shape.size() - input.size() + 2), shape.size()))
            .orElseGet(() -> window.transposed(spatial(input), added));
    return new TensorType(
        in.type(0).element(), Dimensions.join(List.of(input.get(0), filters), extents));
  }

  /** Inputs: x, weights, offsets (which have the spatial extents of the output), bias, mask. */
  private static List<TensorType> deformable(Operands in) {
    List<Long> input = in.atLeast(0, 3).shape();
    long filters = in.ranked(1, input.size()).shape().get(0);
    List<Long> extents = spatial(in.ranked(2, input.size()).shape());
    return List.of(in.type(0).shaped(Dimensions.join(List.of(input.get(0), filters), extents)));
  }

  private static TensorType pool(Operands in) {
    List<Long> input = in.atLeast(0, 3).shape();
    List<Long> kernel =
        in.attributes()
            .integers("kernel_shape")
            .orElseThrow(() -> Attributes.missing("kernel_shape"));
    List<Long> positions = SlidingWindow.of(in.attributes(), kernel).positions(spatial(input));
    return in.type(0).shaped(Dimensions.join(input.subList(0, 2), positions));
  }

  private static List<TensorType> unpool(Operands in) {
    if (in.has(2)) {
      return in.longs(2).map(shape -> List.of(in.type(0).shaped(shape))).orElse(List.of());
    }
    List<Long> input = in.atLeast(0, 3).shape();
    List<Long> kernel =
        in.attributes()
            .integers("kernel_shape")
            .orElseThrow(() -> Attributes.missing("kernel_shape"));
    List<Long> extents =
        SlidingWindow.of(in.attributes(), kernel)
            .transposed(spatial(input), Collections.nCopies(kernel.size(), 0L));
    return List.of(in.type(0).shaped(Dimensions.join(input.subList(0, 2), extents)));
  }

  private static TensorType globalPool(Operands in) {
    TensorType type = in.atLeast(0, 2);
    List<Long> shape = new ArrayList<>(type.shape().subList(0, 2));
    shape.addAll(Collections.nCopies(type.rank() - 2, 1L));
    return type.shaped(shape);
  }

  private static List<TensorType> maxRoiPool(Operands in) {
    List<Long> pooled =
        in.attributes()
            .integers("pooled_shape")
            .orElseThrow(() -> Attributes.missing("pooled_shape"));
    return List.of(rois(in, pooled));
  }

  private static List<TensorType> roiAlign(Operands in) {
    Attributes attributes = in.attributes();
    return List.of(
        rois(
            in,
            List.of(
                attributes.integer("output_height", 1), attributes.integer("output_width", 1))));
  }

  private static TensorType rois(Operands in, List<Long> pooled) {
    List<Long> heads = List.of(in.ranked(1, 2).shape().get(0), in.ranked(0, 4).shape().get(1));
    return in.type(0).shaped(Dimensions.join(heads, pooled));
  }
}

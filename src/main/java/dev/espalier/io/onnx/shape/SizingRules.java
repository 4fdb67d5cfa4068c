package dev.espalier.io.onnx.shape;

import dev.espalier.internal.Checks;
import dev.espalier.io.onnx.tensor.Dimensions;
import dev.espalier.io.onnx.tensor.TensorType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/** Operators whose output is of a size that the values of an input or attribute say. */
final class SizingRules {
  /** The version from which Resize reads a region of interest, scales and sizes. */
  private static final int RESIZE_TO_SIZES = 11;

  private SizingRules() {}

  static void addTo(Map<String, ShapeRule> rules) {
    rules.put("Expand", in -> shapes(in, 1, shape -> Dimensions.broadcast(in.shape(0), shape)));
    rules.put("Tile", in -> shapes(in, 1, repeats -> tile(in, repeats)));
    rules.put("Pad", SizingRules::pad);
    rules.put("Resize", SizingRules::resize);
    rules.put("Upsample", SizingRules::resize);
    rules.put("OneHot", SizingRules::oneHot);
    rules.put("GridSample", in -> List.of(gridSample(in)));
    rules.put("AffineGrid", SizingRules::affineGrid);
    rules.put("CenterCropPad", SizingRules::centerCropPad);
    rules.put("Col2Im", SizingRules::columnsToImage);
  }

  /** A change of shape that needs whole numbers of an input, which may not be known. */
  private static List<TensorType> shapes(Operands in, int input, UnaryOperator<List<Long>> change) {
    return in.longs(input)
        .map(values -> List.of(in.type(0).shaped(change.apply(values))))
        .orElse(List.of());
  }

  private static List<Long> tile(Operands in, List<Long> repeats) {
    List<Long> shape = in.shape(0);
    fit("repeats", repeats.size(), in);
    List<Long> tiled = new ArrayList<>();
    for (int axis = 0; axis < shape.size(); axis++) {
      tiled.add(Dimensions.product(List.of(shape.get(axis), repeats.get(axis))));
    }
    return tiled;
  }

  private static void fit(String what, int size, Operands in) {
    if (size != in.type(0).rank()) {
      throw new IllegalArgumentException(
          "%s must be as many as the axes of %s, which is %s, but are %d"
              .formatted(what, in.name(0), in.type(0), size));
    }
  }

  private static List<TensorType> pad(Operands in) {
    Optional<List<Long>> pads = in.attributes().integers("paddings").or(() -> in.longs("pads", 1));
    Optional<List<Long>> axes = in.has(3) ? in.longs(3) : Optional.of(allAxes(in));
    if (pads.isEmpty() || axes.isEmpty()) {
      return List.of();
    }
    List<Integer> padded = Dimensions.axes(axes.get(), in.type(0).rank());
    if (pads.get().size() != 2 * padded.size()) {
      throw new IllegalArgumentException(
          "pads must be two for each of the %d padded axes of %s but are %s"
              .formatted(padded.size(), in.type(0), pads.get()));
    }
    List<Long> shape = new ArrayList<>(in.shape(0));
    for (int i = 0; i < padded.size(); i++) {
      long added = Math.addExact(pads.get().get(i), pads.get().get(i + padded.size()));
      shape.set(padded.get(i), Math.addExact(shape.get(padded.get(i)), added));
    }
    return List.of(in.type(0).shaped(shape));
  }

  private static List<Long> allAxes(Operands in) {
    return LongStream.range(0, in.type(0).rank()).boxed().toList();
  }

  /** New extents as an input or attribute says them, or the old ones times a scale. */
  private static List<TensorType> resize(Operands in) {
    // Upsample and the first Resize read the scales first, then came a region of interest.
    boolean isOld = in.node().getOpType().equals("Upsample") || in.opset() < RESIZE_TO_SIZES;
    Optional<List<Double>> scales =
        in.attributes()
            .numbers("scales")
            .or(() -> in.values(isOld ? 1 : 2).map(values -> values.stream().boxed().toList()))
            .filter(values -> !values.isEmpty());
    Optional<List<Long>> sizes = isOld ? Optional.empty() : in.longs(3);
    List<Integer> axes =
        Dimensions.axes(
            in.attributes().integers("axes").orElseGet(() -> allAxes(in)), in.type(0).rank());
    return sizes
        .map(extents -> resized(in, axes, extents))
        .or(() -> scales.map(factors -> resized(in, axes, scaled(in, axes, factors))))
        .orElse(List.of());
  }

  private static List<Long> scaled(Operands in, List<Integer> axes, List<Double> factors) {
    List<Long> extents = new ArrayList<>();
    for (int i = 0; i < Math.min(axes.size(), factors.size()); i++) {
      double extent = Math.floor(in.shape(0).get(axes.get(i)) * factors.get(i));
      if (!(extent >= 0 && extent <= Checks.MAX_COUNT)) {
        throw new IllegalArgumentException(
            "scales must be > 0 and give at most 2^53 elements but are %s".formatted(factors));
      }
      extents.add((long) extent);
    }
    return extents;
  }

  private static List<TensorType> resized(Operands in, List<Integer> axes, List<Long> extents) {
    if (extents.size() != axes.size()) {
      throw new IllegalArgumentException(
          "sizes or scales must be given for the %d axes of %s but are %d"
              .formatted(axes.size(), in.type(0), extents.size()));
    }
    List<Long> target = extents;
    String policy = in.attributes().text("keep_aspect_ratio_policy", "stretch");
    if (!policy.equals("stretch")) {
      target = proportional(in, axes, extents, policy.equals("not_larger"));
    }
    List<Long> shape = new ArrayList<>(in.shape(0));
    for (int i = 0; i < axes.size(); i++) {
      shape.set(axes.get(i), target.get(i));
    }
    return List.of(in.type(0).shaped(shape));
  }

  /** One scale for all axes: the smallest, so that no size is exceeded, or the largest. */
  private static List<Long> proportional(
      Operands in, List<Integer> axes, List<Long> sizes, boolean isSmallest) {
    DoubleStream scales =
        IntStream.range(0, axes.size())
            .mapToDouble(i -> (double) sizes.get(i) / in.shape(0).get(axes.get(i)));
    double scale = (isSmallest ? scales.min() : scales.max()).orElse(1);
    return axes.stream().map(axis -> Math.round(scale * in.shape(0).get(axis))).toList();
  }

  private static List<TensorType> oneHot(Operands in) {
    List<Long> indices = in.shape(0);
    int axis = Dimensions.axis(in.attributes().integer("axis", -1), indices.size() + 1);
    return in.integer(1)
        .map(
            depth -> {
              List<Long> shape = new ArrayList<>(indices);
              shape.add(axis, depth);
              return List.of(in.type(2).shaped(shape));
            })
        .orElse(List.of());
  }

  /** The channels of the input at the points of a grid. */
  private static TensorType gridSample(Operands in) {
    List<Long> input = in.atLeast(0, 3).shape();
    List<Long> grid = in.ranked(1, input.size()).shape();
    return in.type(0)
        .shaped(Dimensions.join(input.subList(0, 2), grid.subList(1, grid.size() - 1)));
  }

  private static List<TensorType> affineGrid(Operands in) {
    return shapes(
        in,
        1,
        size -> {
          if (size.size() < 3) {
            throw new IllegalArgumentException(
                "sizes must be batch, channels and spatial axes but are %s".formatted(size));
          }
          List<Long> shape = new ArrayList<>(size);
          shape.remove(1);
          shape.add((long) size.size() - 2);
          return shape;
        });
  }

  private static List<TensorType> centerCropPad(Operands in) {
    List<Integer> axes =
        Dimensions.axes(
            in.attributes().integers("axes").orElseGet(() -> allAxes(in)), in.type(0).rank());
    return in.longs(1).map(extents -> resized(in, axes, extents)).orElse(List.of());
  }

  /** Columns of batch x (channels x block) x positions laid into an image. */
  private static List<TensorType> columnsToImage(Operands in) {
    List<Long> columns = in.ranked(0, 3).shape();
    Optional<List<Long>> image = in.longs(1);
    Optional<Long> block = in.longs(2).map(Dimensions::product).filter(size -> size > 0);
    if (image.isEmpty() || block.isEmpty()) {
      return List.of();
    }
    List<Long> heads = List.of(columns.get(0), columns.get(1) / block.get());
    return List.of(in.type(0).shaped(Dimensions.join(heads, image.get())));
  }
}

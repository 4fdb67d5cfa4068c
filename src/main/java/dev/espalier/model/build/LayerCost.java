package dev.espalier.model.build;

import dev.espalier.internal.Checks;

/**
 * Cost and output of one layer, by operator. Each factory states its formula and throws {@link
 * IllegalArgumentException} where the operator cannot read its input; {@code layer} is what
 * messages call the layer.
 */
record LayerCost(long flops, long weightBytes, Shape output) {
  private static final int BATCH_NORM_FLOPS = 2;

  /** Statistics and affine parts folded into one scale and one shift. */
  private static final int BATCH_NORM_WEIGHTS = 2;

  /** An exponential, an addition and a division. */
  private static final int SOFTMAX_FLOPS = 3;

  /** A layer that moves or drops data: no flops, no weights. */
  static LayerCost free(Shape output) {
    return new LayerCost(0, 0, output);
  }

  /** flops = output elements x (inputs per filter + bias), weights = filters x the same. */
  static LayerCost conv(String layer, Shape input, Convolution conv) {
    Shape.Grid grid = grid(layer, "convolution", input);
    if (grid.channels() % conv.groups() != 0) {
      throw new IllegalArgumentException(
          "%s: groups must divide the %d channels of its input %s but is %d"
              .formatted(layer, grid.channels(), input, conv.groups()));
    }
    Shape output = slide(layer, grid, conv.window(), conv.channels());
    long kernel = conv.window().kernel();
    long perFilter =
        product(layer, "inputs per filter", kernel, kernel, grid.channels() / conv.groups())
            + (conv.bias() ? 1 : 0);
    return new LayerCost(
        product(layer, "flops", output.elements(), perFilter),
        product(layer, "weightBytes", conv.channels(), perFilter, Float.BYTES),
        output);
  }

  /** flops = input elements: each is looked at once, whatever the overlap. */
  static LayerCost pool(String layer, Shape input, Window window) {
    Shape.Grid grid = grid(layer, "pooling", input);
    return new LayerCost(input.elements(), 0, slide(layer, grid, window, grid.channels()));
  }

  /** flops = input elements; one element per channel is left. */
  static LayerCost globalPool(String layer, Shape input) {
    Shape.Grid grid = grid(layer, "pooling", input);
    return new LayerCost(input.elements(), 0, Shape.of(grid.channels(), 1, 1));
  }

  /** flops = 2 per element, weights = 2 per channel. */
  static LayerCost batchNorm(String layer, Shape input) {
    return new LayerCost(
        product(layer, "flops", BATCH_NORM_FLOPS, input.elements()),
        product(layer, "weightBytes", BATCH_NORM_WEIGHTS, input.channels(), Float.BYTES),
        input);
  }

  /** flops = 1 per element. */
  static LayerCost relu(Shape input) {
    return new LayerCost(input.elements(), 0, input);
  }

  /** flops = 3 per element. */
  static LayerCost softmax(String layer, Shape input) {
    return new LayerCost(product(layer, "flops", SOFTMAX_FLOPS, input.elements()), 0, input);
  }

  /** flops = in x out without the bias, weights = (in + 1) x out. */
  static LayerCost gemm(String layer, Shape input, int features) {
    if (!(input instanceof Shape.Flat)) {
      throw new IllegalArgumentException(
          "%s: gemm needs a flat input but its input is %s; flatten it first"
              .formatted(layer, input));
    }
    Checks.count(layer, "features", features, 1);
    return new LayerCost(
        product(layer, "flops", input.elements(), features),
        product(layer, "weightBytes", input.elements() + 1, features, Float.BYTES),
        Shape.flat(features));
  }

  /** flops = 0; the elements of the input in one row. */
  static LayerCost flatten(String layer, Shape input) {
    return free(Shape.flat(extent(layer, "features", input.elements())));
  }

  private static Shape.Grid grid(String layer, String op, Shape input) {
    if (input instanceof Shape.Grid grid) {
      return grid;
    }
    throw new IllegalArgumentException(
        "%s: %s needs an input of channels x height x width but its input is flat with %s features"
            .formatted(layer, op, input));
  }

  private static Shape slide(String layer, Shape.Grid input, Window window, int channels) {
    if (!window.fits(input.height()) || !window.fits(input.width())) {
      throw new IllegalArgumentException(
          "%s: kernel must fit into the padded input of %dx%d but is %dx%d (input %s, padding %d)"
              .formatted(
                  layer,
                  window.padded(input.height()),
                  window.padded(input.width()),
                  window.kernel(),
                  window.kernel(),
                  input,
                  window.padding()));
    }
    return Shape.of(
        channels,
        extent(layer, "output height", window.positions(input.height())),
        extent(layer, "output width", window.positions(input.width())));
  }

  /** A number of elements along one axis of a shape. */
  static int extent(String layer, String field, long value) {
    if (value > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          "%s: %s must be at most 2^31 - 1 but is %d".formatted(layer, field, value));
    }
    return (int) value;
  }

  /** The product of positive numbers, kept exact. */
  static long product(String subject, String field, long... factors) {
    long product = 1;
    for (long factor : factors) {
      if (product > Checks.MAX_COUNT / factor) {
        throw new IllegalArgumentException(
            "%s: %s must be at most 2^53 but is above it".formatted(subject, field));
      }
      product *= factor;
    }
    return product;
  }
}

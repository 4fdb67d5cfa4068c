package dev.espalier.model.build;

import java.util.List;

/** Costs of the layers that join several tensors. */
final class JoinCost {
  private JoinCost() {}

  /** flops = 1 per element and addition. */
  static LayerCost add(String layer, List<Tensor> inputs) {
    Shape shape = first(layer, inputs).shape();
    for (Tensor other : inputs) {
      if (!other.shape().equals(shape)) {
        throw mismatch(layer, "adds tensors of one shape", inputs.get(0), other);
      }
    }
    long additions = inputs.size() - 1L;
    return new LayerCost(LayerCost.product(layer, "flops", additions, shape.elements()), 0, shape);
  }

  /** flops = 0; the channels of all grids, or the features of all vectors, concatenated. */
  static LayerCost concat(String layer, List<Tensor> inputs) {
    Shape shape = first(layer, inputs).shape();
    long channels = 0;
    for (Tensor other : inputs) {
      if (!stackable(shape, other.shape())) {
        throw mismatch(layer, "concatenates grids of one height and width", inputs.get(0), other);
      }
      channels += other.shape().channels();
    }
    int sum = LayerCost.extent(layer, "channels", channels);
    return LayerCost.free(
        shape instanceof Shape.Grid grid
            ? Shape.of(sum, grid.height(), grid.width())
            : Shape.flat(sum));
  }

  private static boolean stackable(Shape one, Shape other) {
    if (one instanceof Shape.Grid a && other instanceof Shape.Grid b) {
      return a.height() == b.height() && a.width() == b.width();
    }
    return one instanceof Shape.Flat && other instanceof Shape.Flat;
  }

  private static Tensor first(String layer, List<Tensor> inputs) {
    if (inputs.size() < 2) {
      throw new IllegalArgumentException(
          "%s: must join at least two tensors but has only \"%s\""
              .formatted(layer, inputs.get(0).name()));
    }
    return inputs.get(0);
  }

  private static IllegalArgumentException mismatch(
      String layer, String rule, Tensor one, Tensor other) {
    return new IllegalArgumentException(
        "%s: %s but \"%s\" is %s and \"%s\" is %s"
            .formatted(layer, rule, one.name(), one.shape(), other.name(), other.shape()));
  }
}

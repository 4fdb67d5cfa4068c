package dev.espalier.zoo;

import dev.espalier.model.Layer;
import dev.espalier.model.build.Architecture.Operator;
import dev.espalier.model.build.NetworkBuilder;
import dev.espalier.model.build.Tensor;
import java.util.function.UnaryOperator;

/**
 * Several layers counted as one that takes as long as they do: the sum of their operations, and as
 * many bytes read and written. What its inner layers pass on to each other is counted among the
 * weights, the only traffic of a layer that is not a tensor of the network; a device's memory is
 * overstated by it.
 */
final class FoldedBlock {
  private FoldedBlock() {}

  /** Adds the layers that {@code body} adds to its argument, as one layer of the given name. */
  static Tensor append(String name, Tensor input, UnaryOperator<Tensor> body) {
    NetworkBuilder inner = NetworkBuilder.of(name, input.name(), input.shape());
    Tensor output = body.apply(inner.input());
    long flops = inner.layers().stream().mapToLong(Layer::flops).sum();
    long visibleBytes = input.shape().bytes() + output.shape().bytes();
    Operator block = new Operator.Block("Block", inner.nodes());
    return input.custom(name, block, flops, trafficBytes(inner) - visibleBytes, output.shape());
  }

  /** Bytes that all layers read, weights included, and write. */
  private static long trafficBytes(NetworkBuilder inner) {
    long traffic = 0;
    for (Layer layer : inner.layers()) {
      traffic += layer.weightBytes() + layer.outputBytes();
      for (String read : layer.inputs()) {
        traffic += inner.from(read).shape().bytes();
      }
    }
    return traffic;
  }
}

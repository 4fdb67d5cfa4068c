package dev.espalier.testing;

import dev.espalier.model.BranchyNet;
import dev.espalier.model.Layer;
import dev.espalier.model.ModelInput;
import dev.espalier.model.TensorSpec;
import java.util.List;

/** The tensors of networks, for comparisons. */
public final class Tensors {
  private Tensors() {}

  /** A layer whose outputs have their names and sizes alone, as in files of version 1. */
  public static Layer untyped(Layer layer) {
    return new Layer(
        layer.name(),
        layer.op(),
        layer.inputs(),
        layer.flops(),
        layer.weightBytes(),
        layer.outputs().stream()
            .map(tensor -> TensorSpec.of(tensor.name(), tensor.bytes()))
            .toList());
  }

  /** A network whose tensors have their names and sizes alone. */
  public static BranchyNet untyped(BranchyNet net) {
    List<ModelInput> inputs =
        net.inputs().stream().map(input -> new ModelInput(input.name(), input.bytes())).toList();
    return new BranchyNet(
        net.name(), inputs, net.layers().stream().map(Tensors::untyped).toList(), net.exits());
  }

  /** Whether one layer reads an output of another. */
  public static boolean reads(Layer reader, Layer producer) {
    return producer.outputs().stream().anyMatch(tensor -> reader.inputs().contains(tensor.name()));
  }
}

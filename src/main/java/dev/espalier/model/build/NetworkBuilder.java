package dev.espalier.model.build;

import dev.espalier.internal.Checks;
import dev.espalier.internal.NearestName;
import dev.espalier.model.BranchyNet;
import dev.espalier.model.ElementType;
import dev.espalier.model.Exit;
import dev.espalier.model.Layer;
import dev.espalier.model.Linearization;
import dev.espalier.model.ModelInput;
import dev.espalier.model.TensorSpec;
import dev.espalier.model.build.Architecture.Operator;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Builds a {@link BranchyNet} from operators and their options: shapes, operations and bytes follow
 * from them.
 *
 * <pre>{@code
 * NetworkBuilder net = NetworkBuilder.of("small", "image", Shape.of(1, 28, 28));
 * Tensor fork = net.input().conv("conv1", 8, Window.of(3).padding(1)).relu("relu1");
 * fork.maxPool("b1_pool", Window.of(4).stride(4)).flatten("b1_flat").gemm("b1_fc", 10);
 * fork.conv("conv2", 8, Window.of(3).padding(1)).add("sum", fork).flatten("flat").gemm("fc", 10);
 * BranchyNet small = net.exit("early", "b1_fc", 0.7).exit("final", "fc", 0.3).build();
 * }</pre>
 *
 * <p>Costs of one sample, in float32 elements of 4 bytes, counted as in the tables of Na et al.
 * (2023): a convolution takes its multiply-accumulates and one addition per output element for the
 * bias; a fully connected layer in x out; batch normalization 2 per element, with 2 weights per
 * channel; ReLU, ReLU6 and each addition 1 per element; pooling 1 per input element; local response
 * normalization, flattening, dropout and concatenation nothing. Softmax, which those tables lack,
 * takes 3 per element.
 *
 * <p>Layers are listed in the order in which they are added. Not thread-safe.
 */
public final class NetworkBuilder {
  private final String network;
  private final Tensor input;
  private final Map<String, Tensor> tensors = new LinkedHashMap<>();
  private final List<Layer> layers = new ArrayList<>();
  private final List<Architecture.Node> nodes = new ArrayList<>();
  private final List<Exit> exits = new ArrayList<>();

  private NetworkBuilder(String network, String input, Shape shape) {
    this.network = Checks.name("model", "name", network);
    this.input = new Tensor(this, Checks.name("model input", "name", input), shape);
    tensors.put(input, this.input);
  }

  /**
   * Begins a network.
   *
   * @param network its name
   * @param input name of the tensor that enters it
   * @param shape shape of that tensor, float32
   * @throws IllegalArgumentException if a name is blank
   */
  public static NetworkBuilder of(String network, String input, Shape shape) {
    return new NetworkBuilder(network, input, shape);
  }

  /** The model input, from which the first layer is added. */
  public Tensor input() {
    return input;
  }

  /**
   * The model input or the output of a layer added before.
   *
   * @throws IllegalArgumentException if there is no tensor of that name
   */
  public Tensor from(String tensor) {
    Tensor found = tensors.get(tensor);
    if (found == null) {
      throw new IllegalArgumentException(
          "model \"%s\": \"%s\" is neither the model input \"%s\" nor a layer added so far%s"
              .formatted(
                  network, tensor, input.name(), NearestName.hint(tensor, tensors.keySet())));
    }
    return found;
  }

  /** The layers added so far, in order. */
  public List<Layer> layers() {
    return List.copyOf(layers);
  }

  /** The operators of the layers added so far, in order. */
  public List<Architecture.Node> nodes() {
    return List.copyOf(nodes);
  }

  /**
   * Adds an exit. The last one added is the final exit.
   *
   * @param name unique within the network
   * @param layer the layer whose output is the answer; it may be added later
   * @param probability probability that a sample leaves here, 0 to 1
   * @throws IllegalArgumentException if a name is blank or the probability is not from 0 to 1
   */
  public NetworkBuilder exit(String name, String layer, double probability) {
    exits.add(new Exit(name, layer, probability));
    return this;
  }

  /**
   * The network.
   *
   * @throws IllegalArgumentException if it has no layer or no exit, if an exit's name or layer is
   *     repeated or its layer unknown, if the probabilities do not sum to 1, if a layer leads to no
   *     exit, or if a branch depends on the final exit's layer
   */
  public BranchyNet build() {
    BranchyNet net =
        new BranchyNet(network, new ModelInput(spec(input.name(), input.shape())), layers, exits);
    Linearization.of(net);
    return net;
  }

  /**
   * The network with its operators.
   *
   * @throws IllegalArgumentException as {@link #build} does
   */
  public Architecture architecture() {
    return new Architecture(build(), input.name(), input.shape(), nodes);
  }

  /** Adds a layer; the tensor it produces carries its name. */
  Tensor append(String name, Operator operator, LayerCost cost, List<Tensor> inputs) {
    for (Tensor read : inputs) {
      if (!read.belongsTo(this)) {
        throw new IllegalArgumentException(
            ("layer \"%s\": input \"%s\" must be a tensor of model \"%s\" but is one of another"
                    + " builder")
                .formatted(name, read.name(), network));
      }
    }
    Layer layer =
        new Layer(
            Checks.name("layer", "name", name),
            operator.op(),
            inputs.stream().map(Tensor::name).toList(),
            cost.flops(),
            cost.weightBytes(),
            List.of(spec(name, cost.output())));
    Tensor output = new Tensor(this, name, cost.output());
    Tensor earlier = tensors.putIfAbsent(name, output);
    if (earlier != null) {
      throw new IllegalArgumentException(
          "layer \"%s\": the name is already taken by %s; names must be unique"
              .formatted(name, earlier == input ? "the model input" : "a layer added before"));
    }
    layers.add(layer);
    nodes.add(new Architecture.Node(name, operator, layer.inputs(), cost.output()));
    return output;
  }

  private static TensorSpec spec(String name, Shape shape) {
    List<Long> extents = new ArrayList<>(List.of(1L));
    extents.addAll(shape.extents());
    return TensorSpec.of(name, ElementType.FLOAT32, extents);
  }
}

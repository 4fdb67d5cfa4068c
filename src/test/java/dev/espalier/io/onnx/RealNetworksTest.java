package dev.espalier.io.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espalier.io.ImportOptions;
import dev.espalier.model.BranchyNet;
import dev.espalier.model.Exit;
import dev.espalier.model.Layer;
import dev.espalier.model.Linearization;
import dev.espalier.model.TensorSpec;
import dev.espalier.testing.Reference;
import dev.espalier.zoo.Zoo;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Real architectures and a trained network. */
class RealNetworksTest {
  private static OnnxNetwork light(String name, ImportOptions options) {
    return OnnxImport.read(Reference.given("onnx", "light_" + name + ".onnx"), options);
  }

  private static ImportOptions blocks() {
    return ImportOptions.builder().granularity(ImportOptions.Granularity.BLOCK).build();
  }

  /**
   * Parameters as published, running statistics of batch normalizations aside: AlexNet in two
   * groups 61.0 M (Krizhevsky et al. 2012), ResNet-50 25.557 M and 4.09 G multiply-accumulates (He
   * et al. 2016, torchvision), SqueezeNet 1.0 1.235 M (Iandola et al. 2016), GoogLeNet without its
   * auxiliary classifiers 7.0 M (Szegedy et al. 2015). ShuffleNet is that of the ONNX model zoo, as
   * the file has it.
   */
  @ParameterizedTest
  @CsvSource({
    "bvlc_alexnet, 24, 60965224, 654560384",
    "inception_v1, 143, 6998552, 1431556352",
    "resnet50, 176, 25557032, 4089184256",
    "shufflenet, 203, 1393320, 124664528",
    "squeezenet, 66, 1235496, 349151936"
  })
  void publishedArchitecturesAreCountedAsPublished(
      String name, int layers, long parameters, long multiplyAccumulates) {
    OnnxNetwork network = light(name, ImportOptions.defaults());
    assertThat(network.warnings()).isEmpty();
    assertThat(network.net().layers()).hasSize(layers);
    assertThat(network.parameters()).isEqualTo(parameters);
    assertThat(network.multiplyAccumulates()).isEqualTo(multiplyAccumulates);
  }

  @ParameterizedTest
  @CsvSource({
    "bvlc_alexnet, 11",
    "inception_v1, 20",
    "resnet50, 22",
    "shufflenet, 22",
    "squeezenet, 30"
  })
  void blocksKeepAllCostsAndFewPositions(String name, int positions) {
    OnnxNetwork single = light(name, ImportOptions.defaults());
    OnnxNetwork network = light(name, blocks());
    assertThat(network.net().layers()).hasSize(positions);
    assertThat(network.nodePositions()).isEqualTo(single.net().layers().size());
    assertThat(flops(network.net())).isEqualTo(flops(single.net()));
    assertThat(network.parameters()).isEqualTo(single.parameters());
    List<Integer> nodes =
        network.net().layers().stream()
            .flatMap(layer -> network.nodes(layer.name()).stream())
            .sorted()
            .toList();
    assertThat(nodes)
        .containsExactlyElementsOf(
            single.net().layers().stream()
                .flatMap(layer -> single.nodes(layer.name()).stream())
                .sorted()
                .toList());
  }

  private static long flops(BranchyNet net) {
    return net.layers().stream().mapToLong(Layer::flops).sum();
  }

  /**
   * The trained network is the zoo's. Its exporter computed the first pooling and its ReLU once,
   * where the zoo has them in the trunk and, equal, in the branch: two layers fewer, of the same
   * kinds. So the sets of what the layers compute are equal, down to the numbers.
   */
  @Test
  void trainedLenetIsThatOfTheZoo() {
    OnnxNetwork network =
        OnnxImport.read(
            Reference.given("b-lenet-mnist", "b-lenet-mnist.onnx"),
            ImportOptions.builder()
                .exitProbability("exit1", 0.943)
                .exitProbability("final", 0.057)
                .build());
    assertThat(network.warnings()).isEmpty();
    assertThat(network.net().name()).isEqualTo("b-lenet-mnist");
    BranchyNet zoo = Zoo.get("b-lenet");
    assertThat(network.net().layers()).hasSize(17);
    assertThat(zoo.layers()).hasSize(19);
    Map<String, String> ours = computations(network.net());
    Map<String, String> theirs = computations(zoo);
    assertThat(Set.copyOf(ours.values())).hasSize(17).isEqualTo(new HashSet<>(theirs.values()));
    assertThat(exits(network.net(), ours)).isEqualTo(exits(zoo, theirs));
  }

  /** What each tensor is: operator, numbers and inputs of its layer, down to the model input. */
  private static Map<String, String> computations(BranchyNet net) {
    Map<String, String> tensors = new HashMap<>();
    net.inputs().forEach(input -> tensors.put(input.name(), "input " + input.bytes()));
    Map<String, String> layers = new HashMap<>();
    for (Layer layer : Linearization.of(net).layers()) {
      String inputs =
          layer.inputs().stream().map(tensors::get).collect(Collectors.joining(", ", "(", ")"));
      String computation =
          "%s %d %d %d%s"
              .formatted(
                  layer.op(), layer.flops(), layer.weightBytes(), layer.outputBytes(), inputs);
      layers.put(layer.name(), computation);
      layer.outputs().stream().map(TensorSpec::name).forEach(t -> tensors.put(t, computation));
    }
    return layers;
  }

  private static List<String> exits(BranchyNet net, Map<String, String> layers) {
    return net.exits().stream()
        .map((Exit exit) -> exit.name() + exit.probability() + layers.get(exit.layer()))
        .toList();
  }
}

package dev.espalier.io.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espalier.io.ImportOptions;
import dev.espalier.io.onnx.export.OnnxExport;
import dev.espalier.model.Exit;
import dev.espalier.model.Layer;
import dev.espalier.model.TensorSpec;
import dev.espalier.model.build.Architecture;
import dev.espalier.model.build.Architecture.Operator;
import dev.espalier.zoo.Zoo;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is exported and imported again is the network that it was. */
class ImportOfExportTest {
  @TempDir private Path folder;

  static Stream<String> names() {
    return Stream.concat(
        Zoo.names().stream(), IntStream.rangeClosed(1, 10).mapToObj(n -> "b-mobilenetv2-" + n));
  }

  private OnnxNetwork imported(Architecture network) throws IOException {
    Path file = folder.resolve(network.net().name() + ".onnx");
    OnnxExport.of(network).write(file, 1);
    ImportOptions.Builder options = ImportOptions.builder();
    network.net().exits().forEach(exit -> options.exitProbability(exit.name(), exit.probability()));
    return OnnxImport.read(file, options.build());
  }

  @ParameterizedTest
  @MethodSource("names")
  void importOfTheExportEqualsTheNetwork(String name) throws IOException {
    Architecture network = Zoo.architecture(name);
    OnnxNetwork imported = imported(network);
    assertThat(imported.warnings()).isEmpty();
    assertThat(imported.net().name()).isEqualTo(name);
    assertThat(imported.net().inputs()).isEqualTo(network.net().inputs());
    assertThat(imported.net().exits().stream().map(Exit::name))
        .containsExactlyElementsOf(network.net().exits().stream().map(Exit::name).toList());
    assertThat(imported.net().exits().stream().map(Exit::layer))
        .containsExactlyElementsOf(network.net().exits().stream().map(Exit::layer).toList());
    for (int e = 0; e < network.net().exits().size(); e++) {
      assertThat(imported.net().exits().get(e).probability())
          .isEqualTo(network.net().exits().get(e).probability());
    }
    Map<String, String> renamed = new HashMap<>();
    imported.net().exits().forEach(exit -> renamed.put(exit.name(), exit.layer()));
    List<Layer> layers =
        imported.net().layers().stream().map(layer -> renamed(layer, renamed)).toList();
    Map<String, Operator.Block> blocks = blocks(network);
    if (blocks.isEmpty()) {
      assertThat(layers).containsExactlyElementsOf(network.net().layers());
    } else {
      checkWithBlocks(layers, network, blocks);
    }
  }

  /** The output of an exit's layer has the name of the exit in the file. */
  private static Layer renamed(Layer layer, Map<String, String> names) {
    List<TensorSpec> outputs =
        layer.outputs().stream()
            .map(
                tensor ->
                    new TensorSpec(
                        names.getOrDefault(tensor.name(), tensor.name()),
                        tensor.bytes(),
                        tensor.type(),
                        tensor.shape()))
            .toList();
    return new Layer(
        layer.name(), layer.op(), layer.inputs(), layer.flops(), layer.weightBytes(), outputs);
  }

  private static Map<String, Operator.Block> blocks(Architecture network) {
    Map<String, Operator.Block> blocks = new HashMap<>();
    for (Architecture.Node node : network.nodes()) {
      if (node.operator() instanceof Operator.Block block) {
        blocks.put(node.name(), block);
      }
    }
    return blocks;
  }

  /** A layer counted as one stands for the layers it consists of, without their sum. */
  private static void checkWithBlocks(
      List<Layer> layers, Architecture network, Map<String, Operator.Block> blocks) {
    Map<String, Layer> imported =
        layers.stream().collect(Collectors.toMap(Layer::name, Function.identity()));
    long extra = 0;
    for (Layer layer : network.net().layers()) {
      Layer found = imported.get(layer.name());
      if (!blocks.containsKey(layer.name())) {
        assertThat(found).isEqualTo(layer);
        continue;
      }
      List<Architecture.Node> parts = blocks.get(layer.name()).nodes();
      assertThat(found.op()).isEqualTo("Add");
      assertThat(found.outputs()).isEqualTo(layer.outputs());
      assertThat(parts.stream().mapToLong(part -> imported.get(part.name()).flops()).sum())
          .isEqualTo(layer.flops());
      extra += parts.size();
    }
    assertThat(layers).hasSize(network.net().layers().size() + (int) extra);
  }
}

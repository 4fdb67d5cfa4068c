package dev.espalier.zoo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.espalier.io.json.ModelFile;
import dev.espalier.model.BranchyNet;
import dev.espalier.model.Exit;
import dev.espalier.model.Layer;
import dev.espalier.model.Linearization;
import dev.espalier.testing.Reference;
import dev.espalier.testing.Tensors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ZooTest {
  private static Layer layer(BranchyNet net, String name) {
    return net.layers().stream()
        .filter(layer -> layer.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  @ParameterizedTest
  @ValueSource(strings = {"b-alexnet", "b-resnet110-chain"})
  void networkEqualsTheReferenceTable(String name) {
    // Rebuilt from the published architectures, independently of the zoo.
    BranchyNet expected = ModelFile.read(Reference.shipped(name + ".model.json"));
    BranchyNet actual = Tensors.untyped(Zoo.get(name));
    assertThat(actual.layers()).containsExactlyElementsOf(expected.layers());
    assertThat(actual).isEqualTo(expected);
  }

  @ParameterizedTest
  @MethodSource("dev.espalier.zoo.Zoo#names")
  void networkSurvivesAFile(String name, @TempDir Path directory) throws IOException {
    BranchyNet net = Zoo.get(name);
    Path file = directory.resolve("model.json");
    Files.writeString(file, ModelFile.write(net));
    assertThat(ModelFile.read(file)).isEqualTo(net);
    assertThat(net.name()).isEqualTo(name);
  }

  @Test
  void namesAreListedInAFixedOrder() {
    assertThat(Zoo.names())
        .containsExactly(
            "b-lenet",
            "b-alexnet",
            "b-resnet110",
            "b-resnet110-chain",
            "b-alexnet-imagenet",
            "b-mobilenetv2");
  }

  @Test
  void unknownNameIsRejectedWithTheKnownOnesAndTheNearest() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Zoo.get("alexnet"))
        .withMessage(
            "no built-in network is called \"alexnet\"; there are"
                + " b-lenet, b-alexnet, b-resnet110, b-resnet110-chain, b-alexnet-imagenet, b-mobilenetv2"
                + " and, with N side exits, b-mobilenetv2-N; did you mean \"b-alexnet\"?");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Zoo.get("q"))
        .withMessageStartingWith("no built-in network is called \"q\"; there are b-lenet,");
  }

  @Test
  void lenetHasTheSizesOfItsPublishedCode() {
    BranchyNet net = Zoo.get("b-lenet");
    assertThat(net.inputs().get(0).bytes()).isEqualTo(28 * 28 * 4);
    assertThat(Tensors.untyped(layer(net, "conv1")))
        .isEqualTo(new Layer("conv1", "Conv", List.of("image"), 4500 * 26, 520, 18000));
    // The fully connected layers of the published code read 640 and 720 features.
    assertThat(layer(net, "b1_fc").weightBytes()).isEqualTo(641 * 10 * 4);
    assertThat(layer(net, "fc1").weightBytes()).isEqualTo(721 * 84 * 4);
    assertThat(net.exits())
        .containsExactly(new Exit("exit1", "b1_fc", 0.943), new Exit("final", "fc2", 0.057));
  }

  @Test
  void lenetCutBehindItsBranchCarriesTheForkOutputAlone() {
    Linearization line = Linearization.of(Zoo.get("b-lenet"));
    int branchEnd = line.positionOf("b1_fc").orElseThrow();
    assertThat(line.layer(branchEnd + 1).name()).isEqualTo("pool1");
    assertThat(line.payloadBytes(branchEnd + 1)).isEqualTo(18000);
    assertThat(line.reach(branchEnd + 1)).isCloseTo(0.057, within(1e-12));
  }

  /** Without groups, the published sizes come to 62,378,344 weights. */
  @Test
  void alexnetOfImageNetHasThePublishedSizes() {
    BranchyNet net = Zoo.get("b-alexnet-imagenet");
    Linearization line = Linearization.of(net);
    long weights =
        net.layers().stream()
            .filter(layer -> line.isInTrunk(line.positionOf(layer.name()).orElseThrow()))
            .mapToLong(Layer::weightBytes)
            .sum();
    assertThat(weights).isEqualTo(4 * 62_378_344L);
    assertThat(layer(net, "conv1").outputBytes()).isEqualTo(55 * 55 * 96 * 4);
    assertThat(layer(net, "pool1").outputBytes()).isEqualTo(27 * 27 * 96 * 4);
    assertThat(layer(net, "pool5").outputBytes()).isEqualTo(6 * 6 * 256 * 4);
    assertThat(layer(net, "b1relu1").inputs()).containsExactly("conv1");
  }
}

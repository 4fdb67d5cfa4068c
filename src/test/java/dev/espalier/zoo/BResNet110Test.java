package dev.espalier.zoo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espalier.model.BranchyNet;
import dev.espalier.model.Layer;
import dev.espalier.model.Linearization;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

class BResNet110Test {
  private static final long STAGE_1_BYTES = 16 * 32 * 32 * 4;
  private static final long STAGE_2_BYTES = 32 * 16 * 16 * 4;

  private final BranchyNet graph = Zoo.get("b-resnet110");
  private final BranchyNet chain = Zoo.get("b-resnet110-chain");
  private final Linearization line = Linearization.of(graph);

  private long payloadBehind(String layer) {
    return line.payloadBytes(line.positionOf(layer).orElseThrow() + 1);
  }

  private static long flops(BranchyNet net, Predicate<Layer> counted) {
    return net.layers().stream().filter(counted).mapToLong(Layer::flops).sum();
  }

  private static Layer layer(BranchyNet net, String name) {
    return net.layers().get(Linearization.of(net).positionOf(name).orElseThrow());
  }

  @Test
  void isLaidOutInTheOrderInWhichItIsListed() {
    assertThat(line.layers()).containsExactlyElementsOf(graph.layers());
  }

  @Test
  void everyBlockHasItsAdditionAndTheDownSamplingOnesAConvolutionAsShortcut() {
    // 3 x 18 blocks and the one that is the second branch.
    assertThat(graph.layers()).filteredOn(layer -> layer.op().equals("Add")).hasSize(55);
    assertThat(layer(graph, "s1b1_add").inputs()).containsExactly("s1b1_bn2", "s1b0_relu2");
    assertThat(layer(graph, "s2b0_add").inputs()).containsExactly("s2b0_bn2", "s2b0_shortcut_bn");
    assertThat(graph.exits()).isEqualTo(chain.exits());
  }

  @Test
  void cutInsideAResidualBlockCarriesTheSkipTensor() {
    assertThat(payloadBehind("s1b3_relu2")).isEqualTo(STAGE_1_BYTES);
    assertThat(payloadBehind("s1b4_conv1")).isEqualTo(2 * STAGE_1_BYTES);
    assertThat(payloadBehind("s1b4_bn2")).isEqualTo(2 * STAGE_1_BYTES);
    assertThat(payloadBehind("s1b4_add")).isEqualTo(STAGE_1_BYTES);
  }

  @Test
  void cutInsideADownSamplingBlockCarriesBothPaths() {
    assertThat(payloadBehind("s2b0_conv1")).isEqualTo(STAGE_1_BYTES + STAGE_2_BYTES);
    assertThat(payloadBehind("s2b0_shortcut")).isEqualTo(2 * STAGE_2_BYTES);
  }

  @Test
  void chainDoesAllTheWorkExceptTheAdditions() {
    assertThat(flops(chain, layer -> true))
        .isEqualTo(flops(graph, layer -> !layer.op().equals("Add")));
  }

  @Test
  void aFoldedBlockReadsAndWritesAsMuchAsItsSevenLayers() {
    Layer block = layer(chain, "s2b0_down");
    long moved = STAGE_1_BYTES + block.weightBytes() + block.outputBytes();
    long expected = 0;
    for (String inner :
        new String[] {"conv1", "bn1", "relu1", "conv2", "bn2", "shortcut", "shortcut_bn"}) {
      int position = line.positionOf("s2b0_" + inner).orElseThrow();
      expected += line.readBytes(position) + line.layer(position).outputBytes();
    }
    assertThat(moved).isEqualTo(expected);
  }
}

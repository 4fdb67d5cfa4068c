package dev.espalier.zoo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.espalier.model.BranchyNet;
import dev.espalier.model.Exit;
import dev.espalier.model.Layer;
import dev.espalier.model.Linearization;
import dev.espalier.testing.Tensors;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BMobileNetV2Test {
  private static final int OUTPUTS = 258;

  /** Table 2 of the MobileNetV2 paper: t, c, n, s. */
  private static final int[][] TABLE = {
    {1, 16, 1, 1},
    {6, 24, 2, 2},
    {6, 32, 3, 2},
    {6, 64, 4, 2},
    {6, 96, 3, 1},
    {6, 160, 3, 2},
    {6, 320, 1, 1}
  };

  private final BranchyNet net = Zoo.get("b-mobilenetv2");

  /** Sums over the table, by hand: multiply-accumulates, weights, and what comes on top. */
  private static final class ByHand {
    private long macs;
    private long weights;
    private long elementwise;

    ByHand(int classes) {
      convolution(112, 3, 32, 9, true);
      int channels = 32;
      int size = 112;
      for (int[] line : TABLE) {
        for (int i = 0; i < line[2]; i++) {
          int stride = i == 0 ? line[3] : 1;
          block(size, channels, line[1], line[0], stride);
          size /= stride;
          channels = line[1];
        }
      }
      convolution(7, 320, 1280, 1, true);
      elementwise += 7 * 7 * 1280; // pooling
      macs += 1280L * classes;
      weights += 1281L * classes;
    }

    private void block(int size, int from, int to, int expansion, int stride) {
      int inside = from * expansion;
      int smaller = size / stride;
      if (expansion > 1) {
        convolution(size, from, inside, 1, true);
      }
      convolution(smaller, 1, inside, 9, true); // each filter reads one channel
      convolution(smaller, inside, to, 1, false);
      if (stride == 1 && from == to) {
        elementwise += (long) to * size * size; // residual addition
      }
    }

    /** Without bias, with the batch normalization behind it and, if active, the ReLU6. */
    private void convolution(int size, int read, int filters, int kernel, boolean active) {
      long outputs = (long) size * size * filters;
      macs += outputs * read * kernel;
      weights += (long) filters * read * kernel + 2L * filters;
      elementwise += (active ? 3 : 2) * outputs;
    }
  }

  private static List<Layer> trunk(BranchyNet net) {
    Linearization line = Linearization.of(net);
    return line.layers().stream()
        .filter(layer -> line.isInTrunk(line.positionOf(layer.name()).orElseThrow()))
        .toList();
  }

  private static long flops(List<Layer> layers) {
    return layers.stream().mapToLong(Layer::flops).sum();
  }

  private Layer layer(String name) {
    return net.layers().stream().filter(l -> l.name().equals(name)).findFirst().orElseThrow();
  }

  /** torchvision counts 300.8 M multiply-accumulates and 3,504,872 parameters. */
  @Test
  void theSumByHandIsThePublishedOneForImageNet() {
    ByHand imageNet = new ByHand(1000);
    assertThat(imageNet.macs).isEqualTo(300_774_272);
    assertThat(imageNet.weights).isEqualTo(3_504_872);
  }

  @Test
  void trunkIsThatOfTable2WithThe258OutputsOfTable1() {
    ByHand expected = new ByHand(OUTPUTS);
    assertThat(expected.macs).isEqualTo(300_774_272 - 1280L * (1000 - OUTPUTS));
    List<Layer> trunk = trunk(net);
    Set<String> multiplying = Set.of("Conv", "Gemm");
    assertThat(flops(trunk.stream().filter(l -> multiplying.contains(l.op())).toList()))
        .isEqualTo(expected.macs)
        .isEqualTo(299_824_512);
    assertThat(flops(trunk)).isEqualTo(expected.macs + expected.elementwise);
    assertThat(trunk.stream().mapToLong(Layer::weightBytes).sum())
        .isEqualTo(4 * expected.weights)
        .isEqualTo(4L * 2_554_370);
  }

  @Test
  void blocksAreInvertedResiduals() {
    assertThat(net.layers()).filteredOn(layer -> layer.op().equals("Add")).hasSize(10);
    assertThat(layer("block3_add").inputs())
        .containsExactly("block3_project_bn", "block2_project_bn");
    // 144 filters of 3 x 3 over one channel each, 56 x 56 to 56 x 56.
    assertThat(Tensors.untyped(layer("block3_depthwise")))
        .isEqualTo(
            new Layer(
                "block3_depthwise",
                "Conv",
                List.of("block3_expand_relu6"),
                56L * 56 * 144 * 9,
                144 * 9 * 4,
                56 * 56 * 144 * 4));
    assertThat(layer("block3_expand_relu6").flops()).isEqualTo(56L * 56 * 144);
  }

  @Test
  void branchesNormalizePoolAndClassify() {
    assertThat(net.layers())
        .filteredOn(layer -> layer.name().startsWith("b1_"))
        .extracting(Layer::op)
        .containsExactly("BatchNormalization", "GlobalAveragePool", "Flatten", "Gemm");
    assertThat(layer("b1_bn").flops()).isEqualTo(2 * 24 * 56 * 56);
    assertThat(layer("b1_fc").weightBytes()).isEqualTo(25 * OUTPUTS * 4);
  }

  /** Counted by the authors' code at 300 x 300, in millions: stem, 17 blocks, head, all. */
  private static final double[] PUBLISHED_COUNT = {
    20.9, 41.0, 99.1, 149.0, 179.1, 200.7, 222.2, 236.9, 256.5, 276.1, 295.8, 319.8, 362.6, 405.4,
    435.6, 467.7, 499.7, 547.1, 588.3, 589.6
  };

  @Test
  void theCountThatPlacesExitsIsThePublishedOne() {
    assertThat(BMobileNetV2.places()).hasSize(PUBLISHED_COUNT.length);
    for (int i = 0; i < PUBLISHED_COUNT.length; i++) {
      BMobileNetV2.Place place = BMobileNetV2.places().get(i);
      assertThat(place.flops() / 1e6)
          .as(place.tensor())
          .isCloseTo(PUBLISHED_COUNT[i], within(0.0501));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "b-mobilenetv2, 3 10 15",
    "b-mobilenetv2-2, 5 13",
    "b-mobilenetv2-3, 3 10 15",
    "b-mobilenetv2-4, 3 7 12 16",
    "b-mobilenetv2-5, 2 5 10 13 16"
  })
  void exitsStandBehindThePublishedBlocks(String name, String blocks) {
    assertThat(forks(Zoo.get(name)))
        .extracting(fork -> fork.replaceAll("block|_.*", ""))
        .containsExactly(blocks.split(" "));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
  void everyNumberOfExitsHasAsManyPlaces(int number) {
    BranchyNet many = Zoo.get("b-mobilenetv2-" + number);
    assertThat(many.exits()).extracting(Exit::name).hasSize(number + 1).endsWith("final");
    assertThat(forks(many)).hasSize(number).doesNotHaveDuplicates();
  }

  private static List<String> forks(BranchyNet net) {
    return net.layers().stream()
        .filter(layer -> layer.name().matches("b\\d+_bn"))
        .map(layer -> layer.inputs().get(0))
        .toList();
  }

  @Test
  void probabilitiesAreEqualPlaceholders() {
    assertThat(net.exits())
        .extracting(Exit::name)
        .containsExactly("exit1", "exit2", "exit3", "final");
    assertThat(net.exits())
        .allSatisfy(exit -> assertThat(exit.probability()).isCloseTo(0.25, within(1e-12)));
    assertThat(Zoo.get("b-mobilenetv2-3").layers()).isEqualTo(net.layers());
    assertThat(Zoo.get("b-mobilenetv2-3").name()).isEqualTo("b-mobilenetv2-3");
  }

  @Test
  void isLaidOutInTheOrderInWhichItIsListed() {
    assertThat(Linearization.of(net).layers()).containsExactlyElementsOf(net.layers());
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "11", "-1", "03", "x", ""})
  void wrongNumberOfExitsIsRejectedWithTheRange(String number) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Zoo.get("b-mobilenetv2-" + number))
        .withMessage(
            "b-mobilenetv2-N: number of side exits N must be from 1 to 10 but is \""
                + number
                + "\"");
  }
}

package dev.espalier.zoo;

import dev.espalier.error.InvalidFieldException;
import dev.espalier.model.BranchyNet;
import dev.espalier.model.Convolution;
import dev.espalier.model.Layer;
import dev.espalier.model.NetworkBuilder;
import dev.espalier.model.Shape;
import dev.espalier.model.Tensor;
import dev.espalier.model.Window;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * B-MobileNetV2 for Caltech-256, 3x224x224, float32, 257 classes: MobileNetV2 with side exits at
 * equal fractions of its work. Side exit k of n reads the output of the first block (the stem or an
 * inverted residual) at which the trunk has done k / (n + 1) of its operations; the operations of
 * side branches do not count for that.
 *
 * <p>Sources: Sandler, Howard, Zhu, Zhmoginov, Chen: MobileNetV2 (CVPR 2018), table 2, for the
 * trunk; Pacheco, Bochie, Gilbert, Couto, Campista: Towards Edge Computing Using Early-Exit
 * Convolutional Neural Networks (Information 12(10) 431, 2021) and the code of its authors for the
 * place and the layers of the exits. Convolutions have no bias, because a batch normalization
 * follows each. Assumed: 224 x 224 samples, the size of table 2.
 *
 * <p>The exit probabilities are placeholders: equal probabilities of all exits. What they really
 * are depends on training and thresholds and has to be measured.
 */
final class BMobileNetV2 {
  static final String NAME = "b-mobilenetv2";

  /** Maximum number of side exits: with eleven, two of them would follow one block. */
  static final int MAX_EXITS = 10;

  private static final int USUAL_EXITS = 3;

  /** 256 kinds of things, and clutter. */
  private static final int CLASSES = 257;

  private static final int STEM_CHANNELS = 32;
  private static final int HEAD_CHANNELS = 1280;
  private static final Window ONE = Window.of(1);
  private static final Window THREE = Window.of(3).padding(1);

  /** The inverted residuals of table 2, in its letters t, c, n and s. */
  private static final List<Stage> STAGES =
      List.of(
          new Stage(1, 16, 1, 1),
          new Stage(6, 24, 2, 2),
          new Stage(6, 32, 3, 2),
          new Stage(6, 64, 4, 2),
          new Stage(6, 96, 3, 1),
          new Stage(6, 160, 3, 2),
          new Stage(6, 320, 1, 1));

  private BMobileNetV2() {}

  /**
   * A line of table 2.
   *
   * @param expansion how many times as wide as its input a block is inside
   * @param channels output channels
   * @param blocks number of blocks
   * @param stride of the first block; 1 in the others
   */
  private record Stage(int expansion, int channels, int blocks, int stride) {}

  /** A place for an exit: a block's output, and the operations up to there. */
  private record Place(String tensor, long flops) {}

  /** The network with three side exits. */
  static BranchyNet usual() {
    return build(NAME, USUAL_EXITS);
  }

  /**
   * The network {@code b-mobilenetv2-N}, which has N side exits.
   *
   * @return empty if the name is not of this form
   * @throws InvalidFieldException if N is not a number from 1 to {@link #MAX_EXITS}
   */
  static Optional<BranchyNet> numbered(String name) {
    if (!name.startsWith(NAME + "-")) {
      return Optional.empty();
    }
    String number = name.substring(NAME.length() + 1);
    return Optional.of(
        IntStream.rangeClosed(1, MAX_EXITS)
            .filter(n -> number.equals(String.valueOf(n)))
            .mapToObj(n -> build(name, n))
            .findFirst()
            .orElseThrow(() -> wrongNumber(number)));
  }

  private static InvalidFieldException wrongNumber(String number) {
    return new InvalidFieldException(
        "name",
        "%s-N: number of side exits N must be from 1 to %d but is \"%s\""
            .formatted(NAME, MAX_EXITS, number));
  }

  private static BranchyNet build(String name, int sideExits) {
    List<String> forks = forks(sideExits);
    NetworkBuilder net = NetworkBuilder.of(name, "image", Shape.of(3, 224, 224));
    double probability = 1.0 / (sideExits + 1);
    trunk(
        net.input(),
        block -> {
          int exit = forks.indexOf(block.name()) + 1;
          if (exit > 0) {
            net.exit("exit" + exit, branch("b" + exit, block).name(), probability);
          }
        });
    return net.exit("final", "fc", probability).build();
  }

  /** The blocks that side exits follow. */
  private static List<String> forks(int sideExits) {
    NetworkBuilder plain = NetworkBuilder.of(NAME, "image", Shape.of(3, 224, 224));
    List<Place> places = new ArrayList<>();
    trunk(plain.input(), block -> places.add(new Place(block.name(), flops(plain))));
    long total = flops(plain);
    return IntStream.rangeClosed(1, sideExits)
        .mapToObj(exit -> first(places, total * exit, sideExits + 1))
        .toList();
  }

  /** The first place with at least {@code work / divisor} operations before it. */
  private static String first(List<Place> places, long work, int divisor) {
    return places.stream()
        .filter(place -> place.flops() * divisor >= work)
        .findFirst()
        .orElseThrow()
        .tensor();
  }

  private static long flops(NetworkBuilder net) {
    return net.layers().stream().mapToLong(Layer::flops).sum();
  }

  private static void trunk(Tensor image, Consumer<Tensor> behindBlock) {
    Tensor output = conv("stem", image, Convolution.of(STEM_CHANNELS, THREE.stride(2)));
    behindBlock.accept(output);
    int number = 0;
    for (Stage stage : STAGES) {
      for (int i = 0; i < stage.blocks(); i++) {
        number++;
        output = block("block" + number, output, stage, i == 0 ? stage.stride() : 1);
        behindBlock.accept(output);
      }
    }
    conv("head", output, Convolution.of(HEAD_CHANNELS, ONE))
        .globalAveragePool("pool")
        .flatten("flat")
        .dropout("drop")
        .gemm("fc", CLASSES);
  }

  /** An inverted residual: wider, each channel by itself, narrower without activation. */
  private static Tensor block(String name, Tensor input, Stage stage, int stride) {
    int inside = stage.expansion() * input.shape().channels();
    Tensor wide =
        stage.expansion() == 1 ? input : conv(name + "_expand", input, Convolution.of(inside, ONE));
    Convolution depthwise = Convolution.of(inside, THREE.stride(stride)).groups(inside);
    Tensor output =
        conv(name + "_depthwise", wide, depthwise)
            .conv(name + "_project", Convolution.of(stage.channels(), ONE).withoutBias())
            .batchNorm(name + "_project_bn");
    return output.shape().equals(input.shape()) ? output.add(name + "_add", input) : output;
  }

  private static Tensor conv(String name, Tensor input, Convolution convolution) {
    return input
        .conv(name, convolution.withoutBias())
        .batchNorm(name + "_bn")
        .relu6(name + "_relu6");
  }

  private static Tensor branch(String name, Tensor fork) {
    return fork.batchNorm(name + "_bn")
        .globalAveragePool(name + "_pool")
        .flatten(name + "_flat")
        .gemm(name + "_fc", CLASSES);
  }
}

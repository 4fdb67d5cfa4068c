package dev.espalier.zoo;

import dev.espalier.error.InvalidFieldException;
import dev.espalier.model.Layer;
import dev.espalier.model.build.Architecture;
import dev.espalier.model.build.Convolution;
import dev.espalier.model.build.NetworkBuilder;
import dev.espalier.model.build.Shape;
import dev.espalier.model.build.Tensor;
import dev.espalier.model.build.Window;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * B-MobileNetV2 for Caltech-256, 3x224x224, float32, 258 outputs: MobileNetV2 with side exits at
 * equal fractions of its work. Side exit k of n reads the output of the first block (the stem, an
 * inverted residual or the head) at which the trunk has done k / (n + 1) of its operations; the
 * operations of side branches do not count for that.
 *
 * <p>Sources: Sandler, Howard, Zhu, Zhmoginov, Chen: MobileNetV2 (CVPR 2018), table 2, for the
 * trunk; Pacheco, Bochie, Gilbert, Couto, Campista: Towards Edge Computing Using Early-Exit
 * Convolutional Neural Networks (Information 12(10) 431, 2021), table 1, for samples and outputs
 * (257 classes and one output more), and the code of its authors for the place and the layers of
 * the exits. Convolutions have no bias, because a batch normalization follows each.
 *
 * <p>The exits stand where that code counts them to stand, with samples of 300 x 300 and the count
 * of {@link #counted}. Samples are those of the table, 224 x 224: the same count at that size would
 * place two of the exits elsewhere, and no published number needs the larger ones.
 *
 * <p>The exit probabilities are placeholders: equal probabilities of all exits. What they really
 * are depends on training and thresholds and has to be measured.
 */
final class BMobileNetV2 {
  static final String NAME = "b-mobilenetv2";

  /** Maximum number of side exits: with eleven, two of them would follow one block. */
  static final int MAX_EXITS = 10;

  private static final int USUAL_EXITS = 3;

  /** As published, one more than the 256 kinds of things and clutter. */
  private static final int OUTPUTS = 258;

  private static final int SAMPLE_SIZE = 224;

  /** Samples of the count that places the exits. */
  private static final int COUNTED_SAMPLE_SIZE = 300;

  /**
   * Outputs of the count that places the exits: the pretrained network's. Only with them it comes
   * to 589.6 million, as the authors' does; the exits would stand the same with 258.
   */
  private static final int COUNTED_OUTPUTS = 1000;

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
  record Place(String tensor, long flops) {}

  /** The network with three side exits. */
  static Architecture usual() {
    return build(NAME, USUAL_EXITS);
  }

  /**
   * The network {@code b-mobilenetv2-N}, which has N side exits.
   *
   * @return empty if the name is not of this form
   * @throws InvalidFieldException if N is not a number from 1 to {@link #MAX_EXITS}
   */
  static Optional<Architecture> numbered(String name) {
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

  private static Architecture build(String name, int sideExits) {
    List<String> forks = forks(sideExits);
    NetworkBuilder net = empty(name, SAMPLE_SIZE);
    double probability = 1.0 / (sideExits + 1);
    trunk(
        net.input(),
        OUTPUTS,
        block -> {
          int exit = forks.indexOf(block.name()) + 1;
          if (exit > 0) {
            net.exit("exit" + exit, branch("b" + exit, block).name(), probability);
          }
        });
    return net.exit("final", "fc", probability).architecture();
  }

  private static NetworkBuilder empty(String name, int sampleSize) {
    return NetworkBuilder.of(name, "image", Shape.of(3, sampleSize, sampleSize));
  }

  /** The blocks that side exits follow. */
  private static List<String> forks(int sideExits) {
    List<Place> places = places();
    long total = places.get(places.size() - 1).flops();
    return IntStream.rangeClosed(1, sideExits)
        .mapToObj(exit -> first(places, total * exit, sideExits + 1))
        .toList();
  }

  /** The outputs of stem, inverted residuals and head, and that of the whole trunk. */
  static List<Place> places() {
    NetworkBuilder plain = empty(NAME, COUNTED_SAMPLE_SIZE);
    List<Place> places = new ArrayList<>();
    trunk(
        plain.input(),
        COUNTED_OUTPUTS,
        block -> places.add(new Place(block.name(), counted(plain))));
    places.add(new Place("fc", counted(plain)));
    return places;
  }

  /** The first place with at least {@code work / divisor} operations before it. */
  private static String first(List<Place> places, long work, int divisor) {
    return places.stream()
        .filter(place -> place.flops() * divisor >= work)
        .findFirst()
        .orElseThrow()
        .tensor();
  }

  /**
   * Operations of all layers so far by the count that places the exits: multiply-accumulates, two
   * for each element of a batch normalization or a residual sum, none for activations and pooling.
   */
  private static long counted(NetworkBuilder net) {
    return net.layers().stream().mapToLong(BMobileNetV2::counted).sum();
  }

  private static long counted(Layer layer) {
    return switch (layer.op()) {
      case "Clip", "GlobalAveragePool" -> 0;
      case "Add" -> 2 * layer.flops();
      default -> layer.flops();
    };
  }

  private static void trunk(Tensor image, int outputs, Consumer<Tensor> behindBlock) {
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
    Tensor features = conv("head", output, Convolution.of(HEAD_CHANNELS, ONE));
    behindBlock.accept(features);
    features.globalAveragePool("pool").flatten("flat").dropout("drop").gemm("fc", outputs);
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
        .gemm(name + "_fc", OUTPUTS);
  }
}

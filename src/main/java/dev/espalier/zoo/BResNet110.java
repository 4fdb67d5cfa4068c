package dev.espalier.zoo;

import dev.espalier.model.build.Architecture;
import dev.espalier.model.build.NetworkBuilder;
import dev.espalier.model.build.Shape;
import dev.espalier.model.build.Tensor;
import dev.espalier.model.build.Window;

/**
 * B-ResNet-110 for CIFAR-10, 3x32x32, float32: three stages of 18 residual blocks, with a branch
 * before the first stage and one after it.
 *
 * <p>Source: Teerapittayanon, McDanel, Kung: BranchyNet (ICPR 2016). It comes in two forms: the
 * graph with its residual additions, and the chain that Na et al. (2023) plan for, which drops the
 * additions and counts each down-sampling block as one layer. Assumed, so that the chain has the
 * costs of their tables: the first convolution is padded by 1; the first branch has convolutions of
 * 5x5 and twice 3x3 filters; the second branch is one block; the shortcuts of the down-sampling
 * blocks are convolutions of 1x1 filters, where the code that the BranchyNet authors published pads
 * with zero channels.
 */
final class BResNet110 {
  static final String NAME = "b-resnet110";
  static final String CHAIN_NAME = "b-resnet110-chain";

  private static final int CLASSES = 10;
  private static final int BLOCKS_PER_STAGE = 18;
  private static final Window FIVE = Window.of(5).padding(2);
  private static final Window THREE = Window.of(3).padding(1);

  private final NetworkBuilder net;
  private final boolean residual;

  private BResNet110(String name, boolean residual) {
    net = NetworkBuilder.of(name, "image", Shape.of(3, 32, 32));
    this.residual = residual;
  }

  /** The true network, with its residual additions. */
  static Architecture graph() {
    return new BResNet110(NAME, true).build();
  }

  /** The network as Na et al. (2023) count it. */
  static Architecture chain() {
    return new BResNet110(CHAIN_NAME, false).build();
  }

  private Architecture build() {
    Tensor stem = net.input().conv("conv0", 16, THREE).batchNorm("bn0").relu("relu0");
    firstBranch(stem);
    Tensor stage1 = blocks("s1", 0, stem);
    block("b2", stage1).flatten("b2_flat").gemm("b2_fc", CLASSES);
    Tensor stage2 = blocks("s2", 1, downSampling("s2b0", stage1));
    Tensor stage3 = blocks("s3", 1, downSampling("s3b0", stage2));
    stage3.averagePool("avgpool", Window.of(8)).flatten("flat").gemm("fc", CLASSES);
    return net.exit("exit1", "b1_fc", 0.415)
        .exit("exit2", "b2_fc", 0.138)
        .exit("final", "fc", 0.447)
        .architecture();
  }

  private static void firstBranch(Tensor fork) {
    fork.conv("b1_conv1", 64, FIVE)
        .relu("b1_relu1")
        .lrn("b1_lrn")
        .conv("b1_conv2", 32, THREE)
        .relu("b1_relu2")
        .conv("b1_conv3", 32, THREE)
        .relu("b1_relu3")
        .flatten("b1_flat")
        .gemm("b1_fc", CLASSES);
  }

  /** The blocks of a stage from the given one on, all of which keep the shape. */
  private Tensor blocks(String stage, int first, Tensor input) {
    Tensor output = input;
    for (int i = first; i < BLOCKS_PER_STAGE; i++) {
      output = block(stage + "b" + i, output);
    }
    return output;
  }

  private Tensor block(String name, Tensor input) {
    Tensor output = convolutions(name, input, input.shape().channels(), THREE);
    return (residual ? output.add(name + "_add", input) : output).relu(name + "_relu2");
  }

  /** A block that halves height and width and doubles the channels. */
  private Tensor downSampling(String name, Tensor input) {
    Tensor output =
        residual
            ? halved(name, input).add(name + "_add", shortcut(name, input))
            : FoldedBlock.append(name + "_down", input, inner -> bothPaths(name, inner));
    return output.relu(name + "_relu2");
  }

  /** What the tables count as one layer: both paths, but not their addition. */
  private static Tensor bothPaths(String name, Tensor input) {
    Tensor output = halved(name, input);
    shortcut(name, input);
    return output;
  }

  private static Tensor halved(String name, Tensor input) {
    return convolutions(name, input, 2 * input.shape().channels(), THREE.stride(2));
  }

  private static Tensor shortcut(String name, Tensor input) {
    return input
        .conv(name + "_shortcut", 2 * input.shape().channels(), Window.of(1).stride(2))
        .batchNorm(name + "_shortcut_bn");
  }

  private static Tensor convolutions(String name, Tensor input, int channels, Window first) {
    return input
        .conv(name + "_conv1", channels, first)
        .batchNorm(name + "_bn1")
        .relu(name + "_relu1")
        .conv(name + "_conv2", channels, THREE)
        .batchNorm(name + "_bn2");
  }
}

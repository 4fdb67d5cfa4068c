package dev.espalier.zoo;

import dev.espalier.model.build.Architecture;
import dev.espalier.model.build.NetworkBuilder;
import dev.espalier.model.build.Shape;
import dev.espalier.model.build.Tensor;
import dev.espalier.model.build.Window;

/**
 * B-LeNet for MNIST, 1x28x28, float32: LeNet-5 with one branch after its first convolution.
 *
 * <p>Source: Teerapittayanon, McDanel, Kung: BranchyNet (ICPR 2016), and the code that its authors
 * published with it, from which all sizes are taken: 5x5 convolutions padded by 3, 2x2 poolings
 * before their ReLU, no activation after the first fully connected layer. Assumed: poolings round
 * up, which is the default of the framework it was written in and what the 640 and 720 features of
 * the fully connected layers need; the flattenings, implied there, are layers.
 */
final class BLeNet {
  static final String NAME = "b-lenet";

  private static final int CLASSES = 10;
  private static final Window FIVE = Window.of(5).padding(3);
  private static final Window THREE = Window.of(3).padding(1);
  private static final Window HALVE = Window.of(2).stride(2).roundingUp();

  private BLeNet() {}

  static Architecture build() {
    NetworkBuilder net = NetworkBuilder.of(NAME, "image", Shape.of(1, 28, 28));
    Tensor fork = net.input().conv("conv1", 5, FIVE);
    branch(fork);
    fork.maxPool("pool1", HALVE)
        .relu("relu1")
        .conv("conv2", 10, FIVE)
        .maxPool("pool2", HALVE)
        .relu("relu2")
        .conv("conv3", 20, FIVE)
        .maxPool("pool3", HALVE)
        .relu("relu3")
        .flatten("flat")
        .gemm("fc1", 84)
        .gemm("fc2", CLASSES);
    return net.exit("exit1", "b1_fc", 0.943).exit("final", "fc2", 0.057).architecture();
  }

  private static void branch(Tensor fork) {
    fork.maxPool("b1_pool1", HALVE)
        .relu("b1_relu1")
        .conv("b1_conv1", 10, THREE)
        .maxPool("b1_pool2", HALVE)
        .relu("b1_relu2")
        .flatten("b1_flat")
        .gemm("b1_fc", CLASSES);
  }
}

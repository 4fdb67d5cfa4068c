package dev.espalier.zoo;

import dev.espalier.model.build.Architecture;
import dev.espalier.model.build.NetworkBuilder;
import dev.espalier.model.build.Shape;
import dev.espalier.model.build.Tensor;
import dev.espalier.model.build.Window;

/**
 * B-AlexNet for CIFAR-10, 3x32x32, float32: AlexNet with a branch after its second and its third
 * convolution.
 *
 * <p>Source: Teerapittayanon, McDanel, Kung: BranchyNet (ICPR 2016), and the code that its authors
 * published with it. Assumed: poolings round up, which is the default of the framework it was
 * written in; the flattenings, implied there, are layers.
 */
final class BAlexNet {
  static final String NAME = "b-alexnet";

  private static final int CLASSES = 10;
  private static final Window FIVE = Window.of(5).padding(2);
  private static final Window THREE = Window.of(3).padding(1);
  private static final Window HALVE = Window.of(3).stride(2).roundingUp();

  private BAlexNet() {}

  static Architecture build() {
    NetworkBuilder net = NetworkBuilder.of(NAME, "image", Shape.of(3, 32, 32));
    Tensor firstFork =
        net.input()
            .conv("conv1", 32, FIVE)
            .relu("relu1")
            .maxPool("pool1", HALVE)
            .lrn("lrn1")
            .conv("conv2", 64, FIVE);
    firstBranch(firstFork, HALVE, CLASSES);
    Tensor secondFork =
        firstFork.relu("relu2").maxPool("pool2", HALVE).lrn("lrn2").conv("conv3", 96, THREE);
    secondBranch(secondFork);
    classify(
        secondFork
            .relu("relu3")
            .conv("conv4", 96, THREE)
            .relu("relu4")
            .conv("conv5", 64, THREE)
            .relu("relu5")
            .maxPool("pool5", HALVE));
    return net.exit("exit1", "b1fc", 0.656)
        .exit("exit2", "b2fc", 0.252)
        .exit("final", "fc3", 0.092)
        .architecture();
  }

  /** The branch b1relu1 to b1fc after a fork. */
  static void firstBranch(Tensor fork, Window halve, int classes) {
    fork.relu("b1relu1")
        .maxPool("b1pool1", halve)
        .lrn("b1lrn")
        .conv("b1conv1", 32, THREE)
        .relu("b1relu2")
        .conv("b1conv2", 32, THREE)
        .relu("b1relu3")
        .maxPool("b1pool2", halve)
        .flatten("b1flat")
        .gemm("b1fc", classes);
  }

  private static void secondBranch(Tensor fork) {
    fork.relu("b2relu1")
        .maxPool("b2pool1", HALVE)
        .lrn("b2lrn")
        .conv("b2conv1", 32, THREE)
        .relu("b2relu2")
        .maxPool("b2pool2", HALVE)
        .flatten("b2flat")
        .gemm("b2fc", CLASSES);
  }

  private static void classify(Tensor features) {
    features
        .flatten("flat")
        .gemm("fc1", 256)
        .relu("relu6")
        .dropout("drop1")
        .gemm("fc2", 128)
        .relu("relu7")
        .dropout("drop2")
        .gemm("fc3", CLASSES);
  }
}

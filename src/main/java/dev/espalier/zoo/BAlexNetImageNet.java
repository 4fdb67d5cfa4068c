package dev.espalier.zoo;

import dev.espalier.model.build.Architecture;
import dev.espalier.model.build.NetworkBuilder;
import dev.espalier.model.build.Shape;
import dev.espalier.model.build.Tensor;
import dev.espalier.model.build.Window;

/**
 * B-AlexNet for samples of ImageNet's size, 3x224x224, float32, 1000 classes: AlexNet with one
 * branch after its first convolution.
 *
 * <p>Sources: Krizhevsky, Sutskever, Hinton: ImageNet Classification with Deep Convolutional Neural
 * Networks (NIPS 2012) for the trunk; Pacheco, Couto: Inference Time Optimization Using BranchyNet
 * Partitioning (ISCC 2020) for the place of the branch. Assumed: one device computes what the trunk
 * split between two GPUs, so that no convolution is grouped; the first convolution is padded by 2,
 * which gives the 55x55 outputs that the paper reports; the branch has the layers of the first
 * branch of the BranchyNet authors' B-AlexNet.
 *
 * <p>The exit probabilities are placeholders: half of the samples leave early.
 */
final class BAlexNetImageNet {
  static final String NAME = "b-alexnet-imagenet";

  private static final int CLASSES = 1000;
  private static final int HIDDEN = 4096;
  private static final Window ELEVEN = Window.of(11).stride(4).padding(2);
  private static final Window FIVE = Window.of(5).padding(2);
  private static final Window THREE = Window.of(3).padding(1);
  private static final Window HALVE = Window.of(3).stride(2);

  private BAlexNetImageNet() {}

  static Architecture build() {
    NetworkBuilder net = NetworkBuilder.of(NAME, "image", Shape.of(3, 224, 224));
    Tensor fork = net.input().conv("conv1", 96, ELEVEN);
    BAlexNet.firstBranch(fork, HALVE, CLASSES);
    Tensor features =
        fork.relu("relu1")
            .lrn("lrn1")
            .maxPool("pool1", HALVE)
            .conv("conv2", 256, FIVE)
            .relu("relu2")
            .lrn("lrn2")
            .maxPool("pool2", HALVE)
            .conv("conv3", 384, THREE)
            .relu("relu3")
            .conv("conv4", 384, THREE)
            .relu("relu4")
            .conv("conv5", 256, THREE)
            .relu("relu5")
            .maxPool("pool5", HALVE);
    classify(features);
    return net.exit("exit1", "b1fc", 0.5).exit("final", "fc3", 0.5).architecture();
  }

  private static void classify(Tensor features) {
    features
        .flatten("flat")
        .dropout("drop1")
        .gemm("fc1", HIDDEN)
        .relu("relu6")
        .dropout("drop2")
        .gemm("fc2", HIDDEN)
        .relu("relu7")
        .gemm("fc3", CLASSES);
  }
}

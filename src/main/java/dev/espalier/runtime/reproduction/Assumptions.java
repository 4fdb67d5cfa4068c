package dev.espalier.runtime.reproduction;

import dev.espalier.reproduction.pacheco2021.EdgeCut;
import java.util.List;
import java.util.Locale;

/** What measured experiments assume, and what they were measured on. */
final class Assumptions {
  private Assumptions() {}

  static List<String> of(ExperimentSettings settings, String version) {
    return List.of(
        "edge and cloud are two processes of this machine (%s, %d processors), each with one thread"
                .formatted(
                    System.getProperty("os.arch"), Runtime.getRuntime().availableProcessors())
            + " of ONNX Runtime "
            + version
            + "; the paper's GPUs are not imitated",
        String.format(
            Locale.ROOT,
            "link: %.0f Mbps and %.1f ms in each direction, half of the round trip of 12.8 ms; shaped"
                + " by the sender",
            EdgeCut.MBPS,
            EdgeCut.ONE_WAY_MS),
        "%d pictures a setting, one after another; thresholds in random order; 95 %% intervals of"
                .formatted(settings.samples())
            + " the mean",
        "predictions: layers measured on this machine just before, priced as every plan is; with a"
            + " pause of a round trip before each run where a device waits for the other one",
        "MobileNetV2: random weights, exits drawn with the probabilities of the computed figures;"
            + " figure 6a: as many at each exit",
        "every plan reads the picture file of %d bytes; what stands in for its decoder repeats its"
                .formatted(EdgeCut.FILE_BYTES)
            + " bytes, in the cloud if cloud-only, otherwise at the edge",
        settings.pictures().isPresent()
            ? "B-LeNet: trained on MNIST; pictures leave by their own confidence"
            : "B-LeNet: trained on MNIST; random pictures that leave with the probabilities of its"
                + " log",
        "B-LeNet, cloud only: uploads the tensor of 3136 bytes");
  }
}

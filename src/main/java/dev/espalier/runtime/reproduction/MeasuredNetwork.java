package dev.espalier.runtime.reproduction;

import dev.espalier.io.ImportOptions;
import dev.espalier.io.onnx.OnnxImport;
import dev.espalier.io.onnx.OnnxNetwork;
import dev.espalier.profile.Profile;
import dev.espalier.reproduction.pacheco2021.EdgeCut;
import dev.espalier.runtime.measure.MeasureSettings;
import dev.espalier.runtime.measure.ModelProfiler;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A network that experiments run, and what this machine takes for its layers.
 *
 * @param file its file
 * @param options how it was imported
 * @param network the network
 * @param busy times on this machine if sample follows on sample
 * @param idle times if it waits for each sample as long as a round trip takes, which cools its
 *     caches
 */
record MeasuredNetwork(
    Path file, ImportOptions options, OnnxNetwork network, Profile busy, Profile idle) {

  /** Reads a file and measures it. */
  static MeasuredNetwork of(
      Path file, ImportOptions options, MeasureSettings settings, Consumer<String> progress) {
    OnnxNetwork network = OnnxImport.read(file, options);
    MeasureSettings pausing =
        new MeasureSettings(
            settings.runs(), settings.warmUp(), settings.threads(), 2 * EdgeCut.ONE_WAY_MS);
    return new MeasuredNetwork(
        file,
        options,
        network,
        new ModelProfiler(network, file, settings, progress).measure(Optional.empty()),
        new ModelProfiler(network, file, pausing, progress).measure(Optional.empty()));
  }

  /** The edge and the cloud as they are used: whether the edge waits for the cloud. */
  Machines machines(boolean isEdgeIdle) {
    return new Machines(isEdgeIdle ? idle : busy, idle);
  }
}

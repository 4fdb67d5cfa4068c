package dev.espalier.runtime.reproduction;

import dev.espalier.device.Device;
import dev.espalier.device.DeviceCatalog;
import dev.espalier.device.Network;
import dev.espalier.io.ImportOptions;
import dev.espalier.io.onnx.OnnxImport;
import dev.espalier.io.onnx.OnnxNetwork;
import dev.espalier.model.BranchyNet;
import dev.espalier.plan.PlanningProblem;
import dev.espalier.plan.PlanningProblemBuilder;
import dev.espalier.profile.DeviceProfiles;
import dev.espalier.profile.Profile;
import dev.espalier.profile.ProfileFit;
import dev.espalier.reproduction.pacheco2021.EdgeCut;
import dev.espalier.reproduction.scene.EdgeCloud;
import dev.espalier.runtime.measure.MeasureSettings;
import dev.espalier.runtime.measure.ModelProfiler;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A network that experiments run, and what this machine takes for its layers.
 *
 * @param file its file
 * @param options how it was imported
 * @param network the network
 * @param profile times on this machine, which is the edge as well as the cloud
 */
record MeasuredNetwork(Path file, ImportOptions options, OnnxNetwork network, Profile profile) {

  /** Reads a file and measures it. */
  static MeasuredNetwork of(
      Path file, ImportOptions options, MeasureSettings settings, Consumer<String> progress) {
    OnnxNetwork network = OnnxImport.read(file, options);
    Profile profile =
        new ModelProfiler(network, file, settings, progress).measure(Optional.empty());
    return new MeasuredNetwork(file, options, network, profile);
  }

  /** Edge and cloud, and the links between them. */
  DeviceCatalog catalog() {
    return profiles()
        .applyTo(
            new DeviceCatalog(
                "edge and cloud",
                List.of(device(EdgeCloud.EDGE), device(EdgeCloud.CLOUD)),
                Network.uniform(EdgeCut.MBPS, EdgeCut.ONE_WAY_MS)));
  }

  private DeviceProfiles profiles() {
    return new DeviceProfiles(Map.of(EdgeCloud.EDGE, profile, EdgeCloud.CLOUD, profile));
  }

  /** The rates are read for layers alone that were not measured, of which there are none. */
  private Device device(String name) {
    return ProfileFit.of(profile)
        .device(name, "this machine")
        .orElseGet(() -> new Device(name, 1, 1));
  }

  /** Planning some of its exits between both; pictures are at the edge, and so are answers. */
  PlanningProblem problem(BranchyNet deployed) {
    PlanningProblemBuilder builder =
        PlanningProblem.builder(deployed, catalog()).source(EdgeCloud.EDGE).sink(EdgeCloud.EDGE);
    profiles().applyTo(builder);
    return builder.build();
  }
}

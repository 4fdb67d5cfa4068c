package dev.espalier.runtime.reproduction;

import dev.espalier.device.Device;
import dev.espalier.device.DeviceCatalog;
import dev.espalier.device.Network;
import dev.espalier.model.BranchyNet;
import dev.espalier.plan.PlanningProblem;
import dev.espalier.plan.PlanningProblemBuilder;
import dev.espalier.profile.DeviceProfiles;
import dev.espalier.profile.Profile;
import dev.espalier.profile.ProfileFit;
import dev.espalier.reproduction.pacheco2021.EdgeCut;
import dev.espalier.reproduction.scene.EdgeCloud;
import java.util.List;
import java.util.Map;

/**
 * Edge and cloud as devices of plans.
 *
 * @param edge measured times of the layers of a network at the edge
 * @param cloud those in the cloud
 */
record Machines(Profile edge, Profile cloud) {

  /** Edge and cloud, and the links between them. */
  DeviceCatalog catalog() {
    return profiles()
        .applyTo(
            new DeviceCatalog(
                "edge and cloud",
                List.of(device(EdgeCloud.EDGE, edge), device(EdgeCloud.CLOUD, cloud)),
                Network.uniform(EdgeCut.MBPS, EdgeCut.ONE_WAY_MS)));
  }

  private DeviceProfiles profiles() {
    return new DeviceProfiles(Map.of(EdgeCloud.EDGE, edge, EdgeCloud.CLOUD, cloud));
  }

  /** The rates are read for layers alone that were not measured, of which there are none. */
  private static Device device(String name, Profile profile) {
    return ProfileFit.of(profile)
        .device(name, "this machine")
        .orElseGet(() -> new Device(name, 1, 1));
  }

  /** Planning a network between both; pictures are at the edge, and so are answers. */
  PlanningProblem problem(BranchyNet deployed) {
    PlanningProblemBuilder builder =
        PlanningProblem.builder(deployed, catalog()).source(EdgeCloud.EDGE).sink(EdgeCloud.EDGE);
    profiles().applyTo(builder);
    return builder.build();
  }
}

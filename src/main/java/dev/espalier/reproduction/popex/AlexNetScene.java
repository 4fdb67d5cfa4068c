package dev.espalier.reproduction.popex;

import dev.espalier.device.Device;
import dev.espalier.model.BranchyNet;
import dev.espalier.model.Layer;
import dev.espalier.model.Linearization;
import dev.espalier.plan.Plan;
import dev.espalier.plan.Slice;
import dev.espalier.reproduction.scene.EdgeCloud;
import dev.espalier.reproduction.scene.Hardware;
import dev.espalier.search.DevicePair;
import dev.espalier.search.Planner;
import dev.espalier.search.PlanningResult;
import dev.espalier.search.SearchOptions;
import dev.espalier.search.TwoDeviceOptions;
import dev.espalier.search.baseline.TwoDevicePlanner;
import dev.espalier.zoo.Zoo;
import java.util.ArrayList;
import java.util.List;

/**
 * B-AlexNet between an edge device and a cloud that is gamma times as fast. As in the paper, the
 * side branch runs at the edge or not at all: where the cut leaves it to the cloud, it is dropped.
 * The decision is POPEX's. R. G. Pacheco, R. S. Couto, "Inference Time Optimization Using
 * BranchyNet Partitioning", ISCC 2020.
 */
final class AlexNetScene {
  private static final BranchyNet NET = Zoo.get("b-alexnet-imagenet");
  private static final BranchyNet TRUNK = EdgeCloud.trunk(NET);
  private static final Planner POPEX =
      TwoDevicePlanner.popex(
          TwoDeviceOptions.defaults().withPair(new DevicePair(EdgeCloud.EDGE, EdgeCloud.CLOUD)));

  private final Device cloud;

  /** The scene with a cloud that reaches a share of the rates of {@link Hardware#K80}. */
  AlexNetScene(double share) {
    cloud = Hardware.K80.device(EdgeCloud.CLOUD, share);
  }

  /**
   * A best cut.
   *
   * @param timeMs expected time of an inference
   * @param edgeLayers trunk layers at the edge; 0 is everything in the cloud
   */
  record Answer(double timeMs, int edgeLayers) {
    boolean isCloudOnly() {
      return edgeLayers == 0;
    }
  }

  /**
   * The best cut.
   *
   * @param gamma how many times as long as the cloud the edge computes
   * @param probability probability that a sample leaves at the side branch, where it runs
   */
  Answer answer(double gamma, double mbps, double probability) {
    Device edge = new Device(EdgeCloud.EDGE, cloud.gflops() / gamma, cloud.ioMBps() / gamma);
    EdgeCloud scene = new EdgeCloud(edge, cloud, mbps, 0, false);
    BranchyNet net = withExit(probability);
    Plan plan =
        ((PlanningResult.Planned) POPEX.plan(scene.problem(net), SearchOptions.defaults())).plan();
    Slice first = plan.slices().get(0);
    int cut = first.device().equals(EdgeCloud.EDGE) ? first.to() : 0;
    Linearization line = plan.problem().linearization();
    return line.exitPosition(0) < cut
        ? new Answer(plan.expectedLatencyMs(), trunkLayers(line, cut))
        : new Answer(scene.plan(TRUNK, cut).expectedLatencyMs(), cut);
  }

  /**
   * The smallest whole gamma at which everything is best run in the cloud, by bisection: it stays
   * so for greater ones.
   */
  int firstCloudOnlyGamma(double mbps, double probability) {
    int edge = 0;
    int cloudOnly = 1;
    while (!answer(cloudOnly, mbps, probability).isCloudOnly()) {
      edge = cloudOnly;
      cloudOnly = Math.multiplyExact(2, cloudOnly);
    }
    while (cloudOnly - edge > 1) {
      int middle = (edge + cloudOnly) / 2;
      if (answer(middle, mbps, probability).isCloudOnly()) {
        cloudOnly = middle;
      } else {
        edge = middle;
      }
    }
    return cloudOnly;
  }

  /** Whether the layer that the edge runs last belongs to the first convolution, the paper's v1. */
  static boolean isBehindFirstConvolution(Answer answer) {
    return answer.edgeLayers() > 0 && answer.edgeLayers() < cutNames().indexOf("conv2");
  }

  /** Time of the trunk in the cloud alone, without sending the sample there. */
  double cloudComputeMs() {
    EdgeCloud scene =
        new EdgeCloud(
            new Device(EdgeCloud.EDGE, cloud.gflops(), cloud.ioMBps()), cloud, 1, 0, false);
    return scene.plan(TRUNK, TRUNK.layers().size()).expectedLatencyMs();
  }

  /** What the edge has run last, by the number of trunk layers that run there. */
  static List<String> cutNames() {
    List<String> names = new ArrayList<>(List.of("input"));
    TRUNK.layers().stream().map(Layer::name).forEach(names::add);
    return names;
  }

  private static BranchyNet withExit(double probability) {
    return NET.withExits(
        List.of(
            NET.exits().get(0).withProbability(probability),
            NET.finalExit().withProbability(1 - probability)));
  }

  private static int trunkLayers(Linearization line, int cut) {
    int layers = 0;
    for (int i = 0; i < cut; i++) {
      layers += line.isInTrunk(i) ? 1 : 0;
    }
    return layers;
  }
}

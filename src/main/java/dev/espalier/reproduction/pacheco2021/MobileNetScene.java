package dev.espalier.reproduction.pacheco2021;

import dev.espalier.model.BranchyNet;
import dev.espalier.model.Exit;
import dev.espalier.plan.PlanningProblem;
import dev.espalier.reproduction.scene.EdgeCloud;
import dev.espalier.reproduction.scene.Hardware;
import dev.espalier.zoo.Zoo;
import java.util.ArrayList;
import java.util.List;

/**
 * MobileNetV2 with five side exits, of which the third and, depending on the scene, the fourth and
 * the fifth run at the edge, and nothing after the last of them. R. G. Pacheco, K. Bochie, M. S.
 * Gilbert, R. S. Couto, M. E. M. Campista, "Towards Edge Computing Using Early-Exit Convolutional
 * Neural Networks", Information 12(10) 431, 2021.
 */
final class MobileNetScene {
  /** The first side exit that is used. */
  static final int FIRST_EXIT = 3;

  /** The last side exit that there is. */
  static final int LAST_EXIT = 5;

  private static final double MBPS = 94;
  private static final double ROUND_TRIP_MS = 12.8;

  /** The sum of {@link #leavingShare} and a threshold. */
  private static final double CERTAINTY = 1.1;

  private static final BranchyNet NET = Zoo.get("b-mobilenetv2-" + LAST_EXIT);
  private static final BranchyNet TRUNK = EdgeCloud.trunk(NET);

  private final EdgeCloud scene;

  /** The scene with an edge and a cloud that reach so much of {@link Hardware}'s data sheets. */
  MobileNetScene(double edgeShare, double cloudShare) {
    scene =
        new EdgeCloud(
            Hardware.PC.device(EdgeCloud.EDGE, edgeShare),
            Hardware.T4.device(EdgeCloud.CLOUD, cloudShare),
            MBPS,
            ROUND_TRIP_MS / 2,
            true);
  }

  /**
   * Probability that a sample that reaches a side exit leaves there. Assumed, because the paper's
   * probabilities were not available: 40 % at a threshold of 0.7, a tenth less for each tenth that
   * the threshold rises, and the same at each exit.
   */
  static double leavingShare(double threshold) {
    return CERTAINTY - threshold;
  }

  /** Time when everything runs in the cloud, without side exits. */
  double cloudOnlyMs() {
    return scene.plan(TRUNK, 0).expectedLatencyMs();
  }

  /** Time when everything runs at the edge, without side exits. */
  double edgeOnlyMs() {
    return scene.plan(TRUNK, TRUNK.layers().size()).expectedLatencyMs();
  }

  /** Time when the side exits from the third to the given one run at the edge. */
  double timeMs(int lastExit, double threshold) {
    BranchyNet net = withExits(lastExit, leavingShare(threshold));
    PlanningProblem problem = scene.problem(net);
    int lastAtEdge = problem.linearization().exitPosition(net.exits().size() - 2);
    return scene.plan(net, lastAtEdge + 1).expectedLatencyMs();
  }

  private static BranchyNet withExits(int lastExit, double leaving) {
    List<Exit> kept = new ArrayList<>();
    double left = 1;
    for (int e = FIRST_EXIT; e <= lastExit; e++) {
      kept.add(NET.exits().get(e - 1).withProbability(left * leaving));
      left *= 1 - leaving;
    }
    kept.add(NET.finalExit().withProbability(left));
    return NET.withExits(kept);
  }
}

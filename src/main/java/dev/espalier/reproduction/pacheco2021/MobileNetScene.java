package dev.espalier.reproduction.pacheco2021;

import dev.espalier.model.BranchyNet;
import dev.espalier.model.Exit;
import dev.espalier.model.Layer;
import dev.espalier.model.Linearization;
import dev.espalier.model.ModelInput;
import dev.espalier.plan.Plan;
import dev.espalier.plan.PlanningProblem;
import dev.espalier.reproduction.pacheco2021.leaving.ExitPlaces;
import dev.espalier.reproduction.pacheco2021.leaving.LeavingByDepth;
import dev.espalier.reproduction.pacheco2021.leaving.MeasuredShares;
import dev.espalier.reproduction.scene.EdgeCloud;
import dev.espalier.search.PlanningResult;
import dev.espalier.search.SearchOptions;
import dev.espalier.search.exact.ExactPlanner;
import dev.espalier.study.curve.Estimate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * MobileNetV2 with five side exits between an edge, which has the pictures and wants the answers,
 * and a cloud: the scene of section 6.
 */
final class MobileNetScene {
  /** Mean of Caltech-256: 1.2 GB in 30,607 files (data.caltech.edu, records nyy15-4j048). */
  static final long MEAN_FILE_BYTES = 39_000;

  /** The first side exit that section 6 uses. */
  static final int FIRST_EXIT = 3;

  /** The last side exit. */
  static final int LAST_EXIT = ExitPlaces.MAX_EXITS;

  /** Rate between edge and cloud, 10^6 bits per second. */
  static final double MBPS = 94;

  /** Time to the cloud and back, ms. */
  static final double ROUND_TRIP_MS = 12.8;

  private final EdgeCloud scene;
  private final BranchyNet net;

  /**
   * A scene.
   *
   * @param fileBytes size of a picture file
   */
  MobileNetScene(Machine edge, Machine cloud, long fileBytes) {
    scene =
        new EdgeCloud(
            edge.device(EdgeCloud.EDGE),
            cloud.device(EdgeCloud.CLOUD),
            MBPS,
            ROUND_TRIP_MS / 2,
            true);
    net = readingFiles(ExitPlaces.network(LAST_EXIT), fileBytes);
  }

  /**
   * A network that reads picture files. Its first layer unpacks one: where that runs in the cloud,
   * the file is uploaded, as in the authors' code, and not the tensor of 602,112 bytes. Its
   * operations are not counted, because a picture is unpacked once in every plan.
   */
  private static BranchyNet readingFiles(BranchyNet net, long bytes) {
    ModelInput tensor = net.inputs().get(0);
    List<Layer> layers = new ArrayList<>();
    layers.add(new Layer(tensor.name(), "Decode", List.of("file"), 0, 0, tensor.bytes()));
    layers.addAll(net.layers());
    return new BranchyNet(net.name(), new ModelInput("file", bytes), layers, net.exits());
  }

  /** The scene with the paper's GPUs and a file of mean size. */
  static MobileNetScene usual() {
    return with(Machine.GPU);
  }

  /** The scene with another edge and a file of mean size. */
  static MobileNetScene with(Machine edge) {
    return new MobileNetScene(edge, Machine.T4, MEAN_FILE_BYTES);
  }

  /** Everything in the cloud, without side exits. */
  Plan cloudOnly() {
    return scene.plan(EdgeCloud.trunk(net), 0);
  }

  /** Everything at the edge, without side exits. */
  Plan edgeOnly() {
    BranchyNet trunk = EdgeCloud.trunk(net);
    return scene.plan(trunk, trunk.layers().size());
  }

  /** Everything at the edge, with all side exits. */
  Plan allAtEdge(LeavingByDepth leaving) {
    BranchyNet all = withExits(1, LAST_EXIT, leaving);
    return scene.plan(all, all.layers().size());
  }

  /** The third to some later exit at the edge, and what follows it in the cloud. */
  Plan offloading(int lastExit, LeavingByDepth leaving) {
    BranchyNet active = withExits(FIRST_EXIT, lastExit, leaving);
    int lastAtEdge = Linearization.of(active).exitPosition(active.exits().size() - 2);
    return scene.plan(active, lastAtEdge + 1);
  }

  /** Bytes that a picture uploads which leaves at none of these exits. */
  long uploadBytes(int lastExit, LeavingByDepth leaving) {
    Plan plan = offloading(lastExit, leaving);
    return plan.problem().linearization().payloadBytes(plan.slices().get(1).from());
  }

  /** The optimum with exits 3 to 5: each layer at the edge or in the cloud, wherever it is best. */
  Plan best(LeavingByDepth leaving) {
    return best(problem(leaving)).orElseThrow();
  }

  /** The optimum of a problem; empty if no plan meets its limits. */
  static Optional<Plan> best(PlanningProblem problem) {
    return new ExactPlanner().plan(problem, SearchOptions.defaults())
            instanceof PlanningResult.Planned planned
        ? Optional.of(planned.plan())
        : Optional.empty();
  }

  /** Planning the network with exits 3 to 5 between both. */
  PlanningProblem problem(LeavingByDepth leaving) {
    return scene.problem(withExits(FIRST_EXIT, LAST_EXIT, leaving));
  }

  /** The network with some of its side exits. */
  BranchyNet withExits(int first, int last, LeavingByDepth leaving) {
    List<Exit> exits = ExitPlaces.exits(net, first, last);
    double[] probabilities = leaving.probabilities(LAST_EXIT, first, last);
    List<Exit> kept = new ArrayList<>();
    for (int e = 0; e < probabilities.length; e++) {
      kept.add(exits.get(e).withProbability(probabilities[e]));
    }
    return net.withExits(kept);
  }

  /**
   * Mean time of the pictures of a test set, ms. Each takes the time of the exit where it leaves,
   * so that the interval is of the shares only: that of the mean over {@link
   * MeasuredShares#PICTURES}.
   */
  static Estimate meanMs(Plan plan) {
    double mean = plan.expectedLatencyMs();
    double variance =
        plan.exits().stream()
            .mapToDouble(exit -> exit.probability() * Math.pow(exit.latencyMs() - mean, 2))
            .sum();
    double pictures = MeasuredShares.PICTURES;
    return Estimate.ofMean(
        mean, Math.sqrt(variance * pictures / (pictures - 1)), MeasuredShares.PICTURES);
  }
}

package dev.espalier.reproduction.scene;

import dev.espalier.cost.PlanEvaluator;
import dev.espalier.device.Device;
import dev.espalier.device.DeviceCatalog;
import dev.espalier.device.Network;
import dev.espalier.model.BranchyNet;
import dev.espalier.plan.Plan;
import dev.espalier.plan.PlanningProblem;
import dev.espalier.plan.PlanningProblemBuilder;
import dev.espalier.plan.Slice;
import java.util.ArrayList;
import java.util.List;

/**
 * An edge device, the source of samples, and the cloud. The edge runs the beginning of a network
 * and the cloud the rest, as in the papers.
 */
public final class EdgeCloud {
  /** Name of the edge device. */
  public static final String EDGE = "edge";

  /** Name of the cloud. */
  public static final String CLOUD = "cloud";

  private final DeviceCatalog catalog;
  private final boolean answersReturn;

  /**
   * A scene.
   *
   * @param latencyMs of each direction
   * @param answersReturn whether answers return to the edge
   */
  public EdgeCloud(
      Device edge, Device cloud, double mbps, double latencyMs, boolean answersReturn) {
    catalog =
        new DeviceCatalog("edge and cloud", List.of(edge, cloud), Network.uniform(mbps, latencyMs));
    this.answersReturn = answersReturn;
  }

  /** Planning a network between the two. */
  public PlanningProblem problem(BranchyNet net) {
    PlanningProblemBuilder problem = PlanningProblem.builder(net, catalog).source(EDGE);
    return (answersReturn ? problem.sink(EDGE) : problem).build();
  }

  /** The plan whose first {@code cut} positions run at the edge. */
  public Plan plan(BranchyNet net, int cut) {
    PlanningProblem problem = problem(net);
    int length = problem.linearization().length();
    List<Slice> slices = new ArrayList<>();
    if (cut > 0) {
      slices.add(new Slice(EDGE, 0, cut));
    }
    if (cut < length) {
      slices.add(new Slice(CLOUD, cut, length));
    }
    return PlanEvaluator.evaluate(problem, slices);
  }

  /** The trunk of a network alone. */
  public static BranchyNet trunk(BranchyNet net) {
    return net.withExits(List.of(net.finalExit().withProbability(1)));
  }
}

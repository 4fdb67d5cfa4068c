package dev.espalier.search.joint;

import dev.espalier.exit.ExitBehaviour;
import dev.espalier.exit.ThresholdChoices;
import dev.espalier.model.BranchyNet;
import dev.espalier.model.Exit;
import dev.espalier.plan.PlanningProblem;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * Planning with one choice of deployed exits: the layers that serve the others alone are gone, and
 * what is left to choose are thresholds, which move shares, and plans.
 */
final class DeployedExits {
  private final PlanningProblem whole;
  private final BitSet sideExits;
  private final ThresholdChoices thresholds;
  private final List<Exit> kept;

  DeployedExits(PlanningProblem whole, BitSet sideExits, ThresholdChoices thresholds) {
    this.whole = whole;
    this.sideExits = sideExits;
    this.thresholds = thresholds;
    List<Exit> exits = whole.linearization().net().exits();
    List<Exit> deployed = new ArrayList<>();
    sideExits.stream().mapToObj(exits::get).forEach(deployed::add);
    deployed.add(exits.get(exits.size() - 1));
    kept = List.copyOf(deployed);
  }

  /** The thresholds to choose from. */
  ThresholdChoices thresholds() {
    return thresholds;
  }

  /** Whether an exit, by its index among all, is deployed. */
  boolean has(int sideExit) {
    return sideExits.get(sideExit);
  }

  /** Number of deployed exits, the final one included. */
  int size() {
    return kept.size();
  }

  /** Shares of the deployed exits in a behaviour of all exits. */
  double[] shares(ExitBehaviour behaviour) {
    double[] shares = new double[kept.size()];
    int next = 0;
    for (int e = 0; e < behaviour.exits().size(); e++) {
      if (behaviour.exits().get(e).deployed()) {
        shares[next++] = behaviour.exits().get(e).probability();
      }
    }
    return shares;
  }

  /** What is to be planned where these shares of the samples leave at the deployed exits. */
  PlanningProblem problem(double[] shares) {
    List<Exit> exits = new ArrayList<>();
    for (int e = 0; e < kept.size(); e++) {
      exits.add(new Exit(kept.get(e).name(), kept.get(e).layer(), shares[e]));
    }
    BranchyNet net = whole.linearization().net();
    return whole.withNet(net.withExits(exits));
  }
}

package dev.espalier.search.joint;

import dev.espalier.exit.ExitBehaviour;
import dev.espalier.exit.ThresholdChoices;

/**
 * One choice of deployed exits: the layers that serve the others alone are gone, and what is left
 * to choose are thresholds, which move shares, and plans.
 *
 * @param pool the plans for these exits
 * @param thresholds the thresholds to choose from
 */
record DeployedExits(PlanPool pool, ThresholdChoices thresholds) {

  /** Whether a side exit, by its index among all exits, is deployed. */
  boolean has(int sideExit) {
    return pool.sideExits().get(sideExit);
  }

  /** Number of deployed exits, the final one included. */
  int size() {
    return pool.size();
  }

  /** Shares of the deployed exits in a behaviour of all exits. */
  static double[] shares(ExitBehaviour behaviour) {
    return behaviour.exits().stream()
        .filter(use -> use.deployed())
        .mapToDouble(use -> use.probability())
        .toArray();
  }
}

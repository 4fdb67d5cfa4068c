package dev.espalier.search.joint;

import dev.espalier.exit.ExitBehaviour;

/**
 * One choice of exits and thresholds with the best plan known for it.
 *
 * @param deployed the exits it deploys
 * @param index its thresholds
 * @param accuracy share of all samples that are right
 * @param latencyMs latency of the plan, ms
 * @param boundMs no plan for this choice is faster, ms
 * @param plan the plan
 */
record Candidate(
    DeployedExits deployed,
    int[] index,
    double accuracy,
    double latencyMs,
    double boundMs,
    Solved plan) {

  /** What its exits do. */
  ExitBehaviour behaviour() {
    return deployed.thresholds().at(index).orElseThrow();
  }
}

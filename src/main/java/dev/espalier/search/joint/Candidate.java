package dev.espalier.search.joint;

import dev.espalier.exit.ExitBehavior;

/**
 * One choice of exits and thresholds with the best plan known for it.
 *
 * @param deployed the exits it deploys
 * @param choice its thresholds
 * @param latencyMs latency of the plan, ms
 * @param boundMs no plan for this choice is faster, ms
 * @param plan the plan
 */
record Candidate(
    DeployedExits deployed, Choice choice, double latencyMs, double boundMs, Solved plan) {

  /** Probability that a sample is classified correctly. */
  double accuracy() {
    return choice.accuracy();
  }

  /** Behavior of its exits. */
  ExitBehavior behavior() {
    return deployed.thresholds().at(choice.index()).orElseThrow();
  }
}

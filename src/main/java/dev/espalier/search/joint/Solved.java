package dev.espalier.search.joint;

import dev.espalier.plan.Objective;
import dev.espalier.plan.Plan;
import dev.espalier.plan.Slice;
import java.util.List;

/**
 * A plan for some deployed exits. Its time up to each exit does not depend on how many samples
 * leave there, so one plan has a latency for all shares, and it is linear in them (equation 2 of Na
 * et al. 2023).
 *
 * @param slices the plan
 * @param exitMs time of a sample that leaves at each deployed exit, ms, the final one last
 * @param objective what counts as its latency
 */
record Solved(List<Slice> slices, double[] exitMs, Objective objective) {

  static Solved of(Plan plan) {
    return new Solved(
        plan.slices(),
        plan.exits().stream().mapToDouble(Plan.ExitLatency::latencyMs).toArray(),
        plan.problem().objective());
  }

  /** Its latency, ms, where these shares of the samples leave at the deployed exits. */
  double latencyMs(double[] shares) {
    if (objective == Objective.WORST_CASE) {
      return exitMs[exitMs.length - 1];
    }
    double sum = 0;
    for (int e = 0; e < shares.length; e++) {
      sum += shares[e] * exitMs[e];
    }
    return sum;
  }
}

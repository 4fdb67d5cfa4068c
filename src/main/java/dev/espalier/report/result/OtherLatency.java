package dev.espalier.report.result;

import dev.espalier.plan.Objective;
import dev.espalier.plan.Plan;

/** The latency of a plan that is not its objective, but that a reader wants to see beside it. */
final class OtherLatency {
  private OtherLatency() {}

  /** What it is called. */
  static String label(Objective objective) {
    return (objective == Objective.EXPECTED ? Objective.WORST_CASE : Objective.EXPECTED).label();
  }

  /** What it comes to, ms. */
  static double ms(Plan plan) {
    return plan.problem().objective() == Objective.EXPECTED
        ? plan.worstCaseLatencyMs()
        : plan.expectedLatencyMs();
  }
}

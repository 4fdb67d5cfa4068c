package dev.espalier.report.result;

import dev.espalier.plan.Objective;
import dev.espalier.plan.Plan;

/** The latency of a plan that is not its objective, shown next to it. */
final class OtherLatency {
  private OtherLatency() {}

  /** Its name. */
  static String label(Objective objective) {
    return (objective == Objective.EXPECTED ? Objective.WORST_CASE : Objective.EXPECTED).label();
  }

  /** Its value, ms. */
  static double ms(Plan plan) {
    return plan.problem().objective() == Objective.EXPECTED
        ? plan.worstCaseLatencyMs()
        : plan.expectedLatencyMs();
  }
}

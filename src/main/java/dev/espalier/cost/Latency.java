package dev.espalier.cost;

import dev.espalier.plan.Objective;
import dev.espalier.plan.PlanningProblem;
import dev.espalier.plan.Slice;
import java.util.List;

/** Latencies of a plan, straight from the definitions; linear in the number of layers. */
public final class Latency {
  private Latency() {}

  /** Expected latency, ms: the mean over all samples, each leaving at its exit. */
  public static double expectedMs(PlanningProblem problem, List<Slice> slices) {
    return PlanValue.of(problem, Objective.EXPECTED, slices);
  }

  /** Worst-case latency, ms: that of a sample that runs everything. */
  public static double worstCaseMs(PlanningProblem problem, List<Slice> slices) {
    return PlanValue.of(problem, Objective.WORST_CASE, slices);
  }

  /**
   * Latency tb_e of a sample that leaves at the exit of that index, ms. The expected latency is
   * {@code sum_e p_e tb_e} (Na et al. 2023, equation 2).
   */
  public static double sampleMs(PlanningProblem problem, List<Slice> slices, int exit) {
    String name = problem.linearization().net().exits().get(exit).name();
    return PlanValue.of(problem, Objective.latencyOf(name), slices);
  }
}

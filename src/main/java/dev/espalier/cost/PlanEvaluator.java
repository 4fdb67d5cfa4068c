package dev.espalier.cost;

import dev.espalier.device.Device;
import dev.espalier.model.Exit;
import dev.espalier.plan.Objective;
import dev.espalier.plan.Plan;
import dev.espalier.plan.PlanningProblem;
import dev.espalier.plan.Slice;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/** Computes everything that follows from a partition and a deployment. */
public final class PlanEvaluator {
  private PlanEvaluator() {}

  /**
   * The plan made of these slices, with all its numbers. Limits may be broken; the slices must
   * cover every position once, in order, on devices of the catalog.
   *
   * @throws IllegalArgumentException if they do not
   */
  public static Plan evaluate(PlanningProblem problem, List<Slice> slices) {
    Plan.checkCover(problem, slices);
    PlanningProblem priced = atItsPeriod(problem, slices);
    List<Plan.ExitLatency> exits = new ArrayList<>();
    List<Exit> listed = problem.linearization().net().exits();
    for (int e = 0; e < listed.size(); e++) {
      exits.add(
          new Plan.ExitLatency(
              listed.get(e).name(),
              listed.get(e).probability(),
              Latency.sampleMs(problem, slices, e)));
    }
    List<Plan.DeviceUse> devices = new ArrayList<>();
    for (int k = 0; k < slices.size(); k++) {
      devices.add(deviceUse(priced, slices, k));
    }
    return new Plan(
        problem,
        slices,
        PlanValue.of(problem, problem.objective(), slices),
        Latency.expectedMs(problem, slices),
        Latency.worstCaseMs(problem, slices),
        energyJ(priced, slices),
        PlanValue.of(problem, Objective.THROUGHPUT, slices),
        exits,
        devices);
  }

  /**
   * The problem with idle power charged for the period at which the plan itself runs, where the
   * throughput is maximized and no rate is demanded.
   */
  static PlanningProblem atItsPeriod(PlanningProblem problem, List<Slice> slices) {
    return problem.isPeriodOfThePlan()
        ? problem.withIdlePeriodMs(PlanValue.of(problem, Objective.THROUGHPUT, slices))
        : problem;
  }

  private static OptionalDouble energyJ(PlanningProblem problem, List<Slice> slices) {
    boolean isKnown =
        slices.stream()
            .allMatch(slice -> problem.catalog().device(slice.device()).powerW().isPresent());
    return isKnown
        ? OptionalDouble.of(PlanValue.of(problem, Objective.ENERGY, slices))
        : OptionalDouble.empty();
  }

  private static Plan.DeviceUse deviceUse(PlanningProblem problem, List<Slice> slices, int k) {
    Device device = problem.catalog().device(slices.get(k).device());
    return new Plan.DeviceUse(
        device.name(),
        SliceUse.busyMs(problem, slices, k),
        problem.sliceLimits().stream()
            .map(
                limit ->
                    new Plan.LimitUse(
                        limit.name(),
                        limit.unit(),
                        limit.isKnown(device)
                            ? OptionalDouble.of(SliceUse.of(problem, limit, slices, k))
                            : OptionalDouble.empty(),
                        limit.allowed(problem, device)))
            .toList());
  }
}

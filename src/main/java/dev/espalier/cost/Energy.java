package dev.espalier.cost;

import dev.espalier.internal.Units;
import dev.espalier.plan.PlanningProblem;
import dev.espalier.plan.Slice;
import java.util.List;

/**
 * Energy that a slice spends on its device in one full, unweighted run (Na et al. 2023, equation
 * 4): {@code power x (compute + receive + send time)}.
 *
 * <p>A full run leaves at the final exit: the first slice receives the model input from the source,
 * the last one sends the final exit's output to the sink, the side exits send nothing.
 */
public final class Energy {
  private Energy() {}

  /** Computing, receiving and sending of the slice at index {@code k} in one full run, ms. */
  public static double busyMs(PlanningProblem problem, List<Slice> slices, int k) {
    Slice slice = slices.get(k);
    double receive =
        k == 0 ? Latency.entryMs(problem, slice) : Latency.cutMs(problem, slices.get(k - 1), slice);
    double send =
        k == slices.size() - 1
            ? Latency.resultMs(
                problem, slice.device(), problem.linearization().net().exits().size() - 1)
            : Latency.cutMs(problem, slice, slices.get(k + 1));
    double compute =
        ComputeTime.ms(problem, Latency.device(problem, slice), slice.from(), slice.to());
    return compute + receive + send;
  }

  /** {@code power x busy time}, J. */
  public static double joules(double powerW, double busyMs) {
    return Units.wattMsToJoules(powerW, busyMs);
  }
}

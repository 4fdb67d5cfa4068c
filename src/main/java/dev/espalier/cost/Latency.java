package dev.espalier.cost;

import dev.espalier.device.Device;
import dev.espalier.device.DeviceCatalog;
import dev.espalier.model.Linearization;
import dev.espalier.plan.PlanningProblem;
import dev.espalier.plan.Slice;
import java.util.List;

/** Latency of a plan, straight from the definitions; linear in the number of layers. */
public final class Latency {
  private Latency() {}

  /**
   * Expected latency, ms: {@code T = sum_i r_i t(d(i),i) + sum over cut b of r_b transfer(d(b-1),
   * d(b), payload_b)}, plus the input's transfer from the source and, for each exit, its
   * probability times the transfer of its output to the sink.
   */
  public static double expectedMs(PlanningProblem problem, List<Slice> slices) {
    Linearization net = problem.linearization();
    double sum = entryMs(problem, slices.get(0));
    for (int k = 0; k < slices.size(); k++) {
      Slice slice = slices.get(k);
      Device device = device(problem, slice);
      if (k > 0) {
        sum += net.reach(slice.from()) * cutMs(problem, slices.get(k - 1), slice);
      }
      for (int i = slice.from(); i < slice.to(); i++) {
        sum += net.reach(i) * ComputeTime.ms(problem, device, i);
      }
    }
    for (int e = 0; e < net.net().exits().size(); e++) {
      sum += net.net().exits().get(e).probability() * resultMs(problem, slices, e);
    }
    return sum;
  }

  /** Worst-case latency, ms: time of a sample that runs everything and leaves at the final exit. */
  public static double worstCaseMs(PlanningProblem problem, List<Slice> slices) {
    return sampleMs(problem, slices, problem.linearization().net().exits().size() - 1);
  }

  /**
   * Time tb_e of a sample that leaves at exit e, ms. The expected latency is {@code sum_e p_e tb_e}
   * (Na et al. 2023, equation 2).
   */
  public static double sampleMs(PlanningProblem problem, List<Slice> slices, int exit) {
    int last = problem.linearization().exitPosition(exit);
    double sum = entryMs(problem, slices.get(0)) + resultMs(problem, slices, exit);
    for (int k = 0; k < slices.size() && slices.get(k).from() <= last; k++) {
      Slice slice = slices.get(k);
      if (k > 0) {
        sum += cutMs(problem, slices.get(k - 1), slice);
      }
      int to = Math.min(slice.to(), last + 1);
      sum += ComputeTime.ms(problem, device(problem, slice), slice.from(), to);
    }
    return sum;
  }

  /** Time to bring the model input from the source to the first slice, ms. */
  static double entryMs(PlanningProblem problem, Slice first) {
    return problem.source().map(source -> entryMs(problem, source, first.device())).orElse(0.0);
  }

  static double entryMs(PlanningProblem problem, String source, String device) {
    return TransferTime.ms(
        problem.catalog(), source, device, problem.linearization().net().input().bytes());
  }

  /** Time to bring the output of an exit to the sink, ms. */
  static double resultMs(PlanningProblem problem, List<Slice> slices, int exit) {
    int position = problem.linearization().exitPosition(exit);
    Slice holder = slices.stream().filter(slice -> position < slice.to()).findFirst().orElseThrow();
    return resultMs(problem, holder.device(), exit);
  }

  static double resultMs(PlanningProblem problem, String device, int exit) {
    Linearization net = problem.linearization();
    long bytes = net.layer(net.exitPosition(exit)).outputBytes();
    return problem
        .sink()
        .map(sink -> TransferTime.ms(problem.catalog(), device, sink, bytes))
        .orElse(0.0);
  }

  /** Unweighted time to bring the payload between two slices across, ms. */
  static double cutMs(PlanningProblem problem, Slice before, Slice after) {
    DeviceCatalog catalog = problem.catalog();
    return TransferTime.ms(
        catalog,
        before.device(),
        after.device(),
        problem.linearization().payloadBytes(after.from()));
  }

  static Device device(PlanningProblem problem, Slice slice) {
    DeviceCatalog catalog = problem.catalog();
    return catalog.devices().get(catalog.indexOf(slice.device()));
  }
}

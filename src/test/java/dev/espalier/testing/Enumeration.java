package dev.espalier.testing;

import dev.espalier.device.Device;
import dev.espalier.plan.PlanningProblem;
import dev.espalier.plan.Slice;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Every partition x every deployment of a problem, really looked at. */
public final class Enumeration {
  private final Oracle oracle;
  private final PlanningProblem problem;
  private final List<Integer> chosen;
  private final int length;

  private final List<Oracle.Run> runs = new ArrayList<>();
  private Runnable collect = () -> {};
  private long plans;
  private double leastMs = Double.POSITIVE_INFINITY;
  private double leastUnlimitedMs = Double.POSITIVE_INFINITY;
  private double leastLimitFactor = Double.POSITIVE_INFINITY;
  private List<Oracle.Run> best = List.of();

  Enumeration(Oracle oracle) {
    this.oracle = oracle;
    problem = oracle.problem();
    chosen = problem.devices().stream().map(Device::name).map(oracle::index).toList();
    length = oracle.layout().order().size();
    addSlicesFrom(0);
  }

  private void addSlicesFrom(int from) {
    if (from == length) {
      if (runs.size() >= problem.minSlices()) {
        look();
      }
      return;
    }
    if (runs.size() == problem.maxSlices()) {
      return;
    }
    for (int device : chosen) {
      if (runs.stream().anyMatch(run -> run.device() == device)) {
        continue;
      }
      for (int to = from + 1; to <= length; to++) {
        runs.add(new Oracle.Run(device, from, to));
        addSlicesFrom(to);
        runs.remove(runs.size() - 1);
      }
    }
  }

  private void look() {
    plans++;
    if (!oracle.keepsPins(runs)) {
      return;
    }
    double ms = oracle.latencyOf(runs);
    double factor = oracle.limitFactorOf(runs);
    leastUnlimitedMs = Math.min(leastUnlimitedMs, ms);
    leastLimitFactor = Math.min(leastLimitFactor, factor);
    if (Oracle.isKept(factor)) {
      collect.run();
    }
    if (Oracle.isKept(factor) && ms < leastMs) {
      leastMs = ms;
      best = List.copyOf(runs);
    }
  }

  /** Whether any plan keeps every limit and rule. */
  public boolean isFeasible() {
    return !best.isEmpty();
  }

  /** Latency of the best plan, ms; infinite if no plan is feasible. */
  public double leastMs() {
    return leastMs;
  }

  /** The best plan, empty if no plan is feasible. */
  public Optional<List<Slice>> best() {
    return isFeasible() ? Optional.of(oracle.slices(best)) : Optional.empty();
  }

  /** Latency of the best plan if memory and energy had no limits, ms; infinite if there is none. */
  public double leastUnlimitedMs() {
    return leastUnlimitedMs;
  }

  /** Whether a limit costs time: the optimum would be smaller without the limits. */
  public boolean isLimitBound() {
    return isFeasible() && leastMs > leastUnlimitedMs * (1 + 1e-9);
  }

  /** The least factor by which all limits would have to grow together; infinite if pins forbid. */
  public double leastLimitFactor() {
    return leastLimitFactor;
  }

  /**
   * Values of a plan in two objectives.
   *
   * @param first the one by which fronts are sorted
   * @param second the other one
   */
  public record Pair(double first, double second) {}

  /** Values of every feasible plan in two objectives, by their labels. */
  List<Pair> values(String first, String second) {
    List<Pair> values = new ArrayList<>();
    collect = () -> values.add(new Pair(oracle.valueOf(first, runs), oracle.valueOf(second, runs)));
    runs.clear();
    addSlicesFrom(0);
    collect = () -> {};
    return values;
  }

  /** How many plans were looked at. */
  public long plans() {
    return plans;
  }
}

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
  private double minMs = Double.POSITIVE_INFINITY;
  private double minUnlimitedMs = Double.POSITIVE_INFINITY;
  private double minLimitFactor = Double.POSITIVE_INFINITY;
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
    minUnlimitedMs = Math.min(minUnlimitedMs, ms);
    minLimitFactor = Math.min(minLimitFactor, factor);
    if (Oracle.isKept(factor)) {
      collect.run();
    }
    if (Oracle.isKept(factor) && ms < minMs) {
      minMs = ms;
      best = List.copyOf(runs);
    }
  }

  /** Whether any plan meets every limit and rule. */
  public boolean isFeasible() {
    return !best.isEmpty();
  }

  /** Latency of the best plan, ms; infinite if no plan is feasible. */
  public double minMs() {
    return minMs;
  }

  /** The best plan, empty if no plan is feasible. */
  public Optional<List<Slice>> best() {
    return isFeasible() ? Optional.of(oracle.slices(best)) : Optional.empty();
  }

  /** Latency of the best plan if memory and energy had no limits, ms; infinite if there is none. */
  public double minUnlimitedMs() {
    return minUnlimitedMs;
  }

  /** Whether a limit costs time: the optimum would be smaller without the limits. */
  public boolean isLimitBound() {
    return isFeasible() && minMs > minUnlimitedMs * (1 + 1e-9);
  }

  /**
   * The minimum factor by which all limits would have to grow together; infinite if pins forbid.
   */
  public double minLimitFactor() {
    return minLimitFactor;
  }

  /**
   * Values of a plan in two objectives.
   *
   * @param first the one by which fronts are sorted
   * @param second the other one
   */
  public record Pair(double first, double second) {}

  /** Every feasible plan. */
  List<List<Oracle.Run>> feasible() {
    List<List<Oracle.Run>> all = new ArrayList<>();
    collect = () -> all.add(List.copyOf(runs));
    runs.clear();
    addSlicesFrom(0);
    collect = () -> {};
    return all;
  }

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

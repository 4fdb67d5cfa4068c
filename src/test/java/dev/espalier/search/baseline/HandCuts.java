package dev.espalier.search.baseline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espalier.cost.table.CostTables;
import dev.espalier.device.Device;
import dev.espalier.plan.Objective;
import dev.espalier.plan.Plan;
import dev.espalier.plan.PlanningProblem;
import dev.espalier.plan.Slice;
import dev.espalier.search.DevicePair;
import dev.espalier.testing.Oracle;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/**
 * Every boundary at which the remote device may take over, 0 and L included, written down as slices
 * and priced by the {@link Oracle}.
 */
final class HandCuts {
  private static final double ROUNDING = 1e-9;

  private final PlanningProblem problem;
  private final Oracle oracle;
  private final String local;
  private final String remote;
  private final int length;

  HandCuts(PlanningProblem problem, String local, String remote) {
    this.problem = problem;
    this.local = local;
    this.remote = remote;
    oracle = new Oracle(problem);
    length = problem.linearization().net().layers().size();
  }

  static HandCuts of(PlanningProblem problem, DevicePair pair) {
    return new HandCuts(problem, pair.local(), pair.remote());
  }

  PlanningProblem problem() {
    return problem;
  }

  Oracle oracle() {
    return oracle;
  }

  int length() {
    return length;
  }

  List<Slice> slices(int boundary) {
    if (boundary == 0) {
      return List.of(new Slice(remote, 0, length));
    }
    return boundary == length
        ? List.of(new Slice(local, 0, length))
        : List.of(new Slice(local, 0, boundary), new Slice(remote, boundary, length));
  }

  boolean isAllowed(int boundary) {
    return oracle.broken(slices(boundary)).isEmpty();
  }

  double latencyMs(int boundary) {
    return oracle.latencyMs(slices(boundary));
  }

  /** Minimum value over all boundaries that keep the limits; infinite if none does. */
  double min(IntToDoubleFunction value) {
    return IntStream.rangeClosed(0, length)
        .filter(this::isAllowed)
        .mapToDouble(value)
        .min()
        .orElse(Double.POSITIVE_INFINITY);
  }

  double minMs() {
    return min(this::latencyMs);
  }

  /** Probability that a sample runs a position, or 1 in the worst case. */
  double weight(int position) {
    return problem.objective() == Objective.EXPECTED ? problem.linearization().reach(position) : 1;
  }

  /** Weighted time of a position on a device without the result that leaves there, ms. */
  double computeMs(String device, int position) {
    return weight(position) * oracle.computeMs(device, position);
  }

  /** Weighted time to bring what leaves at a position from a device to the sink, ms. */
  double resultMs(String device, int position) {
    var exits = problem.linearization().net().exits();
    String layer = problem.linearization().layer(position).name();
    double sum = 0;
    for (int e = 0; e < exits.size(); e++) {
      boolean isFinal = e == exits.size() - 1;
      double reach =
          problem.objective() == Objective.EXPECTED ? exits.get(e).probability() : isFinal ? 1 : 0;
      if (exits.get(e).layer().equals(layer)) {
        sum += reach * oracle.resultMs(device, e);
      }
    }
    return sum;
  }

  /** What the rules of the planner look at. */
  PairCosts pairCosts() {
    List<String> names = problem.devices().stream().map(Device::name).toList();
    return new PairCosts(
        problem, new CostTables(problem), names.indexOf(local), names.indexOf(remote));
  }

  /** Where a plan of this pair is cut. */
  int boundaryOf(Plan plan) {
    int boundary =
        plan.slices().size() == 2
            ? plan.slices().get(1).from()
            : plan.slices().get(0).device().equals(local) ? length : 0;
    assertThat(plan.slices()).isEqualTo(slices(boundary));
    return boundary;
  }

  static boolean isClose(double left, double right) {
    return left == right
        || Math.abs(left - right) <= ROUNDING * Math.max(Math.abs(left), Math.abs(right)) + 1e-12;
  }

  static void assertClose(double actual, double expected, String what) {
    assertThat(isClose(actual, expected))
        .as("%s: expected %s but was %s", what, expected, actual)
        .isTrue();
  }
}

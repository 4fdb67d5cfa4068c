package dev.espalier.search.baseline;

import dev.espalier.cost.table.CostTables;
import dev.espalier.model.Linearization;
import dev.espalier.plan.PlanningProblem;
import dev.espalier.plan.Slice;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/**
 * Costs of cutting a network once, between a local and a remote device. The cut at boundary b
 * leaves positions [0, b) to the local device; 0 and L are the two ways not to cut at all.
 */
final class PairCosts {
  private static final int[] WHOLE = {0};

  private final PlanningProblem problem;
  private final CostTables costs;
  private final int local;
  private final int remote;

  /** Boundaries whose cost was requested. */
  private final BitSet priced = new BitSet();

  PairCosts(PlanningProblem problem, CostTables costs, int local, int remote) {
    this.problem = problem;
    this.costs = costs;
    this.local = local;
    this.remote = remote;
  }

  CostTables tables() {
    return costs;
  }

  Linearization net() {
    return problem.linearization();
  }

  int length() {
    return costs.length();
  }

  int local() {
    return local;
  }

  int remote() {
    return remote;
  }

  /** The objective's value of a cut, whether or not it meets the limits. */
  double value(int boundary) {
    priced.set(boundary);
    return costs.value(starts(boundary), devices(boundary), count(boundary));
  }

  /** Whether a cut meets the limits and gives an allowed number of slices. */
  boolean isAllowed(int boundary) {
    if (!isCountAllowed(boundary)) {
      return false;
    }
    priced.set(boundary);
    return Double.isFinite(
        costs.feasibleValue(starts(boundary), devices(boundary), count(boundary)));
  }

  /** Number of cuts priced, at least 1, as the answer is. */
  int priced() {
    return Math.max(1, priced.cardinality());
  }

  boolean isCountAllowed(int boundary) {
    int count = count(boundary);
    return count >= costs.minSlices() && count <= costs.maxSlices();
  }

  /** Whether the source is a device other than the local one. */
  boolean isSourceElsewhere() {
    return problem.source().filter(source -> !source.equals(localName())).isPresent();
  }

  private String localName() {
    return problem.devices().get(local).name();
  }

  /** The allowed cut of minimum value from one boundary to another, both included. */
  OptionalInt best(int from, int to) {
    return best(from, to, Comparator.comparingDouble(this::value));
  }

  /** The first of the allowed cuts from one boundary to another, both included, by an order. */
  OptionalInt best(int from, int to, Comparator<Integer> order) {
    return IntStream.rangeClosed(from, to)
        .filter(this::isAllowed)
        .boxed()
        .min(order)
        .map(OptionalInt::of)
        .orElse(OptionalInt.empty());
  }

  /** The cut with the minimum excess over the limits. */
  int nearest() {
    return IntStream.rangeClosed(0, length())
        .filter(this::isCountAllowed)
        .boxed()
        .min(Comparator.comparingDouble(this::excess))
        .orElseThrow();
  }

  private double excess(int boundary) {
    int count = count(boundary);
    return costs.pathExcess(starts(boundary), devices(boundary), count)
        + IntStream.range(0, count)
            .mapToDouble(k -> costs.excess(starts(boundary), devices(boundary), count, k))
            .sum();
  }

  List<Slice> slices(int boundary) {
    return CostTables.slices(problem, starts(boundary), devices(boundary), count(boundary));
  }

  private boolean isWhole(int boundary) {
    return boundary == 0 || boundary == length();
  }

  private int count(int boundary) {
    return isWhole(boundary) ? 1 : 2;
  }

  private int[] starts(int boundary) {
    return isWhole(boundary) ? WHOLE : new int[] {0, boundary};
  }

  private int[] devices(int boundary) {
    return isWhole(boundary)
        ? new int[] {boundary == 0 ? remote : local}
        : new int[] {local, remote};
  }
}

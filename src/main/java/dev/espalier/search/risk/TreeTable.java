package dev.espalier.search.risk;

import dev.espalier.cost.table.AdditiveCompletion;
import dev.espalier.cost.table.CompletionBound;
import dev.espalier.cost.table.CostTables;
import dev.espalier.plan.PlanningProblem;

/**
 * The costs of a problem's slices and cuts, and of what follows them at a minimum, as plain arrays:
 * a tree needs those of many problems at once. Immutable and thread-safe.
 */
final class TreeTable {
  private final int devices;
  private final int positions;
  private final double[] entry;

  /** By device, then end: cost of all positions before it. */
  private final double[] before;

  /** By boundary, then sender, then receiver. */
  private final double[] cut;

  /** By number of devices used, then device, then position. */
  private final double[] rest;

  /** The table of a problem whose costs add up. */
  TreeTable(PlanningProblem problem) {
    CostTables costs = new CostTables(problem);
    devices = costs.deviceCount();
    positions = costs.length() + 1;
    entry = new double[devices];
    before = new double[devices * positions];
    cut = new double[positions * devices * devices];
    rest = new double[costs.maxSlices() * devices * positions];
    AdditiveCompletion completion = (AdditiveCompletion) CompletionBound.of(costs, costs.model());
    for (int d = 0; d < devices; d++) {
      entry[d] = costs.entry(d);
      for (int p = 1; p < positions; p++) {
        before[d * positions + p] = costs.slice(d, 0, p);
        fillCuts(costs, d, p);
      }
    }
    for (int used = 1; used <= costs.maxSlices(); used++) {
      for (int d = 0; d < devices; d++) {
        for (int p = 0; p < positions; p++) {
          rest[restIndex(used, d, p)] = completion.rest(used, d, p);
        }
      }
    }
  }

  /** Numbers in the table of a problem. */
  static double cells(PlanningProblem problem) {
    double devices = problem.devices().size();
    return problem.linearization().length() * devices * (devices + 1 + problem.maxSlices());
  }

  private void fillCuts(CostTables costs, int from, int boundary) {
    for (int to = 0; to < devices && boundary < costs.length(); to++) {
      if (to != from) {
        cut[(boundary * devices + from) * devices + to] = costs.cut(from, to, boundary);
      }
    }
  }

  private int restIndex(int used, int device, int position) {
    return ((used - 1) * devices + device) * positions + position;
  }

  /** Cost of bringing the input to a device and opening the first slice there. */
  double entry(int device) {
    return entry[device];
  }

  /** Cost of the positions [from, to) on a device. */
  double slice(int device, int from, int to) {
    return before[device * positions + to] - before[device * positions + from];
  }

  /** Cost of handing over at a boundary. */
  double cut(int from, int to, int boundary) {
    return cut[(boundary * devices + from) * devices + to];
  }

  /** Minimum cost from a position on, which is run by the last of the devices used. */
  double rest(int used, int device, int position) {
    return rest[restIndex(used, device, position)];
  }
}

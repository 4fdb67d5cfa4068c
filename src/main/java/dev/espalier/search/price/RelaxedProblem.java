package dev.espalier.search.price;

import dev.espalier.cost.table.AdditiveCosts;
import dev.espalier.cost.table.BottleneckCosts;
import dev.espalier.cost.table.CostModel;
import dev.espalier.cost.table.CostTables;
import dev.espalier.plan.Tolerance;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A problem in which a device may run any number of slices, but no two neighboring ones. Equal
 * devices are one kind, of which neighbors may be two different ones.
 *
 * <p>What is relaxed: that a device runs at most one slice, the number of slices, and additive
 * limits on whole plans, all of which get prices; of limits on a slice that depend on what its
 * neighbors send, the most favorable neighbors are assumed; shared media and messages that add up
 * on a link to the sink are ignored. What is kept: memory, pins, source and sink, and that no
 * device and no link is busy for longer than a period that is given.
 *
 * <p>Immutable and thread-safe.
 */
final class RelaxedProblem {
  final int length;

  /** Number of kinds of devices. */
  final int kinds;

  /** Number of kinds of links. */
  final int linkKinds;

  final int minSlices;
  final int maxSlices;

  /** Whether the limits on the number of slices say more than that each device runs at most one. */
  final boolean isCountLimited;

  /** Whether the objective is one of the terms. */
  final boolean isSum;

  /** Costs that add up: that of the objective, if it does, and that of each additive path limit. */
  final AdditiveCosts[] terms;

  /** Per term, the largest value of a feasible plan; infinite for the objective. */
  final double[] allowed;

  private final CostTables costs;
  private final int[][] members;
  private final int[] linkKind;

  /** By position, then kind: farthest end of a slice that starts there; never moves back. */
  private final int[] end;

  /** Bottleneck costs with the period that they must keep. */
  private final List<Period> periods;

  private record Period(BottleneckCosts model, double ms) {}

  /**
   * The relaxation of a problem.
   *
   * @param period value that the objective must stay below where it is a bottleneck; else unused
   */
  RelaxedProblem(CostTables costs, double period) {
    this.costs = costs;
    length = costs.length();
    isSum = costs.isSum();
    kinds = costs.kindCount();
    minSlices = costs.minSlices();
    maxSlices = costs.maxSlices();
    isCountLimited = minSlices > 1 || maxSlices < Math.min(costs.deviceCount(), length);
    members = membersByKind();
    linkKinds = costs.linkKindCount();
    linkKind = new int[kinds];
    Arrays.setAll(linkKind, kind -> costs.linkKind(members[kind][0]));
    List<AdditiveCosts> sums = new ArrayList<>();
    List<Double> bounds = new ArrayList<>();
    periods = new ArrayList<>();
    add(costs.model(), Double.POSITIVE_INFINITY, period, sums, bounds);
    for (int i = 0; i < costs.pathModels().size(); i++) {
      double max = costs.pathAllowed(i);
      add(costs.pathModels().get(i), max, max, sums, bounds);
    }
    terms = sums.toArray(AdditiveCosts[]::new);
    allowed = bounds.stream().mapToDouble(each -> each).toArray();
    end = new int[length * kinds];
    for (int kind = 0; kind < kinds; kind++) {
      fillEnds(kind);
    }
  }

  private void add(
      CostModel model, double max, double period, List<AdditiveCosts> sums, List<Double> bounds) {
    if (model instanceof AdditiveCosts sum) {
      sums.add(sum);
      bounds.add(max);
    } else {
      periods.add(new Period((BottleneckCosts) model, period));
    }
  }

  private int[][] membersByKind() {
    int[] count = new int[kinds];
    for (int d = 0; d < costs.deviceCount(); d++) {
      count[costs.kind(d)]++;
    }
    int[][] devices = new int[kinds][];
    Arrays.setAll(devices, kind -> new int[count[kind]]);
    Arrays.fill(count, 0);
    for (int d = 0; d < costs.deviceCount(); d++) {
      int kind = costs.kind(d);
      devices[kind][count[kind]++] = d;
    }
    return devices;
  }

  private void fillEnds(int kind) {
    int device = members[kind][0];
    int[] farthest = costs.farthestEnds(device);
    int reached = 0;
    for (int from = 0; from < length; from++) {
      int to = farthest[from];
      for (Period each : periods) {
        while (to > reached && !Tolerance.isWithin(each.model.slice(device, from, to), each.ms)) {
          to--;
        }
      }
      reached = Math.max(reached, to);
      end[from * kinds + kind] = reached;
    }
  }

  /** The devices of a kind. */
  int[] members(int kind) {
    return members[kind];
  }

  int kind(int device) {
    return costs.kind(device);
  }

  int deviceCount() {
    return costs.deviceCount();
  }

  /** Kind of the links of a kind of devices. */
  int linkKind(int kind) {
    return linkKind[kind];
  }

  /** Whether more than one device has links of that kind. */
  boolean isLinkShared(int link) {
    int devices = 0;
    for (int kind = 0; kind < kinds; kind++) {
      devices += linkKind[kind] == link ? members[kind].length : 0;
    }
    return devices > 1;
  }

  /** The kinds in the order of the kinds of their links. */
  int[] byLink() {
    int[] place = firstOfLink();
    int[] ordered = new int[kinds];
    for (int kind = 0; kind < kinds; kind++) {
      ordered[place[linkKind[kind]]++] = kind;
    }
    return ordered;
  }

  /** Per kind of links, its first place in {@link #byLink}; one more at the end. */
  int[] firstOfLink() {
    int[] first = new int[linkKinds + 1];
    for (int kind = 0; kind < kinds; kind++) {
      first[linkKind[kind] + 1]++;
    }
    for (int link = 0; link < linkKinds; link++) {
      first[link + 1] += first[link];
    }
    return first;
  }

  int end(int kind, int from) {
    return end[from * kinds + kind];
  }

  double entry(int term, int kind) {
    return terms[term].entry(members[kind][0]);
  }

  double slice(int term, int kind, int from, int to) {
    return terms[term].slice(members[kind][0], from, to);
  }

  double send(int term, int kind, int boundary) {
    return terms[term].sendCost(members[kind][0], boundary);
  }

  double receive(int term, int kind, int boundary) {
    return terms[term].receiveCost(members[kind][0], boundary);
  }

  /** Whether a period must be kept, which excludes some transfers. */
  boolean hasPeriods() {
    return !periods.isEmpty();
  }

  double payloadBytes(int boundary) {
    return costs.payloadBytes(boundary);
  }

  /** The part of the cost of handing over that depends on the links of both devices. */
  double link(int term, int from, int to, int boundary) {
    return terms[term].linkCost(from, to, boundary);
  }

  /** Whether handing over between devices of these kinds of links keeps every period. */
  boolean isAllowed(int from, int to, int boundary) {
    for (Period each : periods) {
      if (!Tolerance.isWithin(each.model.linkCost(from, to, boundary), each.ms)) {
        return false;
      }
    }
    return true;
  }
}

package dev.espalier.search.price;

import dev.espalier.plan.Tolerance;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The multipliers of what {@link RelaxedProblem} relaxes, in the unit of the objective: a price for
 * each device, one for each slice, and one for using up each additive limit on whole plans. Changed
 * in place; not thread-safe.
 */
final class Prices {
  private final RelaxedProblem relaxed;

  /** Per kind, price of a slice on a device of that kind, &gt;= 0. */
  final double[] device;

  /** Per term, price of all that the limit allows, &gt;= 0; that of the objective is not used. */
  final double[] limit;

  /** Price of any slice: above 0 where there are too many, below 0 where there are too few. */
  double slice;

  /** Prices of zero. */
  Prices(RelaxedProblem relaxed) {
    this.relaxed = relaxed;
    device = new double[relaxed.kinds];
    limit = new double[relaxed.terms.length];
  }

  /** Makes these prices equal to other ones. */
  void copyFrom(Prices other) {
    System.arraycopy(other.device, 0, device, 0, device.length);
    System.arraycopy(other.limit, 0, limit, 0, limit.length);
    slice = other.slice;
  }

  /**
   * Sets these prices to those of another search; a kind gets the mean price of its devices, and
   * what the other search did not have is free.
   *
   * @param names names of the devices
   */
  void copyFrom(DevicePrices other, List<String> names) {
    for (int kind = 0; kind < device.length; kind++) {
      double sum = 0;
      for (int member : relaxed.members(kind)) {
        sum += other.byDevice().getOrDefault(names.get(member), 0.0);
      }
      device[kind] = sum / relaxed.members(kind).length;
    }
    for (int term = 0; term < limit.length; term++) {
      limit[term] = term < other.limits().size() ? other.limits().get(term) : 0;
    }
    slice = other.slice();
  }

  /**
   * These prices by name of the device.
   *
   * @param names names of the devices
   */
  DevicePrices byName(List<String> names) {
    Map<String, Double> byDevice = new TreeMap<>();
    for (int kind = 0; kind < device.length; kind++) {
      for (int member : relaxed.members(kind)) {
        byDevice.put(names.get(member), device[kind]);
      }
    }
    return new DevicePrices(byDevice, Arrays.stream(limit).boxed().toList(), slice);
  }

  /** Scales all prices so that a plan pays 1 at most. */
  void normalize() {
    double all = maxPaid();
    if (all > 0) {
      for (int kind = 0; kind < device.length; kind++) {
        device[kind] /= all;
      }
      for (int term = 0; term < limit.length; term++) {
        limit[term] /= all;
      }
      slice /= all;
    }
  }

  /** Where the objective is a bottleneck, what a value must exceed to exclude all plans. */
  double slack() {
    return Double.MIN_NORMAL + Tolerance.RELATIVE * magnitude();
  }

  /** Factors of the costs of each term: 1 for the objective. */
  double[] factors() {
    double[] factors = new double[limit.length];
    Arrays.setAll(factors, term -> isLimit(term) ? limit[term] / relaxed.allowed[term] : 1);
    return factors;
  }

  /** Whether a term belongs to a limit, not to the objective. */
  boolean isLimit(int term) {
    return relaxed.allowed[term] < Double.POSITIVE_INFINITY;
  }

  /** What a path pays at most if it is a feasible plan: the part of its price that is no cost. */
  double maxPaid() {
    double sum = slice >= 0 ? slice * relaxed.maxSlices : slice * relaxed.minSlices;
    sum = relaxed.isCountLimited ? sum : 0;
    for (int kind = 0; kind < device.length; kind++) {
      sum += device[kind] * relaxed.members(kind).length;
    }
    for (int term = 0; term < limit.length; term++) {
      sum += isLimit(term) ? limit[term] * (1 + Tolerance.RELATIVE) : 0;
    }
    return sum;
  }

  /** Sum of all that a path may pay or be paid, whatever its sign: what rounding is relative to. */
  private double magnitude() {
    double sum = relaxed.isCountLimited ? Math.abs(slice) * relaxed.maxSlices : 0;
    for (int kind = 0; kind < device.length; kind++) {
      sum += device[kind] * relaxed.members(kind).length;
    }
    for (double each : limit) {
      sum += each;
    }
    return sum;
  }
}

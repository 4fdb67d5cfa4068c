package dev.espalier.search.online;

import dev.espalier.plan.Slice;
import dev.espalier.plan.change.World;
import dev.espalier.search.price.DevicePrices;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * All that later decisions of a replanner depend on, beside its policy and options. Immutable.
 *
 * @param snapshot the world, the plan in force, and what has been decided; its last decision may be
 *     empty
 * @param pool slices of former optima, the last one first
 * @param prices prices that the next search starts from
 * @param probation what was measured of the plan in force
 * @param experience what was learned of the world, where the policy's rule learns
 */
public record ReplannerState(
    Replanner.Snapshot snapshot,
    List<List<Slice>> pool,
    Prices prices,
    Probation probation,
    Experience experience) {

  /**
   * Prices that a search ended with; they give its successor a bound.
   *
   * @param byDevice price of a slice on a device, by name of the device, in the objective's unit
   * @param limits price of using up each additive limit on whole plans, in their order
   * @param slice price of any slice
   */
  public record Prices(Map<String, Double> byDevice, List<Double> limits, double slice) {
    public Prices {
      byDevice = Collections.unmodifiableMap(new TreeMap<>(byDevice));
      limits = List.copyOf(limits);
    }

    static Prices of(DevicePrices prices) {
      return new Prices(prices.byDevice(), prices.limits(), prices.slice());
    }

    DevicePrices toDevicePrices() {
      return new DevicePrices(byDevice, limits, slice);
    }
  }

  public ReplannerState {
    pool = pool.stream().map(List::copyOf).toList();
  }

  /** The state before the first decision; {@code inForce} is empty if no plan is in force. */
  static ReplannerState first(World world, List<Slice> inForce) {
    return new ReplannerState(
        Replanner.Snapshot.of(world, inForce),
        List.of(),
        Prices.of(DevicePrices.NONE),
        Probation.NONE,
        Experience.NONE);
  }
}

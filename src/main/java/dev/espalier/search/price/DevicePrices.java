package dev.espalier.search.price;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Prices that a search ended with, for a search of a similar problem to start from, in the unit of
 * the objective. Any prices give a valid bound; good ones give a tight one at once. Immutable.
 *
 * @param byDevice price of a slice on a device, &gt;= 0, by name of the device
 * @param limits price of using up each additive limit on whole plans, &gt;= 0, in their order
 * @param slice price of any slice
 */
public record DevicePrices(Map<String, Double> byDevice, List<Double> limits, double slice) {
  /** Prices of zero. */
  public static final DevicePrices NONE = new DevicePrices(Map.of(), List.of(), 0);

  public DevicePrices {
    byDevice = new TreeMap<>(byDevice);
    limits = List.copyOf(limits);
  }
}

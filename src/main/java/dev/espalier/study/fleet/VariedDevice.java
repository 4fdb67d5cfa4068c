package dev.espalier.study.fleet;

import dev.espalier.device.Device;
import dev.espalier.error.InvalidFieldException;
import dev.espalier.internal.Checks;
import dev.espalier.study.random.Distribution;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.DoubleFunction;

/**
 * A device some of whose numbers are distributions. Immutable.
 *
 * @param nominal its other numbers; those that vary stand at a usual value
 * @param varied distribution by quantity
 * @param slowdown how many times as long as by its rates it takes for every layer
 * @param availability probability that it is there
 */
public record VariedDevice(
    Device nominal,
    Map<DeviceQuantity, Distribution> varied,
    Distribution slowdown,
    double availability) {
  private static final double SMALLEST = 0x1p-53;

  /**
   * @throws IllegalArgumentException if a value that may be drawn is out of range, or the
   *     availability is not above 0 and at most 1
   */
  public VariedDevice {
    Map<DeviceQuantity, Distribution> copy = new EnumMap<>(DeviceQuantity.class);
    copy.putAll(varied);
    varied = Collections.unmodifiableMap(copy);
    String subject = Checks.quoted("device", nominal.name());
    Checks.probability(subject, "availability", availability);
    Checks.positive(subject, "availability", availability);
    varied.forEach(
        (quantity, distribution) ->
            checkEnds(quantity.field(), distribution, x -> quantity.with(nominal, x)));
    checkEnds("slowdown", slowdown, x -> Checks.positive(subject, "slowdown", x));
  }

  /** A device that never differs. */
  public static VariedDevice of(Device device) {
    return new VariedDevice(device, Map.of(), Distribution.constant(1), 1);
  }

  /** Its name. */
  public String name() {
    return nominal.name();
  }

  /**
   * Checks a use of a distribution: all values that can be drawn lie between the two that are
   * tried.
   *
   * @throws InvalidFieldException if the use rejects one of them
   */
  static void checkEnds(String field, Distribution distribution, DoubleFunction<?> use) {
    for (double p : new double[] {SMALLEST, 1 - SMALLEST}) {
      try {
        use.apply(distribution.quantile(p));
      } catch (InvalidFieldException e) {
        throw new InvalidFieldException(field, e.getMessage() + ", a value that may be drawn");
      }
    }
  }
}

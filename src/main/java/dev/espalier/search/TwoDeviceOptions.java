package dev.espalier.search;

import dev.espalier.error.InvalidFieldException;
import java.util.Optional;

/**
 * Options of the two-device methods of the literature.
 *
 * @param pair the devices of the first and of the remaining layers; empty: both orders of the
 *     problem's first two devices
 * @param remoteLoad factor on the compute time of the remote device, as a load-aware method
 *     predicts it
 * @param goal quantity that a load-aware method minimizes
 */
public record TwoDeviceOptions(Optional<DevicePair> pair, double remoteLoad, Goal goal) {

  /**
   * @throws InvalidFieldException if the load is not a finite number above 0
   */
  public TwoDeviceOptions {
    if (!(remoteLoad > 0 && remoteLoad < Double.POSITIVE_INFINITY)) {
      throw new InvalidFieldException(
          "remote-load", "remote load must be a number > 0 but is " + remoteLoad);
    }
  }

  /** Both orders, an idle remote device, minimum latency. */
  public static TwoDeviceOptions defaults() {
    return new TwoDeviceOptions(Optional.empty(), 1, Goal.LATENCY);
  }

  /** These options for one pair. */
  public TwoDeviceOptions withPair(DevicePair devices) {
    return new TwoDeviceOptions(Optional.of(devices), remoteLoad, goal);
  }
}

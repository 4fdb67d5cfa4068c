package dev.espalier.io.json.control;

import dev.espalier.internal.Checks;
import java.util.OptionalDouble;

/**
 * A link that a connection imitates.
 *
 * @param bandwidthMbps bandwidth, 10^6 bits per second; empty for as fast as it goes
 * @param latencyMs latency, ms
 */
public record LinkShape(OptionalDouble bandwidthMbps, double latencyMs) {

  /**
   * @throws IllegalArgumentException if the bandwidth is not positive or the latency negative
   */
  public LinkShape {
    bandwidthMbps.ifPresent(mbps -> Checks.positive("link", "bandwidthMbps", mbps));
    Checks.notNegative("link", "latencyMs", latencyMs);
  }
}

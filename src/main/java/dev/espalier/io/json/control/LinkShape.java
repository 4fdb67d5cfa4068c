package dev.espalier.io.json.control;

import dev.espalier.internal.Checks;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * A link that a connection imitates.
 *
 * @param bandwidthMbps bandwidth, 10^6 bits per second; empty for as fast as it goes
 * @param latencyMs latency, ms
 * @param burstBytes what the kernel lets pass at once where it limits the bandwidth itself, bytes;
 *     empty where the sender limits it
 */
public record LinkShape(OptionalDouble bandwidthMbps, double latencyMs, OptionalLong burstBytes) {
  /** Bandwidth that no connection reaches, 10^6 bits per second. */
  public static final double UNLIMITED_MBPS = 1e9;

  /**
   * @throws IllegalArgumentException if the bandwidth is not positive or the latency negative
   */
  public LinkShape {
    bandwidthMbps.ifPresent(mbps -> Checks.positive("link", "bandwidthMbps", mbps));
    Checks.notNegative("link", "latencyMs", latencyMs);
    burstBytes.ifPresent(bytes -> Checks.count("link", "burstBytes", bytes, 0));
  }
}

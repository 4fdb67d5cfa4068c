package dev.espalier.device;

import dev.espalier.error.InvalidFieldException;
import dev.espalier.internal.Checks;
import java.util.Optional;

/**
 * A directed link between two devices.
 *
 * @param from name of the sending device
 * @param to name of the receiving device
 * @param bandwidthMbps 10^6 bits per second
 * @param latencyMs time before the first bit arrives, ms
 * @param medium name of the medium it occupies while it transfers, shared with every link and
 *     device that names the same; empty = none
 * @param source source of the numbers
 */
public record Link(
    String from,
    String to,
    double bandwidthMbps,
    double latencyMs,
    Optional<String> medium,
    Optional<String> source) {

  /**
   * @throws IllegalArgumentException if it leads to itself, the bandwidth is not from 1e-30 to
   *     1e30, the latency not from 0 to 1e30, or the medium's name is blank
   */
  public Link {
    Checks.name("link", "from", from);
    Checks.name("link", "to", to);
    if (from.equals(to)) {
      throw new InvalidFieldException(
          "to", "link from \"" + from + "\" to itself: a device needs no link to itself");
    }
    String subject = "link \"" + from + "\" -> \"" + to + "\"";
    Checks.positive(subject, "bandwidthMbps", bandwidthMbps);
    Checks.notNegative(subject, "latencyMs", latencyMs);
    medium.ifPresent(value -> Checks.name(subject, "medium", value));
  }

  /** A link that shares no medium, without a source note. */
  public Link(String from, String to, double bandwidthMbps, double latencyMs) {
    this(from, to, bandwidthMbps, latencyMs, Optional.empty(), Optional.empty());
  }

  /** This link at another bandwidth, Mbps. */
  public Link withBandwidthMbps(double mbps) {
    return new Link(from, to, mbps, latencyMs, medium, source);
  }

  /** This link at another latency, ms. */
  public Link withLatencyMs(double ms) {
    return new Link(from, to, bandwidthMbps, ms, medium, source);
  }

  /** This link on a shared medium. */
  public Link withMedium(String name) {
    return new Link(from, to, bandwidthMbps, latencyMs, Optional.of(name), source);
  }
}

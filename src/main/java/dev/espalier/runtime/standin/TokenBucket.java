package dev.espalier.runtime.standin;

import dev.espalier.device.Link;
import dev.espalier.error.InvalidFieldException;

/**
 * How the kernel's token bucket {@code tbf} has to be set so that a link carries the bandwidth of
 * the catalog.
 *
 * <p>A bucket loses the tokens that do not fit into it while a packet waits for the timer. So it
 * holds, beyond a packet, what is sent in 1 ms: with a bucket of one packet, a link of 94 Mbps was
 * 10 % too slow. An idle bucket lets that much pass at once, which {@link LinkShaper#beforeBucket}
 * makes up for. Headers are not counted, as a catalog's bandwidth is that of the payload: by
 * default TCP would be 5 % slower. The kernel subtracts them once for every packet that it is
 * handed, and would count those that it had to split in full: none may be larger than the bucket.
 */
final class TokenBucket {
  /** Ethernet, IP and TCP with time stamps. */
  private static final int HEADER_BYTES = 66;

  /** A packet of 1,500 bytes, its header, and what rounding to ticks takes away. */
  private static final int PACKET_BYTES = 1_600;

  private static final double BYTES_PER_MS_AND_MBPS = 125;
  private static final double BITS_PER_SECOND_AND_MBPS = 1e6;

  /** Payload of a packet of 1,500 bytes: what TCP hands over in one piece is a multiple of it. */
  private static final int SEGMENT_BYTES = 1_448;

  private static final int MAX_SEGMENTS = 44;
  private static final double MIN_MBPS = 1e-3;

  /** Beyond, the processor is the limit. */
  private static final double MAX_MBPS = 10_000;

  private TokenBucket() {}

  /** Size of the bucket of a link, bytes. */
  static long burstBytes(Link link) {
    double mbps = link.bandwidthMbps();
    if (!(mbps >= MIN_MBPS && mbps <= MAX_MBPS)) {
      throw new InvalidFieldException(
          "bandwidthMbps",
          "link \"%s\" -> \"%s\": network namespaces imitate 0.001 to 10000 Mbps, not %s"
              .formatted(link.from(), link.to(), mbps));
    }
    return PACKET_BYTES + (long) (BYTES_PER_MS_AND_MBPS * mbps);
  }

  /** Limits what an interface of a namespace sends. */
  static void limit(String namespace, String name, Link link) {
    long burst = burstBytes(link);
    long segments = Math.min(MAX_SEGMENTS, (burst - HEADER_BYTES) / SEGMENT_BYTES);
    long bits = Math.round(link.bandwidthMbps() * BITS_PER_SECOND_AND_MBPS);
    Iproute.run(
        ("ip -n %s link set %s gso_max_segs %d".formatted(namespace, name, segments)).split(" "));
    Iproute.run(
        ("tc -n %s qdisc add dev %s root stab overhead -%d tbf rate %dbit burst %d limit 16mb"
                .formatted(namespace, name, HEADER_BYTES, bits, burst))
            .split(" "));
  }
}

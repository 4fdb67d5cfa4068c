package dev.espalier.runtime.link;

import dev.espalier.device.Link;
import dev.espalier.profile.Timing;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;

/**
 * What was measured between two machines.
 *
 * @param roundTrip time of a byte there and back, ms
 * @param up transfers to the other machine
 * @param down transfers from it
 */
public record LinkMeasurement(Timing roundTrip, Bulk up, Bulk down) {
  private static final MathContext DIGITS = new MathContext(4);
  private static final double BITS_PER_BYTE = 8;
  private static final double BIT_MS_PER_MBPS = 1e3;

  /**
   * Transfers of many bytes.
   *
   * @param bytes size of each, bytes
   * @param time time of each without the time of a round trip, ms
   */
  public record Bulk(long bytes, Timing time) {

    /** Bandwidth, 10^6 bits per second. */
    public double mbps() {
      return mbps(time.medianMs());
    }

    /** Bandwidth of a transfer that takes so many ms, 10^6 bits per second. */
    double mbps(double ms) {
      return BITS_PER_BYTE * bytes / BIT_MS_PER_MBPS / ms;
    }
  }

  /**
   * The two directed links, as a catalog lists them, numbers rounded to four digits: half a round
   * trip is the latency of each.
   */
  public List<Link> links(String here, String there) {
    double latencyMs = rounded(roundTrip.medianMs() / 2);
    return List.of(
        new Link(here, there, rounded(up.mbps()), latencyMs),
        new Link(there, here, rounded(down.mbps()), latencyMs));
  }

  private static double rounded(double value) {
    return new BigDecimal(value).round(DIGITS).doubleValue();
  }
}

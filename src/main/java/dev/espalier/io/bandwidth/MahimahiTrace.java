package dev.espalier.io.bandwidth;

import dev.espalier.error.InvalidFieldException;
import dev.espalier.internal.Checks;
import dev.espalier.study.trace.BandwidthTrace;

/**
 * Lines of {@link TraceFormat#MAHIMAHI}. A packet at the ms t belongs to the window {@code (start,
 * start + 1000]} that t lies in, so that a file with the line {@code 1} alone is a link of 12 Mbps,
 * as Mahimahi says of it. The last window ends with the last packet, where Mahimahi begins anew.
 */
final class MahimahiTrace extends TraceLines {
  private static final double PACKET_BITS = 8 * 1500;
  private static final long WINDOW_MS = 1000;
  private static final double BITS_PER_MS_IN_MBPS = 1000;
  private static final int MAX_DIGITS = 15;

  private long startMs;
  private long lastMs;
  private long packets;

  @Override
  void add(String line) {
    String text = line.strip();
    if (text.length() > MAX_DIGITS || !text.chars().allMatch(c -> c >= '0' && c <= '9')) {
      throw unlike(TraceFormat.MAHIMAHI, line);
    }
    long ms = Checks.count("trace", "ms", Long.parseLong(text), 0);
    if (ms < lastMs) {
      throw new InvalidFieldException(
          "ms",
          "expected ms of at least %d, those of the line before, but found %d"
              .formatted(lastMs, ms));
    }
    if (ms > startMs + WINDOW_MS) {
      closeUpTo(ms);
    }
    packets++;
    lastMs = ms;
  }

  /** Closes the window, and one that is empty for all up to that of a packet. */
  private void closeUpTo(long ms) {
    window(startMs + WINDOW_MS);
    long start = (ms - 1) / WINDOW_MS * WINDOW_MS;
    if (start > startMs) {
      window(start);
    }
  }

  private void window(long endMs) {
    sample(startMs / 1e3, packets * PACKET_BITS / (endMs - startMs) / BITS_PER_MS_IN_MBPS);
    startMs = endMs;
    packets = 0;
  }

  @Override
  BandwidthTrace trace(String name) {
    if (lastMs == 0) {
      throw new InvalidFieldException("ms", "expected a packet after 0 ms but found none");
    }
    window(lastMs);
    return until(name, lastMs / 1e3);
  }
}

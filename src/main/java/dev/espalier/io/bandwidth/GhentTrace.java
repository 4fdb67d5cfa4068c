package dev.espalier.io.bandwidth;

import dev.espalier.study.trace.BandwidthTrace;

/**
 * Lines of {@link TraceFormat#GHENT}. The rate of a line is that of the interval which it ends; a
 * gap before the interval counts as part of it. Where there is no interval, there is no rate.
 */
final class GhentTrace extends TraceLines {
  private static final int FIELDS = 6;
  private static final int ELAPSED = 1;
  private static final int BYTES = 4;
  private static final int INTERVAL = 5;
  private static final double MS_PER_S = 1e3;

  /** Bits in a byte by bits a ms in a Mbps. */
  private static final double MBPS_PER_BYTE_A_MS = 8 / 1e3;

  private double endMs = -1;

  @Override
  void add(String line) {
    String[] fields = fields(line);
    if (fields.length != FIELDS) {
      throw unlike(TraceFormat.GHENT, line);
    }
    double ms = number("ms since the start", fields[ELAPSED]);
    double bytes = number("bytes", fields[BYTES]);
    double intervalMs = number("ms since the line before", fields[INTERVAL]);
    if (intervalMs > 0) {
      after("ms since the start", ms, endMs);
      double beginMs = endMs < 0 ? Math.max(0, ms - intervalMs) : endMs;
      sample(beginMs / MS_PER_S, bytes / intervalMs * MBPS_PER_BYTE_A_MS);
      endMs = ms;
    }
  }

  @Override
  BandwidthTrace trace(String name) {
    return until(name, endMs / MS_PER_S);
  }
}

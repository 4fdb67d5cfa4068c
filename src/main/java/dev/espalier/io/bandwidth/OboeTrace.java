package dev.espalier.io.bandwidth;

import dev.espalier.error.InvalidFieldException;
import dev.espalier.study.trace.BandwidthTrace;

/**
 * Lines of {@link TraceFormat#OBOE}. That lines come in pairs of equal rates is required: other
 * tools write seconds and Mbit/s in two columns, which must not be taken for ms and kbit/s.
 */
final class OboeTrace extends TraceLines {
  private static final double PER_THOUSAND = 1e3;

  /** Begin of the download whose end is still to come, ms; negative if there is none. */
  private double beginMs = -1;

  private double endMs = -1;
  private double kbps;

  @Override
  void add(String line) {
    String[] fields = fields(line);
    if (fields.length != 2) {
      throw unlike(TraceFormat.OBOE, line);
    }
    double ms = number("ms", fields[0]);
    double rate = number("kbit/s", fields[1]);
    if (beginMs < 0) {
      begin(ms, rate);
    } else {
      end(ms, rate);
    }
  }

  private void begin(double ms, double rate) {
    if (endMs >= 0 && ms != endMs) {
      after("ms", ms, endMs);
      // The mean of what is between them, as their authors interpolate it.
      sample(endMs / PER_THOUSAND, (kbps + rate) / 2 / PER_THOUSAND);
    }
    sample(ms / PER_THOUSAND, rate / PER_THOUSAND);
    beginMs = ms;
    kbps = rate;
  }

  private void end(double ms, double rate) {
    if (rate != kbps) {
      throw new InvalidFieldException(
          "kbit/s",
          ("expected pairs of lines, begin and end of a download at %s kbit/s, but found %s; for"
                  + " seconds and Mbps, separate them by a comma")
              .formatted(kbps, rate));
    }
    endMs = after("ms", ms, beginMs);
    beginMs = -1;
  }

  @Override
  BandwidthTrace trace(String name) {
    if (beginMs >= 0) {
      throw new InvalidFieldException(
          "ms", "expected pairs of lines but the last one, at %s ms, is alone".formatted(beginMs));
    }
    return until(name, endMs / PER_THOUSAND);
  }
}

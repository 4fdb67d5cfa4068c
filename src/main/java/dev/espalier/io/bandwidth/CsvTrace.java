package dev.espalier.io.bandwidth;

import dev.espalier.study.trace.BandwidthTrace;

/** Lines of {@link TraceFormat#CSV}. The last rate holds as long as the one before it. */
final class CsvTrace extends TraceLines {
  private static final String HEADER = "seconds,mbps";

  private boolean isFirst = true;
  private double lastSeconds = -1;

  @Override
  void add(String line) {
    boolean isHeader = isFirst && line.replace(" ", "").equalsIgnoreCase(HEADER);
    isFirst = false;
    if (isHeader) {
      return;
    }
    String[] fields = line.split(",", -1);
    if (fields.length != 2 || !isNumber(fields[0].strip()) && samples().isEmpty()) {
      throw unlike(TraceFormat.CSV, line);
    }
    lastSeconds = after("seconds", number("seconds", fields[0].strip()), lastSeconds);
    sample(lastSeconds, number("Mbps", fields[1].strip()));
  }

  @Override
  BandwidthTrace trace(String name) {
    return BandwidthTrace.of(name, samples());
  }
}

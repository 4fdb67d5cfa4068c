package dev.espalier.io.bandwidth;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Formats of traces. {@link BandwidthTraceFile} recognizes them by their first line. */
public enum TraceFormat {
  /** {@code seconds,Mbps} in each line, with or without that header: the rate from then on. */
  CSV("csv", CsvTrace::new, "two numbers separated by a comma"),

  /**
   * The format of Mahimahi (Netravali et al. 2015): a line with a time in ms for each packet of
   * 1,500 bytes that the link can deliver then. Rates are means of windows of 1 s.
   */
  MAHIMAHI("mahimahi", MahimahiTrace::new, "one whole number of ms"),

  /**
   * The format of the traces of Oboe (Akhtar et al. 2018): ms and kbit/s, separated by a space; a
   * pair of lines with equal rates for the begin and the end of each download. Between two
   * downloads, the rate is the mean of both.
   */
  OBOE("oboe", OboeTrace::new, "ms and kbit/s separated by a space"),

  /**
   * The format of the 4G/LTE logs of Ghent (van der Hooft et al. 2016): ms since the epoch, ms
   * since the start, latitude, longitude, bytes received and ms since the line before.
   */
  GHENT("ghent", GhentTrace::new, "six numbers separated by spaces");

  private final String label;
  private final Supplier<TraceLines> lines;
  private final String looks;

  TraceFormat(String label, Supplier<TraceLines> lines, String looks) {
    this.label = label;
    this.lines = lines;
    this.looks = looks;
  }

  /** The name used on the command line. */
  public String label() {
    return label;
  }

  /** The format of that label, empty if there is none. */
  public static Optional<TraceFormat> labeled(String label) {
    return Arrays.stream(values()).filter(format -> format.label.equals(label)).findFirst();
  }

  /** The labels of all formats. */
  public static List<String> labels() {
    return Arrays.stream(values()).map(TraceFormat::label).toList();
  }

  /** What a line looks like. */
  String looks() {
    return looks;
  }

  /** Starts to read a trace. */
  TraceLines lines() {
    return lines.get();
  }

  /** The format that a first line is of; empty if it is of none. */
  static Optional<TraceFormat> of(String line) {
    if (line.contains(",")) {
      return Optional.of(CSV);
    }
    return switch (TraceLines.fields(line).length) {
      case 1 -> Optional.of(MAHIMAHI);
      case 2 -> Optional.of(OBOE);
      case 6 -> Optional.of(GHENT);
      default -> Optional.empty();
    };
  }
}

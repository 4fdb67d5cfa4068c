package dev.espalier.io.bandwidth;

import dev.espalier.error.InvalidFieldException;
import dev.espalier.internal.Checks;
import dev.espalier.internal.Printable;
import dev.espalier.study.trace.BandwidthTrace;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Gathers the samples of a trace from its lines. What is wrong with a line is an exception. */
abstract class TraceLines {
  private static final int MAX_SHOWN = 60;
  private static final Pattern SPACE = Pattern.compile("\\s+");
  private static final Pattern NUMBER =
      Pattern.compile("[-+]?(\\d+\\.?\\d*|\\.\\d+)([eE][-+]?\\d+)?");

  private final List<BandwidthTrace.Sample> samples = new ArrayList<>();
  private double origin;

  /**
   * Adds a line that is not blank.
   *
   * @throws InvalidFieldException if it is not of the format; the message has no place
   */
  abstract void add(String line);

  /**
   * The trace of all lines, of which there was at least one.
   *
   * @throws InvalidFieldException if they are no trace
   */
  abstract BandwidthTrace trace(String name);

  /** Adds a sample; the first one moves to the time 0. */
  final void sample(double seconds, double mbps) {
    if (samples.isEmpty()) {
      origin = seconds;
    }
    samples.add(new BandwidthTrace.Sample(seconds - origin, mbps));
  }

  /** The samples so far. */
  final List<BandwidthTrace.Sample> samples() {
    return samples;
  }

  /** The trace of all samples, up to a time on the clock of {@link #sample}. */
  final BandwidthTrace until(String name, double endSeconds) {
    return new BandwidthTrace(name, samples, endSeconds - origin);
  }

  /** The fields of a line that are separated by spaces. */
  static String[] fields(String line) {
    return SPACE.split(line.strip());
  }

  /** A number of at least 0. */
  static double number(String field, String text) {
    if (!isNumber(text)) {
      throw new InvalidFieldException(
          field, "expected a number for %s but found \"%s\"".formatted(field, shown(text)));
    }
    return Checks.notNegative("trace", field, Double.parseDouble(text));
  }

  /** Whether a text is a number as any other reader of the file would see it. */
  static boolean isNumber(String text) {
    return NUMBER.matcher(text).matches();
  }

  /** A time that must come after another one. */
  static double after(String field, double time, double before) {
    if (!(time > before)) {
      throw new InvalidFieldException(
          field,
          "expected %s above %s, those of the line before, but found %s"
              .formatted(field, before, time));
    }
    return time;
  }

  /** The exception for a line that does not have the fields of its format. */
  static InvalidFieldException unlike(TraceFormat format, String line) {
    return new InvalidFieldException(
        "line", "expected %s but found \"%s\"".formatted(format.looks(), shown(line)));
  }

  private static String shown(String text) {
    return Printable.shortened(text, MAX_SHOWN);
  }
}

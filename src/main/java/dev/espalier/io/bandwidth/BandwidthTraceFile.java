package dev.espalier.io.bandwidth;

import dev.espalier.error.InvalidFieldException;
import dev.espalier.internal.Printable;
import dev.espalier.io.InvalidFileException;
import dev.espalier.study.trace.BandwidthTrace;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads traces of bandwidth, and writes them as {@link TraceFormat#CSV}. */
public final class BandwidthTraceFile {
  private static final int MAX_SHOWN = 60;
  private static final String BYTE_ORDER_MARK = "\ufeff";

  private final Path path;
  private TraceFormat format;
  private TraceLines lines;

  private BandwidthTraceFile(Path path) {
    this.path = path;
  }

  /**
   * Reads a trace of any format, recognized by its first line.
   *
   * @throws InvalidFileException if it cannot be read; the message names file, line and value
   */
  public static BandwidthTrace read(Path path) {
    return new BandwidthTraceFile(path).all();
  }

  /**
   * Reads a trace of a format.
   *
   * @throws InvalidFileException if it cannot be read; the message names file, line and value
   */
  public static BandwidthTrace read(Path path, TraceFormat format) {
    BandwidthTraceFile file = new BandwidthTraceFile(path);
    file.format = format;
    file.lines = format.lines();
    return file.all();
  }

  private BandwidthTrace all() {
    try (BufferedReader reader = Files.newBufferedReader(path)) {
      long number = 0;
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        number++;
        String text = number == 1 ? line.replace(BYTE_ORDER_MARK, "") : line;
        if (!text.isBlank()) {
          add(text, number);
        }
      }
      return trace();
    } catch (IOException e) {
      throw InvalidFileException.unreadable(path, e);
    } catch (OutOfMemoryError e) {
      throw InvalidFileException.tooLarge(path);
    }
  }

  private void add(String line, long number) {
    if (lines == null) {
      format = TraceFormat.of(line).orElseThrow(() -> unrecognized(line, number));
      lines = format.lines();
    }
    try {
      lines.add(line);
    } catch (InvalidFieldException e) {
      throw new InvalidFileException(
          "%s: at line %d (read as %s): %s"
              .formatted(path, number, format.label(), e.getMessage()));
    }
  }

  private InvalidFileException unrecognized(String line, long number) {
    List<String> known = new ArrayList<>();
    for (TraceFormat each : TraceFormat.values()) {
      known.add("%s (%s)".formatted(each.looks(), each.label()));
    }
    return new InvalidFileException(
        "%s: at line %d: expected %s, but found \"%s\""
            .formatted(
                path, number, String.join(", or ", known), Printable.shortened(line, MAX_SHOWN)));
  }

  private BandwidthTrace trace() {
    if (lines == null || lines.samples().isEmpty() && format != TraceFormat.MAHIMAHI) {
      throw new InvalidFileException(path + ": expected a trace but found no line of numbers");
    }
    try {
      return lines.trace(name());
    } catch (InvalidFieldException e) {
      throw new InvalidFileException(
          "%s (read as %s): %s".formatted(path, format.label(), e.getMessage()));
    }
  }

  /** The name of the file, without what follows its last dot. */
  private String name() {
    String file =
        Optional.ofNullable(path.getFileName()).map(Path::toString).orElse(path.toString());
    int dot = file.lastIndexOf('.');
    return dot > 0 ? file.substring(0, dot) : file;
  }

  /**
   * A trace as text of a CSV file, which reads back with equal rates. Where the last one does not
   * hold as long as the one before it, its second half gets a line of its own.
   */
  public static String write(BandwidthTrace trace) {
    StringBuilder text = new StringBuilder("seconds,Mbps\n");
    for (BandwidthTrace.Sample sample : trace.samples()) {
      append(text, sample.atSeconds(), sample.mbps());
    }
    if (!trace.endsAsUsual()) {
      BandwidthTrace.Sample last = trace.samples().get(trace.samples().size() - 1);
      append(text, (last.atSeconds() + trace.endSeconds()) / 2, last.mbps());
    }
    return text.toString();
  }

  private static void append(StringBuilder text, double seconds, double mbps) {
    text.append(number(seconds)).append(',').append(number(mbps)).append('\n');
  }

  private static String number(double value) {
    return value == Math.rint(value) && value < 1L << 53
        ? Long.toString((long) value)
        : Double.toString(value);
  }
}

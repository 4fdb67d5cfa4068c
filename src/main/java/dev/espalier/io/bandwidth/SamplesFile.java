package dev.espalier.io.bandwidth;

import dev.espalier.io.InvalidFileException;
import dev.espalier.io.csv.BandwidthSamplesFile;
import dev.espalier.search.risk.BandwidthSamples;
import dev.espalier.study.trace.BandwidthTrace;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads samples of bandwidths for planning: CSV whose header names links ({@link
 * BandwidthSamplesFile}), or a trace ({@link BandwidthTraceFile}), which is samples of the
 * network's default bandwidth, each with the time for which it holds as its weight.
 */
public final class SamplesFile {
  private SamplesFile() {}

  /**
   * Reads samples.
   *
   * @throws InvalidFileException if they cannot be read; the message names file, line and value
   */
  public static BandwidthSamples read(Path path) {
    return isTrace(path) ? of(BandwidthTraceFile.read(path)) : BandwidthSamplesFile.read(path);
  }

  /** The samples of a trace. */
  public static BandwidthSamples of(BandwidthTrace trace) {
    List<BandwidthSamples.Sample> samples = new ArrayList<>();
    for (int i = 0; i < trace.samples().size(); i++) {
      double mbps = BandwidthTrace.linkMbps(trace.samples().get(i).mbps());
      samples.add(new BandwidthSamples.Sample(trace.seconds(i), List.of(mbps)));
    }
    return new BandwidthSamples(List.of(BandwidthSamples.NETWORK), samples);
  }

  /** A header names a link or the network; a trace begins with a number, or names seconds. */
  private static boolean isTrace(Path path) {
    // Bytes that are no text in UTF-8 are reported by the reader of the format.
    try (BufferedReader reader = Files.newBufferedReader(path, StandardCharsets.ISO_8859_1)) {
      String first = "";
      for (String line = reader.readLine(); line != null && first.isBlank(); ) {
        first = line;
        line = reader.readLine();
      }
      return !first.contains(":")
          && !first.contains(BandwidthSamples.NETWORK)
          && !first.contains("weight");
    } catch (IOException e) {
      throw InvalidFileException.unreadable(path, e);
    }
  }
}

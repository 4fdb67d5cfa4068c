package dev.espalier.io.csv;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import dev.espalier.error.InvalidFieldException;
import dev.espalier.internal.Checks;
import dev.espalier.io.InvalidFileException;
import dev.espalier.search.risk.BandwidthSamples;
import dev.espalier.study.trace.BandwidthTrace;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/**
 * Samples of bandwidths as CSV: a column {@code network}, or {@code a:b} for the links between two
 * devices, in Mbps, and optionally a column {@code weight}. A rate below {@link
 * BandwidthTrace#MIN_LINK_MBPS}, such as 0, counts as that.
 */
public final class BandwidthSamplesFile {
  private static final String WEIGHT = "weight";

  private final Path path;
  private final List<BandwidthSamples.Sample> samples = new ArrayList<>();
  private List<String> header = List.of();

  private BandwidthSamplesFile(Path path) {
    this.path = path;
  }

  /**
   * Reads samples.
   *
   * @throws InvalidFileException if they cannot be read; the message names file, line and value
   */
  public static BandwidthSamples read(Path path) {
    return new BandwidthSamplesFile(path).read();
  }

  private BandwidthSamples read() {
    long line = 1;
    try (InputStream in = Files.newInputStream(path);
        Utf8Reader text = new Utf8Reader(in);
        CsvReader<CsvRecord> csv = CsvText.parser().ofCsvRecord(text)) {
      Iterator<CsvRecord> records = csv.iterator();
      readHeader(records);
      while (records.hasNext()) {
        CsvRecord row = records.next();
        line = row.getStartingLineNumber();
        add(row);
      }
      return all();
    } catch (CsvParseException | IOException | UncheckedIOException e) {
      throw CsvText.invalid(path, "after line " + line, e);
    } catch (OutOfMemoryError e) {
      throw InvalidFileException.tooLarge(path);
    }
  }

  private void readHeader(Iterator<CsvRecord> records) {
    String expected =
        "expected columns of bandwidths: network, or DEVICE:DEVICE, and optionally weight";
    if (!records.hasNext()) {
      throw new InvalidFileException("%s: %s, but it is empty".formatted(path, expected));
    }
    CsvRecord row = records.next();
    header = row.getFields().stream().map(String::strip).toList();
    boolean isKnown =
        header.stream()
            .allMatch(
                name ->
                    name.equals(WEIGHT)
                        || name.equals(BandwidthSamples.NETWORK)
                        || name.contains(":"));
    boolean isDistinct = header.stream().distinct().count() == header.size();
    if (!isKnown || !isDistinct || header.equals(List.of(WEIGHT))) {
      throw invalid(
          row,
          "%s, each once, but found %s"
              .formatted(expected, CsvText.shown(String.join(",", header))));
    }
  }

  private void add(CsvRecord row) {
    if (row.getFieldCount() != header.size()) {
      throw invalid(
          row, "expected %d fields but found %d".formatted(header.size(), row.getFieldCount()));
    }
    double weight = 1;
    List<Double> mbps = new ArrayList<>();
    for (int c = 0; c < header.size(); c++) {
      if (header.get(c).equals(WEIGHT)) {
        weight = number(row, c);
        if (weight == 0) {
          return;
        }
      } else {
        mbps.add(BandwidthTrace.linkMbps(number(row, c)));
      }
    }
    samples.add(new BandwidthSamples.Sample(weight, mbps));
  }

  private double number(CsvRecord row, int column) {
    String field = row.getField(column).strip();
    String name = "column \"%s\"".formatted(CsvText.shown(header.get(column)));
    double value =
        CsvText.number(field)
            .orElseThrow(
                () ->
                    invalid(
                        row,
                        "%s: expected a number but found \"%s\""
                            .formatted(name, CsvText.shown(field))));
    try {
      return Checks.notNegative(name, "value", value);
    } catch (InvalidFieldException e) {
      throw invalid(row, e.getMessage());
    }
  }

  private BandwidthSamples all() {
    if (samples.isEmpty()) {
      throw new InvalidFileException(
          "%s: expected at least one sample but found only the header".formatted(path));
    }
    return new BandwidthSamples(
        header.stream().filter(name -> !name.equals(WEIGHT)).toList(), samples);
  }

  private InvalidFileException invalid(CsvRecord row, String message) {
    return new InvalidFileException(
        "%s: at line %d: %s".formatted(path, row.getStartingLineNumber(), message));
  }
}

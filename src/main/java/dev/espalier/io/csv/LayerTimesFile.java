package dev.espalier.io.csv;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import dev.espalier.error.InvalidFieldException;
import dev.espalier.internal.Checks;
import dev.espalier.io.InvalidFileException;
import dev.espalier.profile.LayerTime;
import dev.espalier.profile.Profile;
import dev.espalier.profile.Timing;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Measured times of layers as CSV: {@code layer,ms}. A layer with several rows was run several
 * times; its time is their median.
 */
public final class LayerTimesFile {
  /** The columns, both of them needed, in this order. */
  private static final List<String> HEADER = List.of("layer", "ms");

  private final Path path;
  private final Map<String, List<Double>> times = new LinkedHashMap<>();

  private LayerTimesFile(Path path) {
    this.path = path;
  }

  /**
   * Reads a profile from a stream.
   *
   * @param path what messages call it
   * @throws InvalidFileException if it cannot be read; the message names file, line and value
   */
  public static Profile read(Path path, InputStream in) {
    return new LayerTimesFile(path).read(in);
  }

  private Profile read(InputStream in) {
    long line = 1;
    try (Utf8Reader text = new Utf8Reader(in);
        CsvReader<CsvRecord> csv = CsvText.parser().ofCsvRecord(text)) {
      Iterator<CsvRecord> records = csv.iterator();
      checkHeader(records);
      while (records.hasNext()) {
        CsvRecord row = records.next();
        line = row.getStartingLineNumber();
        add(row);
      }
      return profile();
    } catch (CsvParseException | IOException | UncheckedIOException e) {
      throw CsvText.invalid(path, "after line " + line, e);
    } catch (OutOfMemoryError e) {
      throw InvalidFileException.tooLarge(path);
    }
  }

  private void checkHeader(Iterator<CsvRecord> records) {
    String expected =
        "expected the columns %s, or JSON of the format espalier-profile/1 or of the profiler of ONNX"
                .formatted(String.join(",", HEADER))
            + " Runtime,";
    if (!records.hasNext()) {
      throw new InvalidFileException("%s: %s but it is empty".formatted(path, expected));
    }
    CsvRecord header = records.next();
    if (!header.getFields().equals(HEADER)) {
      String found = CsvText.shown(String.join(",", header.getFields()));
      throw invalid(header, "%s but found %s".formatted(expected, found));
    }
  }

  private void add(CsvRecord row) {
    if (row.getFieldCount() != HEADER.size()) {
      throw invalid(
          row, "expected %d fields but found %d".formatted(HEADER.size(), row.getFieldCount()));
    }
    String field = row.getField(1);
    double ms =
        CsvText.number(field)
            .orElseThrow(
                () ->
                    invalid(
                        row, "ms must be a number but is \"%s\"".formatted(CsvText.shown(field))));
    try {
      String layer = Checks.name("layer", "name", row.getField(0));
      Checks.notNegative(Checks.quoted("layer", layer), "ms", ms);
      times.computeIfAbsent(layer, any -> new ArrayList<>()).add(ms);
    } catch (InvalidFieldException e) {
      throw invalid(row, e.getMessage());
    }
  }

  private Profile profile() {
    if (times.isEmpty()) {
      throw new InvalidFileException(
          "%s: expected the time of at least one layer but found only the header".formatted(path));
    }
    List<LayerTime> layers = new ArrayList<>();
    times.forEach(
        (layer, runs) ->
            layers.add(
                LayerTime.of(
                    layer,
                    Timing.ofRuns(runs.stream().mapToDouble(Double::doubleValue).toArray()))));
    return Profile.of(Optional.empty(), layers);
  }

  private InvalidFileException invalid(CsvRecord row, String message) {
    return new InvalidFileException(
        "%s: at line %d: %s".formatted(path, row.getStartingLineNumber(), message));
  }
}

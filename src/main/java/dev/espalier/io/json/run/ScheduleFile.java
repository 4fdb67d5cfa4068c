package dev.espalier.io.json.run;

import dev.espalier.io.InvalidFileException;
import dev.espalier.io.json.change.ChangeLine;
import dev.espalier.plan.change.Change;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What happens to an imitated world: changes, a JSON object a line, each with its time. Links may
 * change, devices may become slower, and their agents may go and come back; nothing else can be
 * imitated.
 */
public final class ScheduleFile {
  private ScheduleFile() {}

  /**
   * Something that happens.
   *
   * @param atSeconds when, s since the first measured sample
   */
  public record Entry(double atSeconds, Change change) {}

  /**
   * Reads a file.
   *
   * @throws InvalidFileException if it cannot be read, or a line is no change that can be imitated,
   *     has no time, or comes before the one above it
   */
  public static List<Entry> read(Path file) {
    List<Entry> entries = new ArrayList<>();
    List<String> lines = lines(file);
    double last = 0;
    for (int i = 0; i < lines.size(); i++) {
      if (!lines.get(i).isBlank()) {
        ChangeLine line = ChangeLine.parse(lines.get(i), file.toString(), i + 1);
        String place = "%s, line %d".formatted(file, i + 1);
        double at = time(line, place, last);
        last = at;
        for (Change change : line.changes()) {
          entries.add(new Entry(at, imitable(change, place)));
        }
      }
    }
    return entries;
  }

  private static List<String> lines(Path file) {
    try {
      return Files.readAllLines(file);
    } catch (IOException e) {
      throw new InvalidFileException("%s: cannot be read: %s".formatted(file, e.getMessage()));
    }
  }

  private static double time(ChangeLine line, String place, double last) {
    double at = line.atSeconds().orElse(Double.NaN);
    if (!(at >= last)) {
      throw new InvalidFileException(
          "%s: expected \"at\" of at least %s s, the time of the line before, but found %s"
              .formatted(place, last, Double.isNaN(at) ? "none" : at + " s"));
    }
    return at;
  }

  private static Change imitable(Change change, String place) {
    boolean isImitable =
        change instanceof Change.OfLink
            || change instanceof Change.OfNetwork
            || change instanceof Change.Gone
            || change instanceof Change.Back
            || change instanceof Change.OfDevice device && device.slowdown().isPresent();
    if (!isImitable) {
      throw new InvalidFileException(
          place
              + ": expected a change of a link or the network, the slowdown of a device, or a device"
              + " that is gone or back: nothing else can be imitated");
    }
    return change;
  }
}

package dev.espalier.io.json.run;

import dev.espalier.io.InvalidFileException;
import dev.espalier.io.json.tree.JsonSource;
import dev.espalier.io.json.tree.JsonValue;
import dev.espalier.io.text.TextFile;
import dev.espalier.plan.change.Change;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/**
 * What happens to an imitated world: a JSON object a line, each with its time. Links may change,
 * devices may become slower, and their agents may go and come back.
 */
public final class ScheduleFile {
  private static final int ENDS = 2;

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
   * @throws InvalidFileException if a line is no such object, or comes before the one above it
   */
  public static List<Entry> read(Path file) {
    List<Entry> entries = new ArrayList<>();
    List<String> lines = TextFile.read(file).lines().toList();
    double last = 0;
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i).strip();
      if (!line.isEmpty()) {
        Entry entry = entry(JsonSource.parse(line, "%s, line %d".formatted(file, i + 1)), last);
        last = entry.atSeconds;
        entries.add(entry);
      }
    }
    return entries;
  }

  private static Entry entry(JsonValue json, double last) {
    JsonValue at = json.field("at");
    if (!(at.nonNegativeNumber() >= last)) {
      throw at.expected("a time of at least %s s, that of the line before".formatted(last));
    }
    return new Entry(at.number(), json.make(() -> change(json)));
  }

  private static Change change(JsonValue json) {
    if (json.optional("link").isPresent()) {
      List<JsonValue> ends = json.field("link").items();
      if (ends.size() != ENDS) {
        throw json.field("link").expected("the names of two devices");
      }
      return link(json, ends.get(0).text(), ends.get(1).text(), true);
    }
    if (json.optional("from").isPresent()) {
      return link(json, json.field("from").text(), json.field("to").text(), false);
    }
    JsonValue device =
        json.optional("device")
            .orElseThrow(() -> json.expected("one of \"link\", \"from\" and \"device\""));
    if (json.optional("gone").isPresent()) {
      return json.field("gone").flag()
          ? new Change.Gone(device.text())
          : new Change.Back(device.text());
    }
    return Change.OfDevice.slowdown(device.text(), json.field("slowdown").number());
  }

  private static Change link(JsonValue json, String from, String to, boolean isBothWays) {
    OptionalDouble mbps = json.optionalNumber("bandwidthMbps");
    OptionalDouble latencyMs = json.optionalNumber("latencyMs");
    if (mbps.isEmpty() && latencyMs.isEmpty()) {
      throw json.expected("\"bandwidthMbps\" or \"latencyMs\" of the link");
    }
    return new Change.OfLink(from, to, isBothWays, mbps, latencyMs);
  }
}

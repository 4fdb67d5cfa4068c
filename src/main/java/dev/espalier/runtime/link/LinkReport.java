package dev.espalier.runtime.link;

import dev.espalier.device.Link;
import dev.espalier.internal.Version;
import dev.espalier.io.json.tree.JsonDocument;
import dev.espalier.profile.Timing;
import dev.espalier.report.Cell;
import dev.espalier.report.Column;
import dev.espalier.report.Note;
import dev.espalier.report.Numbers;
import dev.espalier.report.Report;
import dev.espalier.report.Table;
import dev.espalier.report.Title;
import dev.espalier.report.Value;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Shows what was measured between two machines, with the links as a catalog lists them. */
public final class LinkReport {
  private static final String FORMAT = "espalier-links/1";

  private LinkReport() {}

  private record LinkEntry(String from, String to, double bandwidthMbps, double latencyMs) {
    private static LinkEntry of(Link link) {
      return new LinkEntry(link.from(), link.to(), link.bandwidthMbps(), link.latencyMs());
    }
  }

  private record Links(List<LinkEntry> links) {
    private static Links of(List<Link> links) {
      return new Links(links.stream().map(LinkEntry::of).toList());
    }
  }

  private record Document(
      String format,
      String espalier,
      Timing roundTrip,
      LinkMeasurement.Bulk up,
      LinkMeasurement.Bulk down,
      List<LinkEntry> links) {}

  private record Line(Link link, LinkMeasurement.Bulk bulk) {}

  /** The measurement as text of a JSON document. */
  public static String json(LinkMeasurement measured, String here, String there) {
    List<LinkEntry> links = Links.of(measured.links(here, there)).links();
    return JsonDocument.of(
        new Document(
            FORMAT,
            Version.current(),
            measured.roundTrip(),
            measured.up(),
            measured.down(),
            links));
  }

  /** Describes the measurement. */
  public static Report of(LinkMeasurement measured, String here, String there) {
    List<Link> links = measured.links(here, there);
    Table table =
        Table.of(
                List.of(
                    new Line(links.get(0), measured.up()), new Line(links.get(1), measured.down())))
            .words(Column.words("from", "from"), line -> line.link().from())
            .words(Column.words("to", "to"), line -> line.link().to())
            .column(
                Column.numbers("bandwidth", "bandwidthMbps").in("Mbps"),
                line -> Cell.number(line.link().bandwidthMbps()))
            .column(Column.words("95 % interval", "lowMbps", "highMbps"), LinkReport::interval)
            .column(
                Column.numbers("latency", "latencyMs").in("ms"),
                line -> Cell.number(line.link().latencyMs()))
            .build();
    List<String> lines = new ArrayList<>();
    lines.add("for the network of a catalog:");
    lines.addAll(Arrays.asList(JsonDocument.of(Links.of(links)).strip().split("\n")));
    return Report.of(
        Title.of(
            "round trip: %s ms".formatted(Numbers.of(measured.roundTrip().medianMs())),
            "a link's latency is half of it"),
        table,
        Note.of(lines));
  }

  private static Cell interval(Line line) {
    return line.bulk()
        .time()
        .interval()
        .map(
            range -> {
              double low = line.bulk().mbps(range.highMs());
              double high = line.bulk().mbps(range.lowMs());
              String text = Numbers.of(low) + " to " + Numbers.of(high);
              return Cell.of(text, Value.of(low), Value.of(high));
            })
        .orElse(Cell.of(Cell.NOTHING));
  }
}

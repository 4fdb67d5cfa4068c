package dev.espalier.io.json.tree;

import dev.espalier.device.Link;

/** Reads links of a network; a {@link Link} is written as it is. */
public final class LinkEntry {
  private LinkEntry() {}

  /** Reads a link. */
  public static Link read(JsonValue json) {
    json.allowing("from", "to", "bandwidthMbps", "latencyMs", "medium", "source");
    return json.make(
        () ->
            new Link(
                json.field("from").text(),
                json.field("to").text(),
                json.field("bandwidthMbps").number(),
                json.field("latencyMs").number(),
                json.optionalText("medium"),
                json.optionalText("source")));
  }
}

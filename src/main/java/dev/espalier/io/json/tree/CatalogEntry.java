package dev.espalier.io.json.tree;

import dev.espalier.device.DeviceCatalog;
import dev.espalier.device.Link;
import dev.espalier.device.Network;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A catalog as the fields of an object, alone or beside others. */
public record CatalogEntry(
    String name, Optional<String> source, List<DeviceEntry> devices, Defaults network) {

  /** The network: what holds for links that have no values of their own, and those that have. */
  record Defaults(
      double bandwidthMbps,
      double latencyMs,
      Optional<String> source,
      Optional<List<Link>> links) {}

  /** The fields of a catalog; what is absent there is absent here. */
  public static CatalogEntry of(DeviceCatalog catalog) {
    Network network = catalog.network();
    return new CatalogEntry(
        catalog.name(),
        catalog.source(),
        catalog.devices().stream().map(DeviceEntry::of).toList(),
        new Defaults(
            network.bandwidthMbps(),
            network.latencyMs(),
            network.source(),
            Optional.of(network.links()).filter(links -> !links.isEmpty())));
  }

  /**
   * Reads a catalog.
   *
   * @param others fields of the object that may occur beside those of the catalog
   */
  public static DeviceCatalog read(JsonValue json, String... others) {
    json.allowing(
        Stream.concat(Stream.of(others), Stream.of("name", "source", "devices", "network"))
            .toArray(String[]::new));
    return json.make(
        () ->
            new DeviceCatalog(
                json.field("name").text(),
                json.optionalText("source"),
                json.field("devices").items().stream().map(DeviceEntry::read).toList(),
                network(json.field("network"))));
  }

  private static Network network(JsonValue json) {
    json.allowing("bandwidthMbps", "latencyMs", "links", "source");
    return json.make(
        () ->
            new Network(
                json.field("bandwidthMbps").number(),
                json.field("latencyMs").number(),
                json.optional("links")
                    .map(links -> links.items().stream().map(LinkEntry::read).toList())
                    .orElse(List.of()),
                json.optionalText("source")));
  }
}

package dev.espalier.io.json;

import dev.espalier.device.Device;
import dev.espalier.device.DeviceCatalog;
import dev.espalier.device.Link;
import dev.espalier.device.Network;
import dev.espalier.io.InvalidFileException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;

/** Device catalogs as {@code espalier-catalog/1} files. */
public final class CatalogFile {
  private static final String FORMAT = "espalier-catalog/1";

  private CatalogFile() {}

  /**
   * Reads a catalog.
   *
   * @throws InvalidFileException if the file cannot be read or describes no valid catalog
   */
  public static DeviceCatalog read(Path path) {
    return catalog(JsonSource.read(path));
  }

  /** The devices of Na et al. 2023, table 1. */
  public static DeviceCatalog na2023() {
    String file = "na2023-six.catalog.json";
    try (InputStream in = CatalogFile.class.getResourceAsStream(file)) {
      return catalog(JsonSource.parse(file, in.readAllBytes()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static DeviceCatalog catalog(JsonValue root) {
    root.checkFormat(FORMAT);
    root.allowing("format", "name", "source", "devices", "network");
    return root.make(
        () ->
            new DeviceCatalog(
                root.field("name").text(),
                root.optionalText("source"),
                root.field("devices").items().stream().map(CatalogFile::device).toList(),
                network(root.field("network"))));
  }

  private static Device device(JsonValue json) {
    json.allowing(
        "name",
        "gflops",
        "ioMBps",
        "memoryMiB",
        "powerW",
        "idlePowerW",
        "energyJ",
        "layerOverheadMs",
        "sliceOverheadMs",
        "uplinkMbps",
        "downlinkMbps",
        "accessLatencyMs",
        "medium",
        "cost",
        "profile",
        "source");
    return json.make(
        () ->
            Device.builder(
                    json.field("name").text(),
                    json.field("gflops").number(),
                    json.field("ioMBps").number())
                .memoryMiB(json.optionalNumber("memoryMiB"))
                .powerW(json.optionalNumber("powerW"))
                .idlePowerW(json.optionalNumber("idlePowerW"))
                .energyJ(json.optionalNumber("energyJ"))
                .layerOverheadMs(json.optionalNumber("layerOverheadMs").orElse(0))
                .sliceOverheadMs(json.optionalNumber("sliceOverheadMs").orElse(0))
                .uplinkMbps(json.optionalNumber("uplinkMbps"))
                .downlinkMbps(json.optionalNumber("downlinkMbps"))
                .accessLatencyMs(json.optionalNumber("accessLatencyMs").orElse(0))
                .medium(json.optionalText("medium"))
                .cost(json.optionalNumber("cost"))
                .profile(json.optionalText("profile"))
                .source(json.optionalText("source"))
                .build());
  }

  private static Network network(JsonValue json) {
    json.allowing("bandwidthMbps", "latencyMs", "links", "source");
    return json.make(
        () ->
            new Network(
                json.field("bandwidthMbps").number(),
                json.field("latencyMs").number(),
                json.optional("links")
                    .map(links -> links.items().stream().map(CatalogFile::link).toList())
                    .orElse(List.of()),
                json.optionalText("source")));
  }

  private static Link link(JsonValue json) {
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

package dev.espalier.io.json;

import dev.espalier.device.Device;
import dev.espalier.device.DeviceCatalog;
import dev.espalier.device.Link;
import dev.espalier.device.Network;
import dev.espalier.io.InvalidFileException;
import dev.espalier.io.json.tree.JsonDocument;
import dev.espalier.io.json.tree.JsonSource;
import dev.espalier.io.json.tree.JsonValue;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

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

  /**
   * Reads a catalog from a stream, which stays open.
   *
   * @param name name of the stream in messages
   * @throws IOException if the stream cannot be read
   * @throws InvalidFileException if it describes no valid catalog
   */
  public static DeviceCatalog read(InputStream in, String name) throws IOException {
    return catalog(JsonSource.read(in, name));
  }

  /**
   * Reads a catalog from the text of a catalog file.
   *
   * @param name name of the text in messages
   * @throws InvalidFileException if it describes no valid catalog
   */
  public static DeviceCatalog parse(String text, String name) {
    return catalog(JsonSource.parse(text, name));
  }

  /** The devices of Na et al. 2023, table 1. */
  public static DeviceCatalog na2023() {
    String file = "na2023-six.catalog.json";
    try (InputStream in = CatalogFile.class.getResourceAsStream(file)) {
      return read(in, file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Reads a catalog that is part of another document of this module.
   *
   * @throws InvalidFileException if it is no valid catalog
   */
  @SuppressWarnings("exports")
  public static DeviceCatalog catalog(JsonValue root) {
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

  /** The catalog as text of a catalog file; what is absent in the catalog is absent there. */
  public static String write(DeviceCatalog catalog) {
    return JsonDocument.of(document(catalog));
  }

  /** The catalog as part of another document: an object with the fields of a catalog file. */
  public static Object document(DeviceCatalog catalog) {
    Network network = catalog.network();
    return new Catalog(
        FORMAT,
        catalog.name(),
        catalog.source(),
        catalog.devices().stream().map(CatalogFile::entry).toList(),
        new Defaults(
            network.bandwidthMbps(),
            network.latencyMs(),
            network.source(),
            Optional.of(network.links()).filter(links -> !links.isEmpty())));
  }

  private static Entry entry(Device device) {
    return new Entry(
        device.name(),
        device.gflops(),
        device.ioMBps(),
        device.memoryMiB(),
        device.powerW(),
        device.idlePowerW(),
        device.energyJ(),
        unlessZero(device.layerOverheadMs()),
        unlessZero(device.sliceOverheadMs()),
        device.uplinkMbps(),
        device.downlinkMbps(),
        unlessZero(device.accessLatencyMs()),
        device.medium(),
        device.cost(),
        device.profile(),
        device.source());
  }

  private static OptionalDouble unlessZero(double value) {
    return value == 0 ? OptionalDouble.empty() : OptionalDouble.of(value);
  }

  private record Catalog(
      String format, String name, Optional<String> source, List<Entry> devices, Defaults network) {}

  private record Entry(
      String name,
      double gflops,
      double ioMBps,
      OptionalDouble memoryMiB,
      OptionalDouble powerW,
      OptionalDouble idlePowerW,
      OptionalDouble energyJ,
      OptionalDouble layerOverheadMs,
      OptionalDouble sliceOverheadMs,
      OptionalDouble uplinkMbps,
      OptionalDouble downlinkMbps,
      OptionalDouble accessLatencyMs,
      Optional<String> medium,
      OptionalDouble cost,
      Optional<String> profile,
      Optional<String> source) {}

  private record Defaults(
      double bandwidthMbps,
      double latencyMs,
      Optional<String> source,
      Optional<List<Link>> links) {}
}

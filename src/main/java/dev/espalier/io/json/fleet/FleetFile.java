package dev.espalier.io.json.fleet;

import dev.espalier.device.Device;
import dev.espalier.io.InvalidFileException;
import dev.espalier.io.json.CatalogFile;
import dev.espalier.io.json.tree.DeviceEntry;
import dev.espalier.io.json.tree.JsonSource;
import dev.espalier.io.json.tree.JsonValue;
import dev.espalier.study.fleet.DeviceKind;
import dev.espalier.study.fleet.DeviceQuantity;
import dev.espalier.study.fleet.Fleet;
import dev.espalier.study.fleet.VariedDevice;
import dev.espalier.study.fleet.VariedNetwork;
import dev.espalier.study.fleet.VariedNetwork.VariedLink;
import dev.espalier.study.random.Distribution;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Fleets as {@code espalier-fleet/1} files. */
public final class FleetFile {
  private static final String FORMAT = "espalier-fleet/1";

  private static final String SLOWDOWN = "slowdown";
  private static final String AVAILABILITY = "availability";
  private static final String MAX = "max";
  private static final double MEDIAN = 0.5;

  private FleetFile() {}

  /**
   * Reads a fleet, or a catalog of which each device is a kind.
   *
   * @param present names of devices that are always there, where it is a catalog
   * @param max how many of each kind a group has at most, where it is a catalog
   * @throws InvalidFileException if the file cannot be read or describes neither
   */
  public static Fleet read(Path path, Collection<String> present, int max) {
    return fleet(JsonSource.read(path), present, max);
  }

  /**
   * Reads a fleet, or a catalog of which each device is a kind, from a stream, which stays open.
   *
   * @param name name of the stream in messages
   * @param present names of devices that are always there, where it is a catalog
   * @param max how many of each kind a group has at most, where it is a catalog
   * @throws IOException if the stream cannot be read
   * @throws InvalidFileException if it describes neither
   */
  public static Fleet read(InputStream in, String name, Collection<String> present, int max)
      throws IOException {
    return fleet(JsonSource.read(in, name), present, max);
  }

  /**
   * Reads a fleet from the text of a file.
   *
   * @param name name of the text in messages
   * @throws InvalidFileException if it describes no valid fleet
   */
  public static Fleet parse(String text, String name) {
    return fleet(JsonSource.parse(text, name));
  }

  private static Fleet fleet(JsonValue root, Collection<String> present, int max) {
    return root.checkFormat(FORMAT, CatalogFile.FORMAT).equals(FORMAT)
        ? fleet(root)
        : root.make(() -> Fleet.of(CatalogFile.catalog(root), present, max));
  }

  private static Fleet fleet(JsonValue root) {
    root.checkFormat(FORMAT);
    root.allowing("format", "name", "source", "devices", "kinds", "network");
    return root.make(
        () ->
            new Fleet(
                root.field("name").text(),
                root.optional("devices").map(FleetFile::devices).orElse(List.of()),
                root.field("kinds").items().stream().map(FleetFile::kind).toList(),
                network(root.field("network"))));
  }

  private static List<VariedDevice> devices(JsonValue json) {
    return json.items().stream().map(item -> device(item, SLOWDOWN, AVAILABILITY)).toList();
  }

  private static DeviceKind kind(JsonValue json) {
    VariedDevice device = device(json, SLOWDOWN, AVAILABILITY, MAX);
    return json.make(
        () -> new DeviceKind(device, json.field("cost").number(), json.field(MAX).smallNumber()));
  }

  private static VariedDevice device(JsonValue json, String... others) {
    Map<DeviceQuantity, Distribution> varied = new EnumMap<>(DeviceQuantity.class);
    Device nominal = DeviceEntry.read(json, (field, value) -> usual(field, value, varied), others);
    return json.make(
        () ->
            new VariedDevice(
                nominal,
                varied,
                json.optional(SLOWDOWN)
                    .map(DistributionEntry::read)
                    .orElse(Distribution.constant(1)),
                json.optionalNumber(AVAILABILITY).orElse(1)));
  }

  /** A number; the median of what is a distribution, which is kept. */
  private static double usual(
      String field, JsonValue value, Map<DeviceQuantity, Distribution> varied) {
    Optional<DeviceQuantity> quantity =
        Arrays.stream(DeviceQuantity.values())
            .filter(each -> each.field().equals(field) && value.isObject())
            .findFirst();
    if (quantity.isEmpty()) {
      return value.number();
    }
    Distribution distribution = DistributionEntry.read(value);
    varied.put(quantity.get(), distribution);
    return distribution.quantile(MEDIAN);
  }

  private static VariedNetwork network(JsonValue json) {
    json.allowing("bandwidthMbps", "latencyMs", "links", "source");
    return json.make(
        () ->
            new VariedNetwork(
                DistributionEntry.read(json.field("bandwidthMbps")),
                DistributionEntry.read(json.field("latencyMs")),
                json.optional("links")
                    .map(links -> links.items().stream().map(FleetFile::link).toList())
                    .orElse(List.of())));
  }

  private static VariedLink link(JsonValue json) {
    json.allowing("from", "to", "bandwidthMbps", "latencyMs", "medium", "source");
    return json.make(
        () ->
            new VariedLink(
                json.field("from").text(),
                json.field("to").text(),
                DistributionEntry.read(json.field("bandwidthMbps")),
                DistributionEntry.read(json.field("latencyMs")),
                json.optionalText("medium")));
  }
}

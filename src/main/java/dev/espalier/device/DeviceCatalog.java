package dev.espalier.device;

import dev.espalier.error.InvalidFieldException;
import dev.espalier.internal.Checks;
import dev.espalier.internal.NearestName;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The available devices and their links. Immutable; devices and links are looked up in constant
 * time.
 */
public final class DeviceCatalog {

  /** Maximum number of devices in a catalog. */
  public static final int MAX_DEVICES = 4096;

  private final String name;
  private final Optional<String> source;
  private final List<Device> devices;
  private final Network network;
  private final Map<String, Integer> indexes = new HashMap<>();
  private final Map<String, Map<String, Link>> explicitLinks = new HashMap<>();

  /**
   * @param name the catalog's name
   * @param source source of the numbers
   * @param devices at least one device
   * @param network the links between them
   * @throws IllegalArgumentException if the name is blank, there is no device or more than 4,096, a
   *     device is named twice, or a link names an unknown device
   */
  public DeviceCatalog(
      String name, Optional<String> source, List<Device> devices, Network network) {
    this.name = Checks.name("catalog", "name", name);
    this.source = source;
    this.devices = List.copyOf(devices);
    this.network = network;
    if (devices.isEmpty() || devices.size() > MAX_DEVICES) {
      throw new InvalidFieldException(
          "devices",
          "catalog: devices must list 1 to %d devices but lists %d"
              .formatted(MAX_DEVICES, devices.size()));
    }
    indexDevices();
    indexLinks();
  }

  /** A catalog without a source note. */
  public DeviceCatalog(String name, List<Device> devices, Network network) {
    this(name, Optional.empty(), devices, network);
  }

  private void indexDevices() {
    for (int i = 0; i < devices.size(); i++) {
      if (indexes.put(devices.get(i).name(), i) != null) {
        throw new InvalidFieldException(
            "devices/" + i + "/name",
            "device name \"%s\" is listed twice; names must be unique"
                .formatted(devices.get(i).name()));
      }
    }
  }

  private void indexLinks() {
    for (int i = 0; i < network.links().size(); i++) {
      Link link = network.links().get(i);
      checkEnd(i, "from", link.from());
      checkEnd(i, "to", link.to());
      explicitLinks.computeIfAbsent(link.from(), from -> new HashMap<>()).put(link.to(), link);
    }
  }

  private void checkEnd(int index, String end, String device) {
    if (!indexes.containsKey(device)) {
      throw new InvalidFieldException(
          "network/links/" + index + "/" + end,
          "link: %s names device \"%s\", which is not in the catalog%s"
              .formatted(end, device, NearestName.hint(device, indexes.keySet())));
    }
  }

  /** The catalog's name. */
  public String name() {
    return name;
  }

  /** Source of the numbers. */
  public Optional<String> source() {
    return source;
  }

  /** The devices, in the order in which they are listed. */
  public List<Device> devices() {
    return devices;
  }

  /** The network between the devices. */
  public Network network() {
    return network;
  }

  /**
   * This catalog with another default bandwidth of the network; explicit links keep theirs, and
   * uplinks and downlinks still bound it.
   */
  public DeviceCatalog withDefaultBandwidthMbps(double bandwidthMbps) {
    return withNetwork(
        new Network(bandwidthMbps, network.latencyMs(), network.links(), network.source()));
  }

  /** This catalog with another default latency of the network, ms; explicit links keep theirs. */
  public DeviceCatalog withDefaultLatencyMs(double latencyMs) {
    return withNetwork(
        new Network(network.bandwidthMbps(), latencyMs, network.links(), network.source()));
  }

  /** These devices with another network between them. */
  public DeviceCatalog withNetwork(Network other) {
    return new DeviceCatalog(name, source, devices, other);
  }

  /** This catalog with a link that replaces the one between the same devices, if there is one. */
  public DeviceCatalog withLink(Link link) {
    List<Link> links =
        new ArrayList<>(
            network.links().stream()
                .filter(old -> !old.from().equals(link.from()) || !old.to().equals(link.to()))
                .toList());
    links.add(link);
    return withNetwork(network.withLinks(links));
  }

  /** This catalog with a device in the place of the one of the same name. */
  public DeviceCatalog withDevice(Device device) {
    return withDevices(
        devices.stream().map(old -> old.name().equals(device.name()) ? device : old).toList());
  }

  /** This catalog with other devices on the same network. */
  public DeviceCatalog withDevices(List<Device> others) {
    return new DeviceCatalog(name, source, others, network);
  }

  /**
   * A device by name.
   *
   * @throws IllegalArgumentException if there is none
   */
  public Device device(String device) {
    int index = indexOf(device);
    if (index < 0) {
      throw new InvalidFieldException(
          "device", "device \"%s\" is not in catalog \"%s\"".formatted(device, name));
    }
    return devices.get(index);
  }

  /** Index of a device by name, -1 if there is none. */
  public int indexOf(String device) {
    return indexes.getOrDefault(device, -1);
  }

  /**
   * The directed link that data from one device to another takes. An explicit link wins. The
   * default link has the minimum of the sender's uplink, the receiver's downlink and the network's
   * bandwidth, and the sum of the network's latency and the access latencies of both ends; it names
   * its medium if it occupies exactly one ({@link #media} returns all).
   *
   * @throws IllegalArgumentException if the two are the same or one is not in the catalog
   */
  public Link link(String from, String to) {
    return explicitLink(from, to).orElseGet(() -> defaultLink(device(from), device(to)));
  }

  private Optional<Link> explicitLink(String from, String to) {
    return Optional.ofNullable(explicitLinks.getOrDefault(from, Map.of()).get(to));
  }

  private Link defaultLink(Device from, Device to) {
    double bandwidthMbps =
        Math.min(
            network.bandwidthMbps(),
            Math.min(
                from.uplinkMbps().orElse(Double.POSITIVE_INFINITY),
                to.downlinkMbps().orElse(Double.POSITIVE_INFINITY)));
    // A sum of valid latencies is a valid one, however absurd they are.
    double latencyMs =
        Math.min(
            network.latencyMs() + from.accessLatencyMs() + to.accessLatencyMs(), Checks.MAX_NUMBER);
    List<String> media = media(from, to);
    return new Link(
        from.name(),
        to.name(),
        bandwidthMbps,
        latencyMs,
        media.size() == 1 ? Optional.of(media.get(0)) : Optional.empty(),
        Optional.empty());
  }

  /**
   * The distinct media that a transfer from one device to another occupies: those of its two ends
   * over the default link, and no other than its own over an explicit link.
   *
   * @return 0, 1 or 2 names, the sender's first
   * @throws IllegalArgumentException if one of the two is not in the catalog
   */
  public List<String> media(String from, String to) {
    return explicitLink(from, to)
        .map(link -> link.medium().stream().toList())
        .orElseGet(() -> media(device(from), device(to)));
  }

  private static List<String> media(Device from, Device to) {
    if (from.medium().isEmpty() || from.medium().equals(to.medium())) {
      return to.medium().map(List::of).orElse(List.of());
    }
    return Stream.concat(from.medium().stream(), to.medium().stream()).toList();
  }

  @Override
  public boolean equals(Object other) {
    return this == other
        || other instanceof DeviceCatalog that
            && name.equals(that.name)
            && source.equals(that.source)
            && devices.equals(that.devices)
            && network.equals(that.network);
  }

  @Override
  public int hashCode() {
    return Objects.hash(name, source, devices, network);
  }

  @Override
  public String toString() {
    return "DeviceCatalog[name=%s, source=%s, devices=%s, network=%s]"
        .formatted(name, source.orElse(""), devices, network);
  }
}

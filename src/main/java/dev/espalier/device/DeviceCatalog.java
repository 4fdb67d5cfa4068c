package dev.espalier.device;

import dev.espalier.internal.Checks;
import dev.espalier.internal.InvalidFieldException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The devices at hand and what connects them.
 *
 * @param name the catalog's name
 * @param source where the figures come from
 * @param devices at least one device
 * @param network the links between them
 */
public record DeviceCatalog(
    String name, Optional<String> source, List<Device> devices, Network network) {

  /** Most devices in a catalog: the used ones are kept as the bits of a long. */
  public static final int MAX_DEVICES = 63;

  /**
   * @throws IllegalArgumentException if the name is blank, there is no device or more than 63, a
   *     device is named twice, or a link names an unknown device
   */
  public DeviceCatalog {
    Checks.name("catalog", "name", name);
    devices = List.copyOf(devices);
    if (devices.isEmpty() || devices.size() > MAX_DEVICES) {
      throw new InvalidFieldException(
          "devices",
          "catalog: devices must list 1 to %d devices but lists %d"
              .formatted(MAX_DEVICES, devices.size()));
    }
    Set<String> names = new HashSet<>();
    for (int i = 0; i < devices.size(); i++) {
      if (!names.add(devices.get(i).name())) {
        throw new InvalidFieldException(
            "devices/" + i + "/name",
            "device name \"%s\" is listed twice; names must be unique"
                .formatted(devices.get(i).name()));
      }
    }
    for (int i = 0; i < network.links().size(); i++) {
      Link link = network.links().get(i);
      checkEnd(names, i, "from", link.from());
      checkEnd(names, i, "to", link.to());
    }
  }

  private static void checkEnd(Set<String> names, int index, String end, String device) {
    if (!names.contains(device)) {
      throw new InvalidFieldException(
          "network/links/" + index + "/" + end,
          "link: %s names device \"%s\", which is not in the catalog".formatted(end, device));
    }
  }

  /** A catalog without a source note. */
  public DeviceCatalog(String name, List<Device> devices, Network network) {
    this(name, Optional.empty(), devices, network);
  }

  /** This catalog with another default bandwidth; links with figures of their own keep them. */
  public DeviceCatalog withDefaultBandwidthMbps(double bandwidthMbps) {
    return withNetwork(
        new Network(bandwidthMbps, network.latencyMs(), network.links(), network.source()));
  }

  /** This catalog with another default latency, ms; links with figures of their own keep them. */
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
    return new DeviceCatalog(
        name,
        source,
        devices.stream().map(old -> old.name().equals(device.name()) ? device : old).toList(),
        network);
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
    for (int i = 0; i < devices.size(); i++) {
      if (devices.get(i).name().equals(device)) {
        return i;
      }
    }
    return -1;
  }

  /** The link that data from one device to another takes: its own, or the network's default. */
  public Link link(String from, String to) {
    return network.links().stream()
        .filter(link -> link.from().equals(from) && link.to().equals(to))
        .findFirst()
        .orElseGet(() -> new Link(from, to, network.bandwidthMbps(), network.latencyMs()));
  }
}

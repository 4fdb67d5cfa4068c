package dev.espalier.study.fleet;

import dev.espalier.device.Device;
import dev.espalier.device.DeviceCatalog;
import dev.espalier.device.Link;
import dev.espalier.device.Network;
import dev.espalier.error.InvalidFieldException;
import dev.espalier.internal.Checks;
import dev.espalier.internal.NearestName;
import dev.espalier.study.fleet.VariedNetwork.VariedLink;
import dev.espalier.study.random.Distribution;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The devices that are always there, the kinds of devices that may be bought, and the links.
 * Immutable.
 *
 * @param name name of the fleet
 * @param devices the devices that are in every group
 * @param kinds the kinds that a group has some devices of, at least one kind
 * @param network the links
 */
public record Fleet(
    String name, List<VariedDevice> devices, List<DeviceKind> kinds, VariedNetwork network) {

  /**
   * @throws IllegalArgumentException if the name is blank, there is no kind, two devices have the
   *     same name, there may be more than 4,096 devices, or a link names what is not there
   */
  public Fleet {
    Checks.name("fleet", "name", name);
    devices = List.copyOf(devices);
    kinds = List.copyOf(kinds);
    Checks.notEmpty("fleet", "kinds", kinds);
    Set<String> ends = new LinkedHashSet<>();
    for (int i = 0; i < devices.size(); i++) {
      checkNew(ends, "devices/" + i + "/name", devices.get(i).name());
    }
    for (int i = 0; i < kinds.size(); i++) {
      checkNew(ends, "kinds/" + i + "/name", kinds.get(i).name());
    }
    checkLinks(network, ends);
    checkNames(devices, kinds);
  }

  private static void checkNew(Set<String> seen, String field, String name) {
    if (!seen.add(name)) {
      throw new InvalidFieldException(
          field, "fleet: name \"%s\" is listed twice; names must be unique".formatted(name));
    }
  }

  private static void checkLinks(VariedNetwork network, Set<String> ends) {
    Set<List<String>> pairs = new LinkedHashSet<>();
    for (int i = 0; i < network.links().size(); i++) {
      VariedLink link = network.links().get(i);
      String place = "network/links/" + i;
      checkEnd(place + "/from", link.from(), ends);
      checkEnd(place + "/to", link.to(), ends);
      if (!pairs.add(List.of(link.from(), link.to()))) {
        throw new InvalidFieldException(
            place, "link \"%s\" -> \"%s\" is listed twice".formatted(link.from(), link.to()));
      }
    }
  }

  private static void checkEnd(String place, String name, Set<String> ends) {
    if (!ends.contains(name)) {
      throw new InvalidFieldException(
          place,
          "link: \"%s\" is no device or kind of the fleet%s"
              .formatted(name, NearestName.hint(name, ends)));
    }
  }

  /** Copies are named after their kind: no other device may have such a name. */
  private static void checkNames(List<VariedDevice> devices, List<DeviceKind> kinds) {
    long count = devices.size() + kinds.stream().mapToLong(DeviceKind::max).sum();
    if (count > DeviceCatalog.MAX_DEVICES) {
      throw new InvalidFieldException(
          "kinds",
          "fleet: kinds must have at most %d devices with those that are always there, but have %d"
              .formatted(DeviceCatalog.MAX_DEVICES, count));
    }
    Set<String> seen = new LinkedHashSet<>(devices.stream().map(VariedDevice::name).toList());
    for (int i = 0; i < kinds.size(); i++) {
      for (int copy = 0; copy < kinds.get(i).max(); copy++) {
        checkNew(seen, "kinds/" + i + "/name", kinds.get(i).copyName(copy));
      }
    }
  }

  /**
   * The fleet of which each device of a catalog is a kind, but for those that are always there;
   * where no device has a cost, each costs 1.
   *
   * @param present names of devices that are always there, such as the source device
   * @param max how many of each kind a group has at most
   * @throws IllegalArgumentException if some devices have a cost and others have none, or all are
   *     always there
   */
  public static Fleet of(DeviceCatalog catalog, Collection<String> present, int max) {
    boolean isPriced = catalog.devices().stream().anyMatch(device -> device.cost().isPresent());
    List<VariedDevice> devices = new ArrayList<>();
    List<DeviceKind> kinds = new ArrayList<>();
    for (Device device : catalog.devices()) {
      VariedDevice same = VariedDevice.of(device);
      if (present.contains(device.name())) {
        devices.add(same);
      } else if (isPriced && device.cost().isEmpty()) {
        throw new InvalidFieldException(
            "devices",
            "device \"%s\" has no cost, but others have; expected one for each or for none"
                .formatted(device.name()));
      } else {
        kinds.add(new DeviceKind(same, device.cost().orElse(1), max));
      }
    }
    Network network = catalog.network();
    return new Fleet(
        catalog.name(),
        devices,
        kinds,
        new VariedNetwork(
            Distribution.constant(network.bandwidthMbps()),
            Distribution.constant(network.latencyMs()),
            network.links().stream().map(VariedLink::of).toList()));
  }

  /** Names of the devices of a kind, or of the always present device of that name. */
  public List<String> names(String end) {
    for (DeviceKind kind : kinds) {
      if (kind.name().equals(end)) {
        List<String> names = new ArrayList<>();
        for (int copy = 0; copy < kind.max(); copy++) {
          names.add(kind.copyName(copy));
        }
        return names;
      }
    }
    return List.of(end);
  }

  /** All devices that a group may have, the always present ones first, at usual values. */
  public DeviceCatalog catalog() {
    List<Device> all = new ArrayList<>(devices.stream().map(VariedDevice::nominal).toList());
    for (DeviceKind kind : kinds) {
      for (String copy : names(kind.name())) {
        all.add(kind.device().nominal().toBuilder().name(copy).build());
      }
    }
    List<Link> links = new ArrayList<>();
    for (VariedLink link : network.links()) {
      for (String from : names(link.from())) {
        for (String to : names(link.to())) {
          if (!from.equals(to)) {
            links.add(
                new Link(
                    from,
                    to,
                    usual(link.bandwidthMbps()),
                    usual(link.latencyMs()),
                    link.medium(),
                    Optional.empty()));
          }
        }
      }
    }
    return new DeviceCatalog(
        name,
        all,
        new Network(
            usual(network.bandwidthMbps()), usual(network.latencyMs()), links, Optional.empty()));
  }

  /** The median: what stands for a distribution where one number is needed. */
  static double usual(Distribution distribution) {
    return distribution.quantile(0.5);
  }
}

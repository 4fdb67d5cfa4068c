package dev.espalier.benchmarks.soundness;

import dev.espalier.device.Device;
import dev.espalier.device.DeviceBuilder;
import dev.espalier.device.DeviceCatalog;
import dev.espalier.device.Link;
import dev.espalier.device.Network;
import java.util.ArrayList;
import java.util.List;

/**
 * Draws catalogs without limits: a quarter of the devices are equal to another one but for the
 * name, in half of the catalogs some ordered pairs have links of their own, and some devices have
 * overheads, accesses or media of their own.
 */
final class MixedCatalog {
  private final Dice dice;
  private final boolean detailed;

  private MixedCatalog(Dice dice) {
    this.dice = dice;
    detailed = dice.oneIn(2);
  }

  /** A catalog of this number of devices, each of known power. */
  static DeviceCatalog of(int size, Dice dice) {
    return new MixedCatalog(dice).draw(size);
  }

  private DeviceCatalog draw(int size) {
    List<Device> devices = new ArrayList<>();
    for (int d = 0; d < size; d++) {
      Device device = d > 0 && dice.oneIn(4) ? dice.oneOf(devices) : device();
      devices.add(device.toBuilder().name("d" + d).build());
    }
    double latencyMs = dice.oneIn(2) ? 0 : dice.logUniform(0.1, 10);
    Network network = Network.uniform(dice.logUniform(10, 2000), latencyMs);
    return new DeviceCatalog("mixed", devices, network.withLinks(links(devices)));
  }

  private Device device() {
    double watts = dice.oneIn(10) ? 0 : dice.logUniform(0.1, 20);
    DeviceBuilder device =
        Device.builder("any", dice.logUniform(0.2, 20), dice.logUniform(10, 1000)).powerW(watts);
    if (detailed && dice.oneIn(3)) {
      device.layerOverheadMs(dice.logUniform(0.01, 1)).sliceOverheadMs(dice.logUniform(0.01, 5));
    }
    if (detailed && dice.oneIn(3)) {
      device.uplinkMbps(dice.logUniform(5, 2000)).downlinkMbps(dice.logUniform(5, 2000));
    }
    if (detailed && dice.oneIn(3)) {
      device.accessLatencyMs(dice.logUniform(0.1, 5));
    }
    if (detailed && dice.oneIn(3)) {
      device.medium(dice.oneIn(3) ? "bus" : "radio");
    }
    if (detailed && dice.oneIn(3)) {
      device.idlePowerW(watts * dice.random().nextDouble());
    }
    return device.build();
  }

  private List<Link> links(List<Device> devices) {
    double probability = dice.oneIn(2) ? 0 : dice.random().nextDouble();
    List<Link> links = new ArrayList<>();
    for (Device from : devices) {
      for (Device to : devices) {
        if (from != to && dice.random().nextDouble() < probability) {
          double latencyMs = dice.oneIn(3) ? 0 : dice.logUniform(0.1, 20);
          links.add(new Link(from.name(), to.name(), dice.logUniform(10, 2000), latencyMs));
        }
      }
    }
    return links;
  }
}

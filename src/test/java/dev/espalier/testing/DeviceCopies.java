package dev.espalier.testing;

import dev.espalier.device.Device;
import dev.espalier.device.DeviceCatalog;
import dev.espalier.device.Link;
import dev.espalier.device.Network;
import dev.espalier.plan.PlanningProblem;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Problems on more devices: copies of those that a problem has, with links like theirs. */
public final class DeviceCopies {
  private DeviceCopies() {}

  /** A problem with so many devices that may run slices; {@code a#3} is a copy of a. */
  public static PlanningProblem fill(PlanningProblem problem, long seed, int count) {
    SplittableRandom random = new SplittableRandom(seed);
    List<Device> devices = new ArrayList<>(problem.catalog().devices());
    List<String> chosen = new ArrayList<>(problem.devices().stream().map(Device::name).toList());
    while (chosen.size() < count) {
      Device original = problem.devices().get(random.nextInt(problem.devices().size()));
      Device copy = original.toBuilder().name(original.name() + "#" + devices.size()).build();
      devices.add(copy);
      chosen.add(copy.name());
    }
    Network network = problem.catalog().network();
    List<Link> links = new ArrayList<>();
    for (Link link : network.links()) {
      for (Device from : devices) {
        for (Device to : devices) {
          if (isOrCopies(from, link.from()) && isOrCopies(to, link.to())) {
            links.add(
                new Link(
                    from.name(),
                    to.name(),
                    link.bandwidthMbps(),
                    link.latencyMs(),
                    link.medium(),
                    link.source()));
          }
        }
      }
    }
    DeviceCatalog catalog = new DeviceCatalog("copies", devices, network.withLinks(links));
    return problem.withCatalog(catalog).toBuilder().devices(chosen).build();
  }

  private static boolean isOrCopies(Device device, String name) {
    return device.name().replaceAll("#.*", "").equals(name);
  }
}

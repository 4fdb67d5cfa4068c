package dev.espalier.plan.change;

import dev.espalier.device.Device;
import dev.espalier.device.DeviceCatalog;
import dev.espalier.device.Link;
import dev.espalier.error.InvalidFieldException;
import dev.espalier.internal.NearestName;
import dev.espalier.internal.Printable;
import dev.espalier.model.BranchyNet;
import dev.espalier.model.Exit;
import dev.espalier.plan.PlanningProblem;
import dev.espalier.plan.PlanningProblemBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;

/** Makes the world after a change: what each kind of change means for a problem. */
final class ChangedWorld {
  private final World world;

  ChangedWorld(World world) {
    this.world = world;
  }

  World after(Change change) {
    if (change instanceof Change.OfLink link) {
      return withCatalog(linked(link));
    }
    if (change instanceof Change.OfNetwork network) {
      return world.withProblem(networked(network));
    }
    if (change instanceof Change.Gone away) {
      requireDevice(away.device());
      Set<String> names = world.gone();
      names.add(away.device());
      return world.withGone(names);
    }
    if (change instanceof Change.Back back) {
      requireDevice(back.device());
      Set<String> names = world.gone();
      names.remove(back.device());
      return world.withGone(names);
    }
    if (change instanceof Change.Joined joined) {
      return joined(joined);
    }
    if (change instanceof Change.OfDevice device) {
      return changed(device);
    }
    if (change instanceof Change.LayerTimes times) {
      return measured(times);
    }
    if (change instanceof Change.ExitProbabilities probabilities) {
      probabilities.byExit().keySet().forEach(this::requireExit);
      return world.withProblem(
          world.allDevices().withNet(net().withSomeProbabilities(probabilities.byExit())));
    }
    if (change instanceof Change.Condition condition) {
      return world.withProblem(world.allDevices().withNet(under(condition.name())));
    }
    return world.withProblem(withDeadline((Change.Deadline) change));
  }

  private World withCatalog(DeviceCatalog catalog) {
    return world.withProblem(world.allDevices().withCatalog(catalog));
  }

  private BranchyNet net() {
    return world.allDevices().linearization().net();
  }

  private DeviceCatalog linked(Change.OfLink change) {
    requireDevice(change.from());
    requireDevice(change.to());
    DeviceCatalog catalog =
        withLink(world.allDevices().catalog(), change.from(), change.to(), change);
    return change.isBothWays() ? withLink(catalog, change.to(), change.from(), change) : catalog;
  }

  private static DeviceCatalog withLink(
      DeviceCatalog catalog, String from, String to, Change.OfLink change) {
    if (from.equals(to)) {
      throw new InvalidFieldException(
          "link", "link from \"" + from + "\" to itself: a device needs no link to itself");
    }
    Link old = catalog.link(from, to);
    return catalog.withLink(
        old.withBandwidthMbps(change.bandwidthMbps().orElse(old.bandwidthMbps()))
            .withLatencyMs(change.latencyMs().orElse(old.latencyMs())));
  }

  private PlanningProblem networked(Change.OfNetwork change) {
    PlanningProblem changed = world.allDevices();
    if (change.latencyMs().isPresent()) {
      changed =
          changed.withCatalog(
              changed.catalog().withDefaultLatencyMs(change.latencyMs().getAsDouble()));
    }
    return change.bandwidthMbps().isPresent()
        ? changed.toBuilder().bandwidthMbps(change.bandwidthMbps().getAsDouble()).build()
        : changed;
  }

  /** The new device may run slices, whether or not all devices of the catalog may. */
  private World joined(Change.Joined change) {
    Device device = change.device();
    if (world.allDevices().catalog().indexOf(device.name()) >= 0) {
      throw new InvalidFieldException(
          "joined",
          "device \"%s\" is in the catalog already; if it was gone, it is back with"
                  .formatted(device.name())
              + " {\"device\": \""
              + device.name()
              + "\", \"gone\": false}");
    }
    List<Device> devices = new ArrayList<>(world.allDevices().catalog().devices());
    devices.add(device);
    DeviceCatalog catalog = world.allDevices().catalog().withDevices(devices);
    for (Link link : change.links()) {
      catalog = catalog.withLink(link);
    }
    List<String> running =
        new ArrayList<>(world.allDevices().devices().stream().map(Device::name).toList());
    running.add(device.name());
    return world.withProblem(
        world.allDevices().withCatalog(catalog).toBuilder().devices(running).build());
  }

  private World changed(Change.OfDevice change) {
    requireDevice(change.device());
    Device old = world.allDevices().catalog().device(change.device());
    Device device =
        old.toBuilder()
            .energyJ(orElse(change.energyJ(), old.energyJ()))
            .memoryMiB(orElse(change.memoryMiB(), old.memoryMiB()))
            .build();
    Map<String, Double> factors = world.slowdowns();
    change.slowdown().ifPresent(factor -> factors.put(change.device(), factor));
    PlanningProblem changed =
        device.equals(old)
            ? world.allDevices()
            : world.allDevices().withCatalog(world.allDevices().catalog().withDevice(device));
    return world.withProblem(changed).withSlowdowns(factors);
  }

  private static OptionalDouble orElse(OptionalDouble value, OptionalDouble other) {
    return value.isPresent() ? value : other;
  }

  /** What is kept are times at the speed of the catalog, which a later slowdown then scales. */
  private World measured(Change.LayerTimes change) {
    requireDevice(change.device());
    PlanningProblemBuilder builder = world.allDevices().toBuilder();
    double factor = world.slowdown(change.device());
    change.ms().forEach((layer, ms) -> builder.measured(change.device(), layer, ms / factor));
    return world.withProblem(builder.build());
  }

  private BranchyNet under(String condition) {
    List<Double> probabilities = world.conditions().get(condition);
    if (probabilities == null) {
      throw new InvalidFieldException(
          "condition",
          world.conditions().isEmpty()
              ? "condition \"%s\": no exit data is given that has conditions".formatted(condition)
              : "condition \"%s\" is not among %s%s"
                  .formatted(
                      condition,
                      Printable.list(List.copyOf(world.conditions().keySet())),
                      NearestName.hint(condition, world.conditions().keySet())));
    }
    return net().withProbabilities(probabilities.stream().mapToDouble(each -> each).toArray());
  }

  private PlanningProblem withDeadline(Change.Deadline change) {
    requireExit(change.exit());
    PlanningProblemBuilder builder = world.allDevices().toBuilder().withoutDeadline(change.exit());
    change.ms().ifPresent(ms -> builder.deadlineMs(change.exit(), ms));
    return builder.build();
  }

  private void requireDevice(String device) {
    require(
        "device",
        device,
        world.allDevices().catalog().devices().stream().map(Device::name).toList());
  }

  private void requireExit(String exit) {
    require("exit", exit, net().exits().stream().map(Exit::name).toList());
  }

  private static void require(String what, String name, List<String> known) {
    if (!known.contains(name)) {
      throw new InvalidFieldException(
          what,
          "%s \"%s\" is not among %s%s"
              .formatted(what, name, Printable.list(known), NearestName.hint(name, known)));
    }
  }
}

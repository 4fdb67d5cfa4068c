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
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The state of the world that plans run in: a problem on all devices, those included that are gone
 * now, and what has changed since. Immutable and thread-safe; each change makes another world.
 */
public final class World {
  /** The problem on all devices, at the speeds of the catalog. */
  private final PlanningProblem all;

  private final Set<String> gone;

  /** Factor of the times of devices that are slower or faster than in the catalog. */
  private final Map<String, Double> slowdowns;

  /** Probabilities of the exits, in their order, by name of the condition. */
  private final Map<String, List<Double>> conditions;

  private final Optional<String> obstacle;
  private final Optional<PlanningProblem> problem;

  private World(
      PlanningProblem all,
      Set<String> gone,
      Map<String, Double> slowdowns,
      Map<String, List<Double>> conditions) {
    this.all = all;
    this.gone = gone;
    this.slowdowns = slowdowns;
    this.conditions = conditions;
    obstacle = findObstacle();
    problem = obstacle.isPresent() ? Optional.empty() : Optional.of(present());
  }

  /** The world of a problem in which all devices are there and nothing has changed. */
  public static World of(PlanningProblem problem) {
    return new World(problem, Set.of(), Map.of(), Map.of());
  }

  /**
   * This world with conditions that it may change to.
   *
   * @param byName probabilities of the exits, in the network's order, by name of the condition
   */
  public World withConditions(Map<String, List<Double>> byName) {
    return new World(all, gone, slowdowns, new TreeMap<>(byName));
  }

  /** The problem as it is now; empty if there is an {@link #obstacle}. */
  public Optional<PlanningProblem> problem() {
    return problem;
  }

  /** The problem on all devices, those included that are gone, at the speeds of the catalog. */
  public PlanningProblem allDevices() {
    return all;
  }

  /** Names of the devices that are gone. */
  public Set<String> gone() {
    return new TreeSet<>(gone);
  }

  /** How many times as long as in the catalog a device takes for every layer; 1 if not changed. */
  public double slowdown(String device) {
    return slowdowns.getOrDefault(device, 1.0);
  }

  /** The reason why nothing can be planned now, such as a source device that is gone. */
  public Optional<String> obstacle() {
    return obstacle;
  }

  /**
   * The world after some changes, in their order.
   *
   * @throws InvalidFieldException if one names a device, exit or layer that there is not, or has a
   *     value out of range; this world is then as valid as before
   */
  public World with(List<Change> changes) {
    World world = this;
    for (Change change : changes) {
      world = world.with(change);
    }
    return world;
  }

  /**
   * The world after a change.
   *
   * @throws InvalidFieldException if it names a device, exit or layer that there is not, or has a
   *     value out of range
   */
  public World with(Change change) {
    if (change instanceof Change.OfLink link) {
      return withCatalog(linked(link));
    }
    if (change instanceof Change.OfNetwork network) {
      return withProblem(networked(network));
    }
    if (change instanceof Change.Gone away) {
      requireDevice(away.device());
      Set<String> names = gone();
      names.add(away.device());
      return new World(all, names, slowdowns, conditions);
    }
    if (change instanceof Change.Back back) {
      requireDevice(back.device());
      Set<String> names = gone();
      names.remove(back.device());
      return new World(all, names, slowdowns, conditions);
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
      return withProblem(all.withNet(net().withSomeProbabilities(probabilities.byExit())));
    }
    if (change instanceof Change.Condition condition) {
      return withProblem(all.withNet(under(condition.name())));
    }
    return withProblem(withDeadline((Change.Deadline) change));
  }

  private World withProblem(PlanningProblem changed) {
    return new World(changed, gone, slowdowns, conditions);
  }

  private World withCatalog(DeviceCatalog catalog) {
    return withProblem(all.withCatalog(catalog));
  }

  private BranchyNet net() {
    return all.linearization().net();
  }

  private DeviceCatalog linked(Change.OfLink change) {
    requireDevice(change.from());
    requireDevice(change.to());
    DeviceCatalog catalog = withLink(all.catalog(), change.from(), change.to(), change);
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
    PlanningProblem changed = all;
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
    if (all.catalog().indexOf(device.name()) >= 0) {
      throw new InvalidFieldException(
          "joined",
          "device \"%s\" is in the catalog already; if it was gone, it is back with"
                  .formatted(device.name())
              + " {\"device\": \""
              + device.name()
              + "\", \"gone\": false}");
    }
    List<Device> devices = new ArrayList<>(all.catalog().devices());
    devices.add(device);
    DeviceCatalog catalog = all.catalog().withDevices(devices);
    for (Link link : change.links()) {
      catalog = catalog.withLink(link);
    }
    List<String> running = new ArrayList<>(all.devices().stream().map(Device::name).toList());
    running.add(device.name());
    return withProblem(all.withCatalog(catalog).toBuilder().devices(running).build());
  }

  private World changed(Change.OfDevice change) {
    requireDevice(change.device());
    Device old = all.catalog().device(change.device());
    Device device =
        old.toBuilder()
            .energyJ(orElse(change.energyJ(), old.energyJ()))
            .memoryMiB(orElse(change.memoryMiB(), old.memoryMiB()))
            .build();
    Map<String, Double> factors = new TreeMap<>(slowdowns);
    change.slowdown().ifPresent(factor -> factors.put(change.device(), factor));
    PlanningProblem changed =
        device.equals(old) ? all : all.withCatalog(all.catalog().withDevice(device));
    return new World(changed, gone, factors, conditions);
  }

  private static OptionalDouble orElse(OptionalDouble value, OptionalDouble other) {
    return value.isPresent() ? value : other;
  }

  /** What is kept are times at the speed of the catalog, which a later slowdown then scales. */
  private World measured(Change.LayerTimes change) {
    requireDevice(change.device());
    PlanningProblemBuilder builder = all.toBuilder();
    double factor = slowdown(change.device());
    change.ms().forEach((layer, ms) -> builder.measured(change.device(), layer, ms / factor));
    return withProblem(builder.build());
  }

  private BranchyNet under(String condition) {
    List<Double> probabilities = conditions.get(condition);
    if (probabilities == null) {
      throw new InvalidFieldException(
          "condition",
          conditions.isEmpty()
              ? "condition \"%s\": no exit data is given that has conditions".formatted(condition)
              : "condition \"%s\" is not among %s%s"
                  .formatted(
                      condition,
                      Printable.list(List.copyOf(conditions.keySet())),
                      NearestName.hint(condition, conditions.keySet())));
    }
    return net().withProbabilities(probabilities.stream().mapToDouble(each -> each).toArray());
  }

  private PlanningProblem withDeadline(Change.Deadline change) {
    requireExit(change.exit());
    PlanningProblemBuilder builder = all.toBuilder().withoutDeadline(change.exit());
    change.ms().ifPresent(ms -> builder.deadlineMs(change.exit(), ms));
    return builder.build();
  }

  private void requireDevice(String device) {
    require("device", device, all.catalog().devices().stream().map(Device::name).toList());
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

  private Optional<String> findObstacle() {
    if (gone.isEmpty()) {
      return Optional.empty();
    }
    if (all.source().filter(gone::contains).isPresent()) {
      return Optional.of("the source device \"%s\" is gone".formatted(all.source().get()));
    }
    if (all.sink().filter(gone::contains).isPresent()) {
      return Optional.of("the sink device \"%s\" is gone".formatted(all.sink().get()));
    }
    for (Map.Entry<Integer, String> pin : all.pins().entrySet()) {
      if (gone.contains(pin.getValue())) {
        return Optional.of(
            "layer \"%s\" is pinned to \"%s\", which is gone"
                .formatted(all.linearization().layer(pin.getKey()).name(), pin.getValue()));
      }
    }
    long left = all.devices().stream().filter(each -> !gone.contains(each.name())).count();
    if (left < all.minSlices()) {
      return Optional.of(
          left == 0
              ? "every device is gone"
              : "%d slices are demanded, but %d devices are left".formatted(all.minSlices(), left));
    }
    return Optional.empty();
  }

  private PlanningProblem present() {
    PlanningProblem now = slowdowns.isEmpty() ? all : slowed();
    if (gone.isEmpty()) {
      return now;
    }
    List<String> left =
        now.devices().stream().map(Device::name).filter(name -> !gone.contains(name)).toList();
    return now.toBuilder().devices(left).build();
  }

  private PlanningProblem slowed() {
    DeviceCatalog catalog = all.catalog();
    for (Map.Entry<String, Double> slowed : slowdowns.entrySet()) {
      catalog = catalog.withDevice(slowed(catalog.device(slowed.getKey()), slowed.getValue()));
    }
    PlanningProblemBuilder builder = all.withCatalog(catalog).toBuilder();
    slowdowns.forEach(
        (device, factor) -> {
          all.measuredMs(device)
              .forEach((layer, ms) -> builder.measured(device, layer, factor * ms));
          all.predictedMs(device)
              .forEach((layer, ms) -> builder.predicted(device, layer, factor * ms));
        });
    return builder.build();
  }

  private static Device slowed(Device device, double factor) {
    return device.withRates(device.gflops() / factor, device.ioMBps() / factor).toBuilder()
        .layerOverheadMs(factor * device.layerOverheadMs())
        .sliceOverheadMs(factor * device.sliceOverheadMs())
        .build();
  }
}

package dev.espalier.plan.change;

import dev.espalier.device.Device;
import dev.espalier.device.DeviceCatalog;
import dev.espalier.plan.PlanningProblem;
import dev.espalier.plan.PlanningProblemBuilder;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

  /** This world with another problem on all devices. */
  World withProblem(PlanningProblem changed) {
    return new World(changed, gone, slowdowns, conditions);
  }

  /** This world with other devices that are gone. */
  World withGone(Set<String> names) {
    return new World(all, names, slowdowns, conditions);
  }

  /** This world with other factors of the times of devices, by name. */
  World withSlowdowns(Map<String, Double> factors) {
    return new World(all, gone, factors, conditions);
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

  /** Factors of the times of devices that are slower or faster than in the catalog, by name. */
  public Map<String, Double> slowdowns() {
    return new TreeMap<>(slowdowns);
  }

  /** Probabilities of the exits, in the network's order, by name of the condition. */
  public Map<String, List<Double>> conditions() {
    return new TreeMap<>(conditions);
  }

  /** The reason why nothing can be planned now, such as a source device that is gone. */
  public Optional<String> obstacle() {
    return obstacle;
  }

  /**
   * The world after some changes, in their order.
   *
   * @throws IllegalArgumentException if one names a device, exit or layer that there is not, or has
   *     a value out of range; this world is then as valid as before
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
   * @throws IllegalArgumentException if it names a device, exit or layer that there is not, or has
   *     a value out of range
   */
  public World with(Change change) {
    return new ChangedWorld(this).after(change);
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

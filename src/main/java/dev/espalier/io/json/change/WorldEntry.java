package dev.espalier.io.json.change;

import dev.espalier.device.Device;
import dev.espalier.io.json.tree.CatalogEntry;
import dev.espalier.io.json.tree.JsonValue;
import dev.espalier.model.Exit;
import dev.espalier.plan.PlanningProblem;
import dev.espalier.plan.PlanningProblemBuilder;
import dev.espalier.plan.change.Change;
import dev.espalier.plan.change.World;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;

/**
 * What changes may have changed in a world, as the fields of an object. Its size depends on the
 * problem, not on how many changes there were.
 *
 * @param measuredMs times of layers by device that are others than in the initial world
 */
record WorldEntry(
    CatalogEntry catalog,
    List<String> devices,
    OptionalDouble bandwidthMbps,
    List<Double> probabilities,
    Map<String, Map<String, Double>> measuredMs,
    Map<String, Double> deadlinesMs,
    List<String> gone,
    Map<String, Double> slowdowns) {

  static WorldEntry of(World initial, World now) {
    PlanningProblem problem = now.allDevices();
    return new WorldEntry(
        CatalogEntry.of(problem.catalog()),
        problem.devices().stream().map(Device::name).toList(),
        problem.bandwidthMbps(),
        problem.linearization().net().exits().stream().map(Exit::probability).toList(),
        measured(initial.allDevices(), problem),
        problem.deadlinesMs(),
        List.copyOf(now.gone()),
        now.slowdowns());
  }

  private static Map<String, Map<String, Double>> measured(
      PlanningProblem initial, PlanningProblem now) {
    Map<String, Map<String, Double>> changed = new TreeMap<>();
    for (Device device : now.catalog().devices()) {
      Map<String, Double> before = initial.measuredMs(device.name());
      Map<String, Double> times = new TreeMap<>(now.measuredMs(device.name()));
      times.entrySet().removeIf(time -> time.getValue().equals(before.get(time.getKey())));
      if (!times.isEmpty()) {
        changed.put(device.name(), times);
      }
    }
    return changed;
  }

  /** The world that was written. */
  static World read(JsonValue json, World initial) {
    json.allowing(
        "catalog",
        "devices",
        "bandwidthMbps",
        "probabilities",
        "measuredMs",
        "deadlinesMs",
        "gone",
        "slowdowns");
    return json.make(
        () -> {
          PlanningProblem all = problem(json, initial.allDevices());
          World world = World.of(all).withConditions(initial.conditions());
          return world.with(changes(json));
        });
  }

  private static PlanningProblem problem(JsonValue json, PlanningProblem initial) {
    double[] probabilities =
        json.field("probabilities").items().stream().mapToDouble(JsonValue::number).toArray();
    if (probabilities.length != initial.linearization().net().exits().size()) {
      throw json.field("probabilities").expected("a probability for each exit of the network");
    }
    PlanningProblemBuilder builder =
        initial
            .withNet(initial.linearization().net().withProbabilities(probabilities))
            .withCatalog(CatalogEntry.read(json.field("catalog")))
            .toBuilder()
            .devices(json.field("devices").items().stream().map(JsonValue::text).toList());
    json.optionalNumber("bandwidthMbps").ifPresent(builder::bandwidthMbps);
    initial.deadlinesMs().keySet().forEach(builder::withoutDeadline);
    json.field("deadlinesMs").object().forEach((exit, ms) -> builder.deadlineMs(exit, ms.number()));
    json.field("measuredMs")
        .object()
        .forEach(
            (device, times) ->
                times
                    .object()
                    .forEach((layer, ms) -> builder.measured(device, layer, ms.number())));
    return builder.build();
  }

  private static List<Change> changes(JsonValue json) {
    List<Change> changes = new ArrayList<>();
    json.field("slowdowns")
        .object()
        .forEach(
            (device, factor) -> changes.add(Change.OfDevice.slowdown(device, factor.number())));
    json.field("gone").items().forEach(device -> changes.add(new Change.Gone(device.text())));
    return changes;
  }
}

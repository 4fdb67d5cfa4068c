package dev.espalier.io.json.change;

import dev.espalier.io.json.tree.JsonValue;
import dev.espalier.plan.Plan;
import dev.espalier.plan.Slice;
import dev.espalier.plan.change.World;
import dev.espalier.search.online.Experience;
import dev.espalier.search.online.Probation;
import dev.espalier.search.online.Replanner;
import dev.espalier.search.online.ReplannerState;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;

/** The state of a replanner, its world aside, as the fields of an object. */
record ReplannerEntry(
    long decisions,
    long moves,
    OptionalDouble at,
    OptionalDouble movedAt,
    double lost,
    double losing,
    List<Slice> inForce,
    List<Slice> previous,
    List<List<Slice>> pool,
    ReplannerState.Prices prices,
    ProbationEntry probation,
    Optional<Experience> experience) {

  /** Times that are before all others are left out. */
  private record ProbationEntry(
      OptionalDouble from,
      boolean isOn,
      List<Double> ratios,
      OptionalDouble previousRatio,
      List<Probation.Failed> failed) {}

  static ReplannerEntry of(ReplannerState state) {
    Replanner.Snapshot snapshot = state.snapshot();
    Probation probation = state.probation();
    return new ReplannerEntry(
        snapshot.decisions(),
        snapshot.moves(),
        unlessBeforeAll(snapshot.atSeconds()),
        unlessBeforeAll(snapshot.movedAtSeconds()),
        snapshot.lost(),
        snapshot.losing(),
        snapshot.inForce(),
        snapshot.previous(),
        state.pool(),
        state.prices(),
        new ProbationEntry(
            unlessBeforeAll(probation.fromSeconds()),
            probation.isOn(),
            probation.ratios(),
            probation.previousRatio(),
            probation.failed()),
        Optional.of(state.experience()).filter(each -> !each.states().isEmpty()));
  }

  private static OptionalDouble unlessBeforeAll(double seconds) {
    return Double.isInfinite(seconds) ? OptionalDouble.empty() : OptionalDouble.of(seconds);
  }

  static ReplannerState read(JsonValue json, World world) {
    json.allowing(
        "decisions",
        "moves",
        "at",
        "movedAt",
        "lost",
        "losing",
        "inForce",
        "previous",
        "pool",
        "prices",
        "probation",
        "experience");
    return new ReplannerState(
        new Replanner.Snapshot(
            world,
            plan(json.field("inForce"), world),
            plan(json.field("previous"), world),
            Optional.empty(),
            json.field("decisions").wholeNumber(),
            json.field("moves").wholeNumber(),
            time(json, "at"),
            time(json, "movedAt"),
            json.field("lost").nonNegativeNumber(),
            json.field("losing").nonNegativeNumber()),
        json.field("pool").items().stream().map(slices -> plan(slices, world)).toList(),
        prices(json.field("prices")),
        probation(json.field("probation"), world),
        json.optional("experience")
            .map(each -> ExperienceEntry.read(each, slices -> plan(slices, world)))
            .orElse(Experience.NONE));
  }

  private static double time(JsonValue json, String field) {
    return json.optionalNumber(field).orElse(Double.NEGATIVE_INFINITY);
  }

  /** Slices that cover the network, or none. */
  private static List<Slice> plan(JsonValue json, World world) {
    List<Slice> slices =
        json.items().stream()
            .map(
                each -> {
                  each.allowing("device", "from", "to");
                  return each.make(
                      () ->
                          new Slice(
                              each.field("device").name("device"),
                              each.field("from").smallNumber(),
                              each.field("to").smallNumber()));
                })
            .toList();
    return slices.isEmpty()
        ? slices
        : json.make(
            () -> {
              Plan.checkCover(world.allDevices(), slices);
              return slices;
            });
  }

  private static ReplannerState.Prices prices(JsonValue json) {
    json.allowing("byDevice", "limits", "slice");
    Map<String, Double> byDevice = new TreeMap<>();
    json.field("byDevice")
        .object()
        .forEach((device, price) -> byDevice.put(device, price.nonNegativeNumber()));
    return new ReplannerState.Prices(
        byDevice,
        json.field("limits").items().stream().map(JsonValue::nonNegativeNumber).toList(),
        json.field("slice").number());
  }

  private static Probation probation(JsonValue json, World world) {
    json.allowing("from", "isOn", "ratios", "previousRatio", "failed");
    return new Probation(
        time(json, "from"),
        json.field("isOn").flag(),
        json.field("ratios").items().stream().map(JsonValue::nonNegativeNumber).toList(),
        json.optionalNumber("previousRatio"),
        json.field("failed").items().stream().map(each -> failed(each, world)).toList());
  }

  private static Probation.Failed failed(JsonValue json, World world) {
    json.allowing("slices", "untilSeconds");
    return new Probation.Failed(
        plan(json.field("slices"), world), json.field("untilSeconds").number());
  }
}

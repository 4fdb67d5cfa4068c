package dev.espalier.io.json.request;

import dev.espalier.internal.NearestName;
import dev.espalier.internal.Printable;
import dev.espalier.internal.Quantities;
import dev.espalier.io.InvalidFileException;
import dev.espalier.io.json.tree.JsonValue;
import dev.espalier.plan.PlanningProblem;
import dev.espalier.search.DevicePair;
import dev.espalier.search.Goal;
import dev.espalier.search.Planner;
import dev.espalier.search.PlannerTrait;
import dev.espalier.search.SearchOptions;
import dev.espalier.search.TwoDeviceOptions;
import dev.espalier.solvers.Planners;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/** The options of a request that say how to search and what to write. */
final class SearchFields {
  private static final List<String> OPTIONS =
      List.of(
          "solver",
          "local",
          "remote",
          "remoteLoad",
          "goal",
          "seed",
          "threads",
          "timeLimit",
          "gap",
          "simplify",
          "matrix",
          "noTiming");

  /** These options and those of a problem. */
  static final List<String> WITH_PROBLEM =
      Stream.concat(OPTIONS.stream(), ProblemFields.OPTIONS.stream()).toList();

  private static final double NS_PER_MS = 1e6;

  /** Maximum length of an invalid value that a message repeats. */
  private static final int MAX_QUOTED = 40;

  private final Optional<JsonValue> options;
  private final ScenarioDefaults defaults;

  /**
   * @param options options of a request, if it has any
   */
  SearchFields(Optional<JsonValue> options) {
    this(options, ScenarioDefaults.none());
  }

  /**
   * @param options options of a request, if it has any
   * @param defaults what holds where they say nothing
   */
  SearchFields(Optional<JsonValue> options, ScenarioDefaults defaults) {
    this.options = options;
    this.defaults = defaults;
  }

  private Optional<JsonValue> given(String name) {
    return options.flatMap(all -> all.optional(name));
  }

  /** Whether an option is true; it is false by default. */
  boolean flag(String name) {
    return given(name).map(JsonValue::flag).orElse(false);
  }

  /** A tolerance as a number or in percent. */
  OptionalDouble fraction(String name) {
    return given(name).map(SearchFields::fraction).orElse(OptionalDouble.empty());
  }

  private static OptionalDouble fraction(JsonValue json) {
    if (!json.isText()) {
      return OptionalDouble.of(json.nonNegativeNumber());
    }
    OptionalDouble read = Quantities.fraction(json.text());
    if (read.isEmpty()) {
      throw json.expected("a tolerance such as \"1%\" or 0.01");
    }
    return read;
  }

  /** Maximum time of the whole; a number is in ms. */
  Optional<Duration> timeLimit() {
    return given("timeLimit").map(SearchFields::duration);
  }

  private static Duration duration(JsonValue json) {
    String expected = "a time > 0 such as \"500ms\", \"2s\" or a number of ms";
    if (json.isText()) {
      return Quantities.duration(json.text()).orElseThrow(() -> json.expected(expected));
    }
    long nanos = (long) Math.ceil(json.number() * NS_PER_MS);
    if (nanos < 1) {
      throw json.expected(expected);
    }
    return Duration.ofNanos(nanos);
  }

  /** Seed, threads and gap. A machine uses no more threads than it has cores. */
  SearchOptions options() {
    SearchOptions search =
        defaults
            .search()
            .withSeed(given("seed").map(JsonValue::wholeNumber).orElse(defaults.search().seed()))
            .withThreads(given("threads").map(SearchFields::threads).orElse(1));
    OptionalDouble gap = fraction("gap");
    if (gap.isEmpty()) {
      return search;
    }
    if (!(gap.getAsDouble() <= 1)) {
      throw given("gap").orElseThrow().expected("a tolerance from 0 to 1, which is 100%");
    }
    return search.withGap(gap.getAsDouble());
  }

  private static int threads(JsonValue json) {
    int threads = json.smallNumber();
    if (threads < 1) {
      throw json.expected("a whole number >= 1");
    }
    return Math.min(threads, Runtime.getRuntime().availableProcessors());
  }

  /**
   * The planner, which fits the problem.
   *
   * @param root the whole request, for errors where it has no options
   */
  Planner planner(JsonValue root, PlanningProblem problem) {
    JsonValue place = options.orElse(root);
    String name = given("solver").map(JsonValue::text).orElse(defaults.solver());
    TwoDeviceOptions devices = place.make(this::twoDevices);
    Planner planner = Planners.named(name, devices).orElseThrow(() -> unknown(name));
    refuseUnused(planner);
    devices
        .pair()
        .ifPresent(
            pair ->
                place.make(
                    () -> {
                      pair.check(problem);
                      return pair;
                    }));
    planner
        .misfit(problem)
        .ifPresent(
            reason -> {
              throw given("solver").orElse(place).invalid(name + ": " + reason);
            });
    return planner;
  }

  private InvalidFileException unknown(String name) {
    return given("solver")
        .orElseThrow()
        .invalid(
            "expected a solver but found \"%s\"; there are %s%s"
                .formatted(
                    Printable.shortened(name, MAX_QUOTED),
                    String.join(", ", Planners.names()),
                    NearestName.hint(name, Planners.names())));
  }

  private void refuseUnused(Planner planner) {
    refuse("local", planner, PlannerTrait.TWO_DEVICE);
    refuse("remote", planner, PlannerTrait.TWO_DEVICE);
    refuse("remoteLoad", planner, PlannerTrait.LOAD_AWARE);
    refuse("goal", planner, PlannerTrait.LOAD_AWARE);
  }

  private void refuse(String option, Planner planner, PlannerTrait needed) {
    given(option)
        .filter(json -> !planner.has(needed))
        .ifPresent(
            json -> {
              throw json.invalid(
                  "%s is for %s, not for %s"
                      .formatted(
                          option, String.join(", ", Planners.names(needed)), planner.name()));
            });
  }

  private TwoDeviceOptions twoDevices() {
    TwoDeviceOptions usual = defaults.twoDevices();
    return new TwoDeviceOptions(
        options.flatMap(SearchFields::pair).or(usual::pair),
        given("remoteLoad").map(SearchFields::load).orElse(usual.remoteLoad()),
        given("goal").map(SearchFields::goal).orElse(usual.goal()));
  }

  private static double load(JsonValue json) {
    double load = json.number();
    if (!(load > 0)) {
      throw json.expected("a number > 0");
    }
    return load;
  }

  private static Goal goal(JsonValue json) {
    return Goal.labeled(json.text()).orElseThrow(() -> json.noneOf(List.of("latency", "energy")));
  }

  private static Optional<DevicePair> pair(JsonValue options) {
    Optional<JsonValue> local = options.optional("local");
    Optional<JsonValue> remote = options.optional("remote");
    if (local.isPresent() != remote.isPresent()) {
      throw local.or(() -> remote).orElseThrow().invalid("local and remote must be given together");
    }
    return local.map(device -> new DevicePair(device.text(), options.field("remote").text()));
  }
}

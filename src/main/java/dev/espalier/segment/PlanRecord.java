package dev.espalier.segment;

import dev.espalier.exit.log.Fallback;
import dev.espalier.internal.Checks;
import dev.espalier.plan.Plan;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What a plan says of itself. All of it is optional, as a plan may be written by hand.
 *
 * @param file name of the plan's file, without its folder
 * @param catalog name of the catalog that it was made for
 * @param solver the method that made it
 * @param objective what was minimized
 * @param source device that holds the inputs of the model
 * @param sink device to which answers are sent
 * @param fallback whose answer counts for a sample that reaches no threshold
 * @param expectedLatencyMs predicted mean latency over all samples, ms
 * @param worstCaseLatencyMs predicted latency of a sample that leaves at the final exit, ms
 * @param exits what it says of each exit, by name
 */
public record PlanRecord(
    Optional<String> file,
    Optional<String> catalog,
    Optional<String> solver,
    Optional<String> objective,
    Optional<String> source,
    Optional<String> sink,
    Optional<Fallback> fallback,
    OptionalDouble expectedLatencyMs,
    OptionalDouble worstCaseLatencyMs,
    Map<String, PlannedExit> exits) {

  /**
   * What a plan says of an exit.
   *
   * @param rule when a sample leaves
   * @param latencyMs predicted latency of such a sample, ms
   */
  public record PlannedExit(ExitRule rule, OptionalDouble latencyMs) {
    static final PlannedExit NOTHING = new PlannedExit(ExitRule.OPEN, OptionalDouble.empty());
  }

  /**
   * @throws IllegalArgumentException if a latency is negative or not a number
   */
  public PlanRecord {
    expectedLatencyMs.ifPresent(ms -> Checks.notNegative("plan", "expectedLatencyMs", ms));
    worstCaseLatencyMs.ifPresent(ms -> Checks.notNegative("plan", "worstCaseLatencyMs", ms));
    exits = Map.copyOf(exits);
  }

  /** A plan that says nothing but when samples leave at some exits, by name. */
  public static PlanRecord of(Map<String, PlannedExit> exits) {
    return new PlanRecord(
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        OptionalDouble.empty(),
        OptionalDouble.empty(),
        exits);
  }

  /** This record with the numbers of the plan on the devices of a catalog. */
  public PlanRecord priced(Plan plan) {
    Map<String, PlannedExit> latencies = new HashMap<>();
    for (Plan.ExitLatency exit : plan.exits()) {
      latencies.put(
          exit.exit(),
          new PlannedExit(exit(exit.exit()).rule(), OptionalDouble.of(exit.latencyMs())));
    }
    return new PlanRecord(
        file,
        Optional.of(plan.problem().catalog().name()),
        solver,
        objective,
        source,
        sink,
        fallback,
        OptionalDouble.of(plan.expectedLatencyMs()),
        OptionalDouble.of(plan.worstCaseLatencyMs()),
        latencies);
  }

  /** What it says of an exit: nothing, perhaps. */
  PlannedExit exit(String name) {
    return exits.getOrDefault(name, PlannedExit.NOTHING);
  }
}

package dev.espalier.study;

import dev.espalier.plan.Plan;
import dev.espalier.search.PlanningResult;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.apache.commons.statistics.descriptive.Median;

/**
 * The runs of one solver on one problem: one for each seed if it makes random choices; otherwise
 * one, or one for each order of two devices.
 *
 * @param solver name of the solver
 * @param isStochastic whether its plan depends on the seed
 * @param results result of each run
 */
public record SolverRuns(String solver, boolean isStochastic, List<PlanningResult> results) {

  public SolverRuns {
    results = List.copyOf(results);
  }

  /** The runs that found a plan which meets every limit. */
  public List<PlanningResult.Planned> planned() {
    return results.stream()
        .filter(PlanningResult.Planned.class::isInstance)
        .map(PlanningResult.Planned.class::cast)
        .toList();
  }

  /** Latencies of the plans, ms, in order of the runs. */
  public double[] latenciesMs() {
    return planned().stream().mapToDouble(result -> result.plan().value()).toArray();
  }

  /** Summary of the latencies; empty if no run found a plan. */
  public Optional<LatencySummary> latency() {
    return planned().isEmpty() ? Optional.empty() : Optional.of(LatencySummary.of(latenciesMs()));
  }

  /**
   * Energy of one full run that a device of a plan spends on average, J, averaged over the plans;
   * empty if there is no plan, or one with a device of unknown power.
   */
  public OptionalDouble deviceAverageEnergyJ() {
    OptionalDouble average = Arrays.stream(deviceAverageEnergiesJ()).average();
    return average.isPresent() && Double.isFinite(average.getAsDouble())
        ? average
        : OptionalDouble.empty();
  }

  /**
   * Energy of one full run that a device spends on average, J, for each plan, in order of the runs;
   * NaN for a plan with a device of unknown power.
   */
  public double[] deviceAverageEnergiesJ() {
    return planned().stream().mapToDouble(result -> deviceAverageEnergyJ(result.plan())).toArray();
  }

  private static double deviceAverageEnergyJ(Plan plan) {
    return plan.devices().stream()
        .mapToDouble(device -> device.energyJ().orElse(Double.NaN))
        .average()
        .orElseThrow();
  }

  /** Median of the time that the runs took, ms: the first runs find a JVM that is still cold. */
  public double planningMs() {
    return Median.withDefaults()
        .evaluate(results.stream().mapToDouble(result -> result.search().elapsedMs()).toArray());
  }

  /** Number of runs that were stopped early. */
  public long stopped() {
    return results.stream().filter(result -> result.search().interrupted()).count();
  }
}

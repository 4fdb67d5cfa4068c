package dev.espalier.plan;

import dev.espalier.device.Device;
import java.util.Optional;

/**
 * An objective to minimize, as a value: the rates at which computing and transferring are charged,
 * the weight of each layer and exit, and how the charges combine.
 *
 * <p>A charge of a layer is {@code weight x perComputeMs x ms}; a charge of a transfer is {@code
 * weight x (perTransferMs x ms + perByte x bytes)}. Every solver, validator and report works from
 * these rates, so that an objective is one class. Implementations are stateless; register one with
 * {@code META-INF/services/dev.espalier.plan.Objective} to have it selected by its label.
 */
public interface Objective {
  /** Mean latency over all samples, each leaving at its exit, ms. */
  Objective EXPECTED = new LatencyObjective("expected", "expected latency", Weighting.EXPECTED);

  /** Latency of a sample that runs everything and leaves at the final exit, ms. */
  Objective WORST_CASE = new LatencyObjective("worst-case", "worst-case latency", Weighting.FULL);

  /** Expected energy of an inference over all devices that run a slice, J. */
  Objective ENERGY = new EnergyObjective();

  /** Minimum period of a pipeline of samples, ms. */
  Objective THROUGHPUT = new ThroughputObjective();

  /** The ways in which charges combine into the value of a plan. */
  enum Combination {
    /** The value is the sum of all charges. */
    SUM,
    /**
     * The value is the largest sum of charges on one resource: a device, a directed link or a
     * shared medium. A transfer then charges its occupancy of the link, without latency.
     */
    MAX
  }

  /** The ways in which the charge of a transfer depends on its two ends. */
  enum Ends {
    /** All pairs of devices are charged alike. */
    ALIKE,
    /** A pair is charged the sum of what the sender and the receiver would be charged alone. */
    APART,
    /** Nothing is known; tables of many devices are then slower to build. */
    TOGETHER
  }

  /** Latency of the samples that leave at one exit, ms. */
  static Objective latencyOf(String exit) {
    return new LatencyObjective(
        "latency:" + exit, "latency of exit \"" + exit + "\"", Weighting.until(exit));
  }

  /** The name used in files and on the command line. */
  String label();

  /** Name of the value, such as "expected latency". */
  String quantity();

  /** Unit of the value, such as "ms". */
  String unit();

  /**
   * Whether the value is a time, so that files may call it {@code latencyMs}; elsewhere they say
   * {@code value}.
   */
  default boolean isInMs() {
    return unit().equals("ms");
  }

  /** The way in which charges combine; {@link Combination#SUM} unless overridden. */
  default Combination combination() {
    return Combination.SUM;
  }

  /** Weights of layers and exits; {@link Weighting#EXPECTED} unless overridden. */
  default Weighting weighting() {
    return Weighting.EXPECTED;
  }

  /** Charge of a millisecond of computing on a device, &gt;= 0. */
  double perComputeMs(PlanningProblem problem, Device device);

  /**
   * Charge of a millisecond of a transfer, &gt;= 0.
   *
   * @param sender the device that sends; empty if it is a source that runs no slice at that end
   * @param receiver the device that receives; empty if it is a sink that runs no slice at that end
   */
  double perTransferMs(PlanningProblem problem, Optional<Device> sender, Optional<Device> receiver);

  /** How {@link #perTransferMs} depends on both ends; {@link Ends#TOGETHER} unless overridden. */
  default Ends ends() {
    return Ends.TOGETHER;
  }

  /** Charge of a byte that is transferred, &gt;= 0; 0 unless overridden. */
  default double perByte() {
    return 0;
  }

  /** Charge of a device for running a slice at all, unweighted, &gt;= 0; 0 unless overridden. */
  default double perSlice(PlanningProblem problem, Device device) {
    return 0;
  }

  /** The value in other words, such as a rate for a period; empty unless overridden. */
  default Optional<String> inOtherWords(double value) {
    return Optional.empty();
  }

  /**
   * The reason why this objective cannot price a problem, such as an unknown power; empty if it
   * can. {@link PlanningProblemBuilder#build} refuses such a problem.
   */
  default Optional<String> misfit(PlanningProblem problem) {
    return Optional.empty();
  }
}

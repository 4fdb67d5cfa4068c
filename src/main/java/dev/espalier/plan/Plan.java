package dev.espalier.plan;

import java.util.List;
import java.util.OptionalDouble;

/**
 * A partition, a deployment and everything that follows from them for one problem. It may break
 * limits: {@link PlanValidator} tells.
 *
 * @param problem what was planned
 * @param slices all positions in order, each slice with its device
 * @param expectedLatencyMs mean time over all samples, ms
 * @param worstCaseLatencyMs time of a sample that leaves at the final exit, ms
 * @param exits time of a sample by the exit at which it leaves, in the order of the network's exits
 * @param devices what each device spends: one entry for each slice, in order
 */
public record Plan(
    PlanningProblem problem,
    List<Slice> slices,
    double expectedLatencyMs,
    double worstCaseLatencyMs,
    List<ExitLatency> exits,
    List<DeviceUse> devices) {

  public Plan {
    slices = List.copyOf(slices);
    exits = List.copyOf(exits);
    devices = List.copyOf(devices);
  }

  /**
   * Time of the samples that leave at an exit.
   *
   * @param exit name of the exit
   * @param probability share of all samples that leave there
   * @param latencyMs time of such a sample, ms
   */
  public record ExitLatency(String exit, double probability, double latencyMs) {}

  /**
   * What a slice demands of its device.
   *
   * @param device name of the device
   * @param memoryMiB weights plus the largest set of live tensors, MiB
   * @param memoryLimitMiB what the device has, empty = unlimited
   * @param busyMs computing, receiving and sending of one full run, ms
   * @param energyJ energy of one full run, J; empty where the device's power is unknown
   * @param energyLimitJ energy it may spend on an inference, J; empty = unlimited
   */
  public record DeviceUse(
      String device,
      double memoryMiB,
      OptionalDouble memoryLimitMiB,
      double busyMs,
      OptionalDouble energyJ,
      OptionalDouble energyLimitJ) {}

  /** The objective's value, ms. */
  public double latencyMs() {
    return problem.objective() == Objective.EXPECTED ? expectedLatencyMs : worstCaseLatencyMs;
  }

  /** The partitioning vector: bit b - 1 tells whether boundary b is cut, L - 1 bits in all. */
  public boolean[] partition() {
    boolean[] cut = new boolean[problem.linearization().length() - 1];
    for (Slice slice : slices.subList(1, slices.size())) {
      cut[slice.from() - 1] = true;
    }
    return cut;
  }
}

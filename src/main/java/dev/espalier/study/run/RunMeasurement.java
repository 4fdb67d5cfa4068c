package dev.espalier.study.run;

import java.util.List;

/**
 * Everything that was measured in a run.
 *
 * @param model name of the network
 * @param stages the way of the samples as planned, before any device failed
 * @param load how samples were sent
 * @param samples every sample that was sent, in order of its number
 * @param hops what samples did at the stages, in no order; those of an attempt that failed too
 * @param incidents what went wrong
 * @param clocks how well clocks are aligned, one a device
 * @param energy what meters counted; empty where no meter is readable
 * @param remarks what differs from the plan's devices by intent, such as a device that cannot be
 *     imitated
 * @param isInterrupted whether the run was stopped before all samples were sent
 */
public record RunMeasurement(
    String model,
    List<Stage> stages,
    Load load,
    List<SampleRun> samples,
    List<Hop> hops,
    List<Incident> incidents,
    List<ClockAlignment> clocks,
    List<EnergyReading> energy,
    List<String> remarks,
    boolean isInterrupted) {

  /** Copies the lists. */
  public RunMeasurement {
    stages = List.copyOf(stages);
    samples = List.copyOf(samples);
    hops = List.copyOf(hops);
    incidents = List.copyOf(incidents);
    clocks = List.copyOf(clocks);
    energy = List.copyOf(energy);
    remarks = List.copyOf(remarks);
  }
}

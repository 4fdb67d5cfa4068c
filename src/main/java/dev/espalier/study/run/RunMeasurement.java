package dev.espalier.study.run;

import dev.espalier.error.InvalidFieldException;
import dev.espalier.internal.Checks;
import java.util.List;
import java.util.Optional;

/**
 * Everything that was measured in a run.
 *
 * @param model name of the network
 * @param deployments ways of the samples: the first one as planned, the others those that took over
 *     when a device failed
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
    List<Deployment> deployments,
    Load load,
    List<SampleRun> samples,
    List<Hop> hops,
    List<Incident> incidents,
    List<ClockAlignment> clocks,
    List<EnergyReading> energy,
    List<String> remarks,
    boolean isInterrupted) {

  /**
   * @throws IllegalArgumentException if there is no deployment, or two have the same epoch
   */
  public RunMeasurement {
    deployments = List.copyOf(deployments);
    Checks.notEmpty("run", "deployments", deployments);
    if (deployments.stream().mapToInt(Deployment::epoch).distinct().count() < deployments.size()) {
      throw new InvalidFieldException("deployments", "run: two deployments have the same epoch");
    }
    samples = List.copyOf(samples);
    hops = List.copyOf(hops);
    incidents = List.copyOf(incidents);
    clocks = List.copyOf(clocks);
    energy = List.copyOf(energy);
    remarks = List.copyOf(remarks);
  }

  /** The stages as planned, before any device failed. */
  public List<Stage> stages() {
    return deployments.get(0).stages();
  }

  /**
   * The stage of a hop.
   *
   * @throws IllegalArgumentException if the run has no such stage
   */
  public Stage stage(Hop hop) {
    return stage(hop, hop.stage());
  }

  /** The stage that a hop was sent to; empty if that is the coordinator. */
  public Optional<Stage> receiver(Hop hop) {
    return hop.to() < 0 ? Optional.empty() : Optional.of(stage(hop, hop.to()));
  }

  private Stage stage(Hop hop, int index) {
    for (Deployment deployment : deployments) {
      if (deployment.epoch() == hop.epoch() && index >= 0 && index < deployment.stages().size()) {
        return deployment.stages().get(index);
      }
    }
    throw new InvalidFieldException(
        "hops",
        "run: sample %d has a hop at stage %d of epoch %d, which the run does not have"
            .formatted(hop.sample(), index, hop.epoch()));
  }
}

package dev.espalier.cli.option;

import dev.espalier.cli.parse.Choices;
import dev.espalier.error.InvalidFieldException;
import dev.espalier.plan.PlanningProblem;
import dev.espalier.search.DevicePair;
import dev.espalier.search.Goal;
import dev.espalier.search.Planner;
import dev.espalier.search.PlannerTrait;
import dev.espalier.search.TwoDeviceOptions;
import dev.espalier.solvers.Planners;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import picocli.CommandLine.Option;

/** The options of the two-device methods of the literature. */
public final class TwoDeviceCliOptions {
  @Option(
      names = "--local",
      paramLabel = "D",
      description =
          "Two-device solvers: the device that runs the first layers. Without --local and"
              + " --remote, both orders of the first two devices are tried.")
  private String local;

  @Option(
      names = "--remote",
      paramLabel = "D",
      description = "Two-device solvers: the device that runs the remaining layers.")
  private String remote;

  @Option(
      names = "--remote-load",
      paramLabel = "F",
      description =
          "neurosurgeon: decide as if the remote device took F times as long to compute; 1 by"
              + " default.")
  private Double remoteLoad;

  @Option(
      names = "--goal",
      paramLabel = "latency|energy",
      description = "neurosurgeon: minimize latency (default) or the energy of the local device.")
  private String goal;

  /**
   * The options.
   *
   * @throws InvalidFieldException if one is wrong by itself
   */
  public TwoDeviceOptions options() {
    TwoDeviceOptions defaults = TwoDeviceOptions.defaults();
    return new TwoDeviceOptions(
        pair(),
        remoteLoad == null ? defaults.remoteLoad() : remoteLoad,
        goal == null ? defaults.goal() : labeled(goal));
  }

  /**
   * Refuses options that none of the solvers uses.
   *
   * @throws InvalidFieldException if one was given
   */
  public void refuseUnused(List<Planner> planners) {
    boolean isPair = local != null || remote != null;
    if (isPair && planners.stream().noneMatch(planner -> planner.has(PlannerTrait.TWO_DEVICE))) {
      throw new InvalidFieldException(
          "local", "--local and --remote are for two-device solvers, not for " + names(planners));
    }
    boolean isDecision = remoteLoad != null || goal != null;
    if (isDecision && planners.stream().noneMatch(p -> p.has(PlannerTrait.LOAD_AWARE))) {
      throw new InvalidFieldException(
          "goal",
          "--remote-load and --goal are for %s, not for %s"
              .formatted(
                  String.join(" or ", Planners.names(PlannerTrait.LOAD_AWARE)), names(planners)));
    }
  }

  /**
   * Refuses devices that may not run a slice.
   *
   * @throws InvalidFieldException if one was given
   */
  public void checkDevices(PlanningProblem problem) {
    try {
      pair().ifPresent(pair -> pair.check(problem));
    } catch (InvalidFieldException e) {
      throw new InvalidFieldException(e.field(), "--" + e.getMessage());
    }
  }

  private static String names(List<Planner> planners) {
    return planners.stream().map(Planner::name).collect(Collectors.joining(", "));
  }

  private Optional<DevicePair> pair() {
    if (local == null && remote == null) {
      return Optional.empty();
    }
    if (local == null || remote == null) {
      throw new InvalidFieldException(
          local == null ? "local" : "remote", "--local and --remote must be given together");
    }
    return Optional.of(new DevicePair(local, remote));
  }

  private static Goal labeled(String label) {
    return Goal.labeled(label).orElseThrow(() -> Choices.none("goal", label, "latency", "energy"));
  }
}

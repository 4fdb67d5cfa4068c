package dev.espalier.cli.command.run;

import dev.espalier.cli.option.run.LiveOptions;
import dev.espalier.cost.ComputeTime;
import dev.espalier.device.Device;
import dev.espalier.error.InvalidFieldException;
import dev.espalier.plan.PlanningProblem;
import dev.espalier.runtime.coordinator.AgentPlace;
import dev.espalier.runtime.coordinator.Route;
import dev.espalier.runtime.coordinator.RunOptionsBuilder;
import dev.espalier.runtime.live.Imitation;
import dev.espalier.runtime.live.LiveSettings;
import dev.espalier.runtime.live.LiveSteering;
import dev.espalier.runtime.live.WorldScript;
import dev.espalier.runtime.placement.SegmentProblem;
import dev.espalier.runtime.standin.LocalAgents;
import dev.espalier.runtime.standin.StandIn;
import dev.espalier.search.exact.ExactPlanner;
import dev.espalier.study.run.RunMeasurement;
import dev.espalier.study.run.live.LiveRun;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/** A run that follows the world: which devices it may use, and who steers it. */
final class LiveRunning implements AutoCloseable {
  private final PlanningProblem problem;
  private final LiveOptions options;
  private final List<WorldScript.Event> schedule;
  private Optional<WorldScript> script = Optional.empty();
  private LiveSteering steering;

  /**
   * @param layers the problem that the plan solves
   */
  LiveRunning(PlannedRun planned, PlanningProblem layers, LiveOptions options) {
    this.options = options;
    problem = SegmentProblem.of(layers, planned.manifest());
    schedule =
        options.schedule().stream()
            .map(entry -> new WorldScript.Event(entry.atSeconds(), entry.change()))
            .toList();
  }

  /** The devices that may run segments, be the source or be the sink. */
  List<String> devices() {
    Set<String> names = new LinkedHashSet<>();
    problem.devices().forEach(device -> names.add(device.name()));
    problem.source().ifPresent(names::add);
    problem.sink().ifPresent(names::add);
    return new ArrayList<>(names);
  }

  /** Times of the segments on every device. */
  StandIn standIn() {
    return (name, segment) -> {
      Device device = problem.catalog().device(name);
      return OptionalDouble.of(ComputeTime.ms(problem, device, segment));
    };
  }

  /** Lets the run be steered. */
  void steer(RunOptionsBuilder builder, Route planned, AgentSet agents) {
    Set<String> present = agents.devices();
    List<String> left =
        problem.devices().stream().map(Device::name).filter(present::contains).toList();
    PlanningProblem reachable = problem.toBuilder().devices(left).build();
    script = agents.agents().map(local -> script(reachable, local));
    steering =
        new LiveSteering(
            reachable,
            planned,
            new LiveSettings(
                present,
                options.policy(),
                options.probeEvery(),
                options.isPreloaded(),
                device -> address(agents.places(), device)),
            script.<Imitation>map(each -> each).orElse(Imitation.NONE));
    builder.steering(steering).replacement(steering).reconnect(Duration.ZERO);
  }

  private WorldScript script(PlanningProblem reachable, LocalAgents local) {
    try {
      return new WorldScript(reachable, schedule, local, new ExactPlanner());
    } catch (InvalidFieldException e) {
      throw new InvalidFieldException("schedule", "--schedule: " + e.getMessage());
    }
  }

  private static String address(List<AgentPlace> places, String device) {
    return places.stream()
        .filter(place -> place.device().equals(device))
        .findFirst()
        .orElseThrow()
        .peerAddress();
  }

  /** What became of the run. */
  LiveRun result(RunMeasurement run) {
    return steering.result(run);
  }

  @Override
  public void close() {
    script.ifPresent(WorldScript::close);
  }
}

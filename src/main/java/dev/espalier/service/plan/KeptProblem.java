package dev.espalier.service.plan;

import dev.espalier.error.InvalidFieldException;
import dev.espalier.io.InvalidFileException;
import dev.espalier.io.json.request.ProblemDocument;
import dev.espalier.io.json.request.ReplanRequest;
import dev.espalier.plan.PlanningProblem;
import dev.espalier.plan.Slice;
import dev.espalier.plan.change.World;
import dev.espalier.search.SearchOptions;
import dev.espalier.search.online.Decision;
import dev.espalier.search.online.MovePolicy;
import dev.espalier.search.online.Replanner;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A problem that was planned, with the plan in force and what has changed since.
 *
 * @param startNanos when it was planned, by {@link System#nanoTime}: the time 0 of its changes
 * @param requestBytes size of the request that it came from
 */
record KeptProblem(String id, Replanner replanner, long startNanos, int requestBytes) {
  private static final double NANOS_PER_S = 1e9;

  /**
   * A problem with the plan in force.
   *
   * @param policy when to move; its repository counts where the problem has that device
   * @param options of each search
   */
  static KeptProblem of(
      String id,
      PlanningProblem problem,
      List<Slice> inForce,
      MovePolicy policy,
      SearchOptions options,
      int requestBytes) {
    boolean isKnown =
        policy.repository().map(device -> problem.catalog().indexOf(device) >= 0).orElse(true);
    Replanner replanner =
        Replanner.keeping(
            World.of(problem), inForce, isKnown ? policy : policy.withoutRepository(), options);
    return new KeptProblem(id, replanner, System.nanoTime(), requestBytes);
  }

  /**
   * Takes changes and decides, or takes a measured latency of the plan in force.
   *
   * @return the decision; empty if a measured latency leads to none
   * @throws InvalidFileException if a change does not fit the problem
   */
  Optional<Decision> decide(ReplanRequest request) {
    synchronized (replanner) {
      Replanner.Snapshot before = replanner.snapshot();
      double elapsed = (System.nanoTime() - startNanos) / NANOS_PER_S;
      double now = request.atSeconds().orElse(Math.max(before.atSeconds(), elapsed));
      try {
        return request.measuredMs().isPresent()
            ? replanner.observe(now, request.measuredMs().getAsDouble())
            : Optional.of(replanner.apply(now, request.changes()));
      } catch (InvalidFieldException e) {
        throw request.invalid(before.world(), e);
      }
    }
  }

  /** The problem as it is now, as a document. */
  String document() {
    Replanner.Snapshot now = replanner.snapshot();
    World world = now.world();
    Map<String, Double> slowdowns =
        world.allDevices().catalog().devices().stream()
            .filter(device -> world.slowdown(device.name()) != 1)
            .collect(
                Collectors.toMap(
                    device -> device.name(),
                    device -> world.slowdown(device.name()),
                    (one, other) -> one,
                    LinkedHashMap::new));
    return ProblemDocument.write(
        id,
        world.allDevices(),
        new State(
            List.copyOf(world.gone()),
            slowdowns,
            now.inForce().stream().map(Part::of).toList(),
            now.decisions(),
            now.moves()));
  }

  private record State(
      List<String> gone,
      Map<String, Double> slowdowns,
      List<Part> slices,
      long decisions,
      long moves) {}

  private record Part(String device, int from, int to) {
    static Part of(Slice slice) {
      return new Part(slice.device(), slice.from(), slice.to());
    }
  }
}

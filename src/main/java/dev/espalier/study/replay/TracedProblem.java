package dev.espalier.study.replay;

import dev.espalier.error.InvalidFieldException;
import dev.espalier.plan.PlanningProblem;
import dev.espalier.plan.change.Change;
import dev.espalier.study.sweep.Parameter.Bandwidth;
import dev.espalier.study.trace.BandwidthTrace;
import java.util.List;
import java.util.OptionalDouble;

/**
 * A problem in which the bandwidth of a link, or the network's default, follows a trace. Each
 * sample of the trace begins a step of time in which nothing changes.
 *
 * @param problem the problem; the bandwidth that it has is replaced
 * @param link the link that follows the trace, both ways, or the network's default
 * @param trace the rates
 */
public record TracedProblem(PlanningProblem problem, Bandwidth link, BandwidthTrace trace) {

  /**
   * @throws InvalidFieldException if the objective is no latency, or a device of the link is not in
   *     the catalog
   */
  public TracedProblem {
    if (!problem.objective().isInMs()) {
      throw new InvalidFieldException(
          "objective",
          "objective of a replay must be a time, since pauses of moves are, but is \"%s\""
              .formatted(problem.objective().label()));
    }
    link.ends()
        .ifPresent(ends -> List.of(ends.a(), ends.b()).forEach(device -> check(problem, device)));
  }

  private static void check(PlanningProblem problem, String device) {
    if (problem.catalog().indexOf(device) < 0) {
      throw new InvalidFieldException(
          "link", "device \"%s\" of the link is not in the catalog".formatted(device));
    }
  }

  /** Number of steps. */
  public int steps() {
    return trace.samples().size();
  }

  /** When a step begins, s; the end of the trace for the one behind the last. */
  public double start(int step) {
    return step == steps() ? trace.endSeconds() : trace.samples().get(step).atSeconds();
  }

  /** Bandwidth of the link in a step, Mbps: that of the trace, but at least 0.01. */
  public double mbps(int step) {
    return BandwidthTrace.linkMbps(trace.samples().get(step).mbps());
  }

  /** The problem at a bandwidth of the link, Mbps. */
  PlanningProblem at(double mbps) {
    if (link.ends().isEmpty()) {
      return problem.toBuilder().bandwidthMbps(mbps).build();
    }
    String a = link.ends().get().a();
    String b = link.ends().get().b();
    return problem.withCatalog(
        problem
            .catalog()
            .withLink(problem.catalog().link(a, b).withBandwidthMbps(mbps))
            .withLink(problem.catalog().link(b, a).withBandwidthMbps(mbps)));
  }

  /** The change of the world to a bandwidth of the link, Mbps. */
  Change changeTo(double mbps) {
    return link.ends().isPresent()
        ? Change.OfLink.bandwidth(link.ends().get().a(), link.ends().get().b(), mbps)
        : new Change.OfNetwork(OptionalDouble.of(mbps), OptionalDouble.empty());
  }
}

package dev.espalier.study.replay;

import dev.espalier.cost.PlanEvaluator;
import dev.espalier.cost.PlanValidator;
import dev.espalier.cost.PlanValue;
import dev.espalier.plan.PlanningProblem;
import dev.espalier.plan.Slice;
import dev.espalier.search.online.Move;
import dev.espalier.search.online.MovePolicy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What plans and moves cost along a trace, at the rates of the trace. Plans are priced when they
 * are first met. Not thread-safe.
 */
final class CostsOverTime {
  private final TracedProblem traced;
  private final MovePolicy policy;
  private final List<PlanningProblem> problems = new ArrayList<>();
  private final double[] starts;
  private final Map<List<Slice>, double[]> latencies = new HashMap<>();

  /** Latency integrated from the beginning to that of each step, and to the end, ms times s. */
  private final Map<List<Slice>, double[]> integrals = new HashMap<>();

  /** Time to bring the weights from one plan to another at the rate of each step, ms. */
  private final Map<List<List<Slice>>, double[]> loads = new HashMap<>();

  CostsOverTime(TracedProblem traced, MovePolicy policy) {
    this.traced = traced;
    this.policy = policy;
    starts = new double[traced.steps()];
    for (int step = 0; step < starts.length; step++) {
      starts[step] = traced.start(step);
      problems.add(traced.at(traced.mbps(step)));
    }
  }

  TracedProblem traced() {
    return traced;
  }

  /** The problem in a step. */
  PlanningProblem problem(int step) {
    return problems.get(step);
  }

  /** Latency of a plan in a step, ms. */
  double latencyMs(List<Slice> slices, int step) {
    return latencies(slices)[step];
  }

  private double[] latencies(List<Slice> slices) {
    return latencies.computeIfAbsent(
        slices,
        each ->
            problems.stream()
                .mapToDouble(problem -> PlanValue.of(problem, problem.objective(), each))
                .toArray());
  }

  /** Whether a plan keeps all limits in a step. */
  boolean isAllowed(List<Slice> slices, int step) {
    return PlanValidator.violations(PlanEvaluator.evaluate(problems.get(step), slices)).isEmpty();
  }

  /** Latency of a plan integrated over a time within the trace, ms times s. */
  double cost(List<Slice> slices, double fromSeconds, double toSeconds) {
    double end = traced.trace().endSeconds();
    return until(slices, Math.min(toSeconds, end)) - until(slices, Math.min(fromSeconds, end));
  }

  private double until(List<Slice> slices, double seconds) {
    double[] sums = integrals.computeIfAbsent(slices, this::integrate);
    int step = stepFrom(seconds);
    if (step < starts.length && starts[step] == seconds) {
      return sums[step];
    }
    return sums[step - 1] + latencyMs(slices, step - 1) * (seconds - traced.start(step - 1));
  }

  private double[] integrate(List<Slice> slices) {
    double[] sums = new double[traced.steps() + 1];
    for (int step = 0; step < traced.steps(); step++) {
      double seconds = traced.start(step + 1) - traced.start(step);
      sums[step + 1] = sums[step] + latencyMs(slices, step) * seconds;
    }
    return sums;
  }

  /** The move between two plans that begins with a step. */
  Relocation move(int step, List<Slice> from, List<Slice> to) {
    double[] whole = loads.computeIfAbsent(List.of(from, to), pair -> loadMs(from, to));
    return Relocation.of(step, starts[step], from, to, loadMs(step, whole), policy.switching());
  }

  /** Time to bring the weights of a move at the rate of each step, ms. */
  private double[] loadMs(List<Slice> from, List<Slice> to) {
    return problems.stream()
        .mapToDouble(problem -> Move.of(problem, from, to, policy.repository()).loadMs())
        .toArray();
  }

  /**
   * Time to bring the weights of a move from a step on, ms: in each step, the part of it that its
   * rate allows. The last rate holds beyond the end.
   *
   * @param wholeMs time for all of it at the rate of each step, ms
   */
  private double loadMs(int from, double[] wholeMs) {
    double left = 1;
    double ms = 0;
    for (int step = from; step < starts.length - 1; step++) {
      double stepMs = 1_000 * (starts[step + 1] - starts[step]);
      if (left * wholeMs[step] <= stepMs) {
        return ms + left * wholeMs[step];
      }
      left -= stepMs / wholeMs[step];
      ms += stepMs;
    }
    return ms + left * wholeMs[starts.length - 1];
  }

  /** The first step at whose beginning a move is over, at least the next one. */
  int stepAfter(Relocation move) {
    return Math.max(move.step() + 1, stepFrom(move.endSeconds()));
  }

  /** The first step that begins at a time or later; the number of steps if none does. */
  private int stepFrom(double seconds) {
    int found = Arrays.binarySearch(starts, seconds);
    return found >= 0 ? found : -found - 1;
  }

  /** What a move and both of its plans cost from its beginning until a step, ms times s. */
  double cost(Relocation move, int untilStep) {
    return cost(move.from(), move.atSeconds(), move.runsFromSeconds())
        + cost(move.to(), move.runsFromSeconds(), traced.start(untilStep))
        + move.cost();
  }

  /** The course of a plan and the moves from there on. */
  Course course(String name, List<Slice> first, List<Relocation> moves) {
    List<Course.Stretch> stretches = new ArrayList<>();
    double since = 0;
    List<Slice> slices = first;
    for (Relocation move : moves) {
      add(slices, since, move.runsFromSeconds(), stretches);
      slices = move.to();
      since = move.runsFromSeconds();
    }
    add(slices, since, traced.trace().endSeconds(), stretches);
    return new Course(name, moves, stretches);
  }

  /** Adds the time of a plan, divided where rates change. */
  private void add(List<Slice> slices, double from, double to, List<Course.Stretch> stretches) {
    double end = Math.min(to, traced.trace().endSeconds());
    int step = stepFrom(from);
    step = step < starts.length && starts[step] == from ? step : step - 1;
    for (double at = from; at < end; step++) {
      double until = Math.min(end, traced.start(step + 1));
      stretches.add(new Course.Stretch(at, until, slices, latencyMs(slices, step)));
      at = until;
    }
  }
}

package dev.espalier.benchmarks;

import dev.espalier.plan.Plan;
import dev.espalier.plan.PlanningProblem;
import dev.espalier.search.Planner;
import dev.espalier.search.PlanningResult;
import dev.espalier.search.PlanningResult.Planned;
import dev.espalier.search.SearchListener;
import dev.espalier.search.SearchOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Best value and lower bound over the time of one run, s since the planner was called. Its result
 * counts from the moment at which it was returned.
 */
public final class Trajectory implements SearchListener {
  private static final double NANOS = 1e9;

  private final long startNanos = System.nanoTime();
  private final TreeMap<Double, Double> values = new TreeMap<>();
  private final TreeMap<Double, Double> bounds = new TreeMap<>();
  private final List<Plan> incumbents = new ArrayList<>();
  private double best = Double.POSITIVE_INFINITY;
  private double bound;
  private double seconds;
  private double provenSeconds = Double.POSITIVE_INFINITY;
  private PlanningResult result;

  private Trajectory() {}

  /** Runs a planner, without a time limit if that is infinite. */
  public static Trajectory of(
      Planner planner, PlanningProblem problem, long seed, double timeLimitSeconds) {
    Trajectory run = new Trajectory();
    SearchOptions options = SearchOptions.defaults().withSeed(seed).withListener(run);
    run.end(
        planner.plan(
            problem,
            Double.isFinite(timeLimitSeconds)
                ? options.withTimeLimit(Duration.ofNanos((long) (timeLimitSeconds * NANOS)))
                : options));
    return run;
  }

  private double now() {
    return (System.nanoTime() - startNanos) / NANOS;
  }

  private synchronized void end(PlanningResult ended) {
    seconds = now();
    result = ended;
    if (ended instanceof Planned planned) {
      value(planned.plan().value());
      lower(planned.lowerBound());
      provenSeconds = planned.optimal() ? seconds : provenSeconds;
    }
  }

  @Override
  public synchronized void incumbent(Plan plan, double lowerBound) {
    incumbents.add(plan);
    value(plan.value());
    lower(lowerBound);
  }

  @Override
  public synchronized void bound(double lowerBound) {
    lower(lowerBound);
  }

  private void value(double value) {
    if (value < best) {
      best = value;
      values.put(now(), value);
    }
  }

  private void lower(double lowerBound) {
    if (lowerBound > bound) {
      bound = lowerBound;
      bounds.put(now(), lowerBound);
    }
  }

  /** Value of the best plan at a time; infinite while there is none. */
  public double valueAt(double time) {
    return at(values, time, Double.POSITIVE_INFINITY);
  }

  /** Proven lower bound at a time; 0 while there is none. */
  public double boundAt(double time) {
    return at(bounds, time, 0);
  }

  private static double at(TreeMap<Double, Double> steps, double time, double before) {
    Map.Entry<Double, Double> last = steps.floorEntry(time);
    return last == null ? before : last.getValue();
  }

  /** Proven relative gap at a time, as {@link Planned#gap()}. */
  public double gapAt(double time) {
    return gap(valueAt(time), boundAt(time));
  }

  /** Relative excess of a value over a bound; 0 where there is none, infinite over 0. */
  public static double gap(double value, double bound) {
    return value <= bound ? 0 : value / bound - 1;
  }

  /** The plans that were reported, in order. */
  public List<Plan> incumbents() {
    return List.copyOf(incumbents);
  }

  /** How long the run took, s. */
  public double seconds() {
    return seconds;
  }

  /** When the plan was proven optimal, s; infinite if it was not. */
  public double provenSeconds() {
    return provenSeconds;
  }

  /** What the planner returned. */
  public PlanningResult result() {
    return result;
  }
}

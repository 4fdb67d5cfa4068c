package dev.espalier.benchmarks.soundness;

import dev.espalier.benchmarks.Provenance;
import dev.espalier.benchmarks.Trajectory;
import dev.espalier.cost.PlanEvaluator;
import dev.espalier.cost.PlanValidator;
import dev.espalier.plan.Plan;
import dev.espalier.search.Planner;
import dev.espalier.search.PlanningResult;
import dev.espalier.search.PlanningResult.Infeasible;
import dev.espalier.search.PlanningResult.Planned;
import dev.espalier.solvers.Planners;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Looks for contradictions on {@link MixedProblem}s: {@code genetic} and {@code exact} plan each
 * within a time limit, {@code exhaustive} those that are small. No bound, reported, returned or of
 * a relaxed problem, is above the value of any feasible plan, proven optima agree, every plan
 * passes the validator and has the value that the evaluator computes, and nothing that has a plan
 * is called infeasible. The plan that a problem hides counts among the feasible ones where it
 * passes.
 *
 * <p>Usage: {@code Soundness PROBLEMS [FIRST_SEED [MILLISECONDS]]}. Ends with status 1 after the
 * first problem with a contradiction.
 */
public final class Soundness {
  private static final double ROUNDING = 1e-9;
  private static final double DEFAULT_MS = 200;

  private final double seconds;
  private final Map<String, Integer> counts = new LinkedHashMap<>();

  private Soundness(double seconds) {
    this.seconds = seconds;
  }

  /** Checks problems and prints counts, or the first contradiction with its seed. */
  public static void main(String[] args) {
    Locale.setDefault(Locale.ROOT);
    long first = args.length > 1 ? Long.parseLong(args[1]) : 1;
    double ms = args.length > 2 ? Double.parseDouble(args[2]) : DEFAULT_MS;
    Soundness soundness = new Soundness(ms / 1000);
    for (long seed = first; seed < first + Long.parseLong(args[0]); seed++) {
      List<String> contradictions = soundness.checked(seed);
      if (!contradictions.isEmpty()) {
        System.out.println("seed " + seed + ": " + String.join("; ", contradictions));
        System.exit(1);
      }
    }
    soundness.counts.forEach((what, count) -> System.out.println(what + ": " + count));
    System.out.println(Provenance.line());
  }

  /** A failure is reported with its seed, too. */
  private List<String> checked(long seed) {
    try {
      return check(seed);
    } catch (RuntimeException e) {
      e.printStackTrace();
      return List.of(e.toString());
    }
  }

  private List<String> check(long seed) {
    MixedProblem mixed = MixedProblem.ofSeed(seed);
    List<Planner> planners = new ArrayList<>(List.of(Planners.genetic(), Planners.exact()));
    if (mixed.isSmall()) {
      planners.add(Planners.exhaustive());
    }
    Map<String, Trajectory> runs = new LinkedHashMap<>();
    for (Planner planner : planners) {
      double limit = planner.name().equals("exhaustive") ? Double.POSITIVE_INFINITY : seconds;
      runs.put(planner.name(), Trajectory.of(planner, mixed.problem(), seed, limit));
    }
    count(mixed, runs);
    List<String> found = new ArrayList<>();
    double best = hiddenValue(mixed);
    for (Map.Entry<String, Trajectory> run : runs.entrySet()) {
      run.getValue().incumbents().forEach(plan -> checkPlan(run.getKey(), plan, found));
      if (run.getValue().result() instanceof Planned planned) {
        checkPlan(run.getKey(), planned.plan(), found);
      }
      best = Math.min(best, run.getValue().valueAt(Double.POSITIVE_INFINITY));
    }
    double known = best;
    runs.forEach((name, run) -> checkRun(name, run, known, found));
    new RelaxedBounds(mixed.problem(), known).check(found);
    return found;
  }

  private static double hiddenValue(MixedProblem mixed) {
    Plan hidden = PlanEvaluator.evaluate(mixed.problem(), mixed.hidden());
    return PlanValidator.violations(hidden).isEmpty() ? hidden.value() : Double.POSITIVE_INFINITY;
  }

  private static void checkPlan(String planner, Plan plan, List<String> found) {
    PlanValidator.violations(plan)
        .forEach(violation -> found.add(planner + ": " + violation.message()));
    double value = PlanEvaluator.evaluate(plan.problem(), plan.slices()).value();
    if (!(Math.abs(value - plan.value()) <= ROUNDING * value)) {
      found.add("%s: says %s of a plan of value %s".formatted(planner, plan.value(), value));
    }
  }

  private static void checkRun(String planner, Trajectory run, double best, List<String> found) {
    PlanningResult result = run.result();
    if (result instanceof Infeasible && Double.isFinite(best)) {
      found.add("%s: infeasible, but there is a plan of value %s".formatted(planner, best));
    }
    RelaxedBounds.check(planner + "'s bound", run.boundAt(Double.POSITIVE_INFINITY), best, found);
    if (result instanceof Planned planned
        && planned.optimal()
        && planned.plan().value() > best * (1 + ROUNDING)) {
      found.add(
          "%s: proves %s optimal, but there is a plan of value %s"
              .formatted(planner, planned.plan().value(), best));
    }
  }

  private void count(MixedProblem mixed, Map<String, Trajectory> runs) {
    counts.merge("problems", 1, Integer::sum);
    counts.merge("small ones, enumerated", mixed.isSmall() ? 1 : 0, Integer::sum);
    runs.forEach(
        (name, run) -> {
          if (!name.equals("exhaustive")) {
            counts.merge(name + ": " + outcome(run.result()), 1, Integer::sum);
          }
        });
  }

  private static String outcome(PlanningResult result) {
    if (result instanceof Planned planned) {
      return planned.optimal() ? "proven optimal" : "plan with a gap";
    }
    return result instanceof Infeasible ? "proven infeasible" : "undecided";
  }
}

package dev.espalier.study;

import dev.espalier.cost.PlanEvaluator;
import dev.espalier.cost.PlanValidator;
import dev.espalier.cost.table.CostTables;
import dev.espalier.plan.PathLimit;
import dev.espalier.plan.Plan;
import dev.espalier.plan.PlanningProblem;
import dev.espalier.plan.Slice;
import dev.espalier.plan.Violation;
import dev.espalier.search.PlanningResult;
import dev.espalier.search.SearchOptions;
import dev.espalier.search.StopSignal;
import dev.espalier.search.baseline.SingleDevicePlanner;
import dev.espalier.search.exact.Certificate;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Plans to compare with the best one: the best plan on a single device, and the simplest plan that
 * is nearly as good.
 *
 * <p>Simplest is the plan of fewest slices, then of fewest bytes moved in a full run, then of the
 * best value, whose value is within a tolerance of the best plan's. It is found by minimizing, with
 * the exact solver, the traffic of a plan within the tolerance for one slice, two, and so on. Each
 * of these searches has a budget, and so do all of them together; where the budget ends a search
 * without an answer, the plan found may not be the simplest, and {@code proven} is false.
 *
 * @param best the best plan
 * @param singleDevice the best plan on one device; empty if none meets every limit
 * @param singleDeviceProven whether every device was considered
 * @param tolerance relative amount by which the simplest plan may be worse
 * @param simplest the simplest plan within the tolerance; the best plan if there is no simpler one
 * @param proven whether no simpler plan is within the tolerance
 */
public record Alternatives(
    PlanningResult.Planned best,
    Optional<Plan> singleDevice,
    boolean singleDeviceProven,
    double tolerance,
    Plan simplest,
    boolean proven) {
  /** The default tolerance. */
  public static final double DEFAULT_TOLERANCE = 0.01;

  /** Of more devices, none is looked at to find the one that comes closest. */
  private static final int MAX_DEVICES_TO_COMPARE = 64;

  private static final long LABELS_FOR_QUESTION = 1 << 18;
  private static final long LABELS_FOR_ALL = 1 << 19;

  /** A limit on bytes that allows none, as a limit must be positive. */
  private static final double LESS_THAN_A_BYTE = 0.5;

  /** Steps of the bounds that all questions need together: some tenths of a second. */
  private static final double STEPS_FOR_ALL = 1 << 27;

  /**
   * About what a step takes in a JVM that has just started, ms. Tables and bounds of a question do
   * not look at the clock: they are not begun where the time left would not do.
   */
  private static final double MS_FOR_STEP = 1e-5;

  /**
   * Searches for plans to compare with a plan.
   *
   * @param tolerance relative, &gt;= 0
   * @param options when to stop; neither seed nor threads matter
   */
  public static Alternatives of(
      PlanningResult.Planned best, double tolerance, SearchOptions options) {
    PlanningProblem problem = best.plan().problem();
    StopSignal stop = StopSignal.start(options);
    SingleDevicePlanner.Best single = SingleDevicePlanner.best(problem, stop);
    double allowed = best.plan().value() * (1 + tolerance);
    if (!(allowed > 0) || best.search().interrupted()) {
      return of(best, single, tolerance, best.plan(), false);
    }
    boolean proven = true;
    long labels = 0;
    double steps = 0;
    for (int count = problem.minSlices(); count <= best.plan().slices().size(); count++) {
      steps += count * stepsOfBound(problem);
      boolean isLate = !(stop.leftMs() > stepsOfBound(problem) * MS_FOR_STEP);
      if (steps > STEPS_FOR_ALL || isLate || stop.requested()) {
        return of(best, single, tolerance, best.plan(), false);
      }
      PlanningProblem simple = question(problem, count, allowed);
      Certificate outcome =
          Certificate.of(
              simple,
              new CostTables(simple),
              Double.POSITIVE_INFINITY,
              Math.min(LABELS_FOR_QUESTION, LABELS_FOR_ALL - labels),
              stop);
      labels += outcome.labels();
      proven &= outcome.complete();
      Optional<Plan> found = outcome.slices().flatMap(slices -> keepingLimits(problem, slices));
      if (found.isPresent()) {
        Plan simplest = bestAsSimple(found.get(), best.plan(), LABELS_FOR_ALL - labels, stop);
        return of(best, single, tolerance, simplest, proven);
      }
      proven &= outcome.slices().isEmpty();
    }
    return of(best, single, tolerance, best.plan(), proven);
  }

  private static Alternatives of(
      PlanningResult.Planned best,
      SingleDevicePlanner.Best single,
      double tolerance,
      Plan simplest,
      boolean proven) {
    return new Alternatives(best, single.plan(), single.proven(), tolerance, simplest, proven);
  }

  private static double stepsOfBound(PlanningProblem problem) {
    double devices = problem.devices().size();
    return problem.linearization().length() * devices * devices;
  }

  private static PlanningProblem question(PlanningProblem problem, int slices, double allowed) {
    var builder =
        problem.toBuilder()
            .objective(Traffic.INSTANCE)
            .slices(slices)
            .pathLimit(new PathLimit(problem.objective(), allowed));
    return problem.isPipelined() ? builder.pipelined().build() : builder.build();
  }

  /** The plan on the problem itself, unless idle power at its own period breaks a battery. */
  private static Optional<Plan> keepingLimits(PlanningProblem problem, List<Slice> slices) {
    Plan plan = PlanEvaluator.evaluate(problem, slices);
    return PlanValidator.violations(plan).isEmpty() ? Optional.of(plan) : Optional.empty();
  }

  /** Of equally simple plans the best one, as far as the budget goes. */
  private static Plan bestAsSimple(Plan simple, Plan best, long labels, StopSignal stop) {
    double traffic = traffic(simple);
    int count = simple.slices().size();
    if (best.slices().size() == count && traffic(best) <= traffic) {
      return best;
    }
    if (stop.requested()) {
      return simple;
    }
    PlanningProblem problem = simple.problem();
    PlanningProblem question =
        problem.toBuilder()
            .slices(count)
            .pathLimit(new PathLimit(Traffic.INSTANCE, Math.max(traffic, LESS_THAN_A_BYTE)))
            .build();
    return Certificate.of(
            question,
            new CostTables(question),
            simple.value(),
            Math.min(LABELS_FOR_QUESTION, labels),
            stop)
        .slices()
        .flatMap(slices -> keepingLimits(problem, slices))
        .filter(plan -> plan.value() < simple.value())
        .orElse(simple);
  }

  private static double traffic(Plan plan) {
    PlanningProblem problem = plan.problem().toBuilder().objective(Traffic.INSTANCE).build();
    return PlanEvaluator.evaluate(problem, plan.slices()).value();
  }

  /**
   * What keeps the device that comes closest from running the whole network.
   *
   * @return the limit that it breaks by the largest factor; empty if a device runs it, or there are
   *     too many devices to look at
   */
  public Optional<Violation> obstacle() {
    PlanningProblem problem = best.plan().problem();
    if (singleDevice.isPresent() || problem.devices().size() > MAX_DEVICES_TO_COMPARE) {
      return Optional.empty();
    }
    PlanningProblem whole = problem.toBuilder().slices(1).build();
    Comparator<Violation> byFactor = Comparator.comparingDouble(Violation::factorNeeded);
    return problem.devices().stream()
        .map(device -> new Slice(device.name(), 0, problem.linearization().length()))
        .map(slice -> PlanEvaluator.evaluate(whole, List.of(slice)))
        .flatMap(plan -> PlanValidator.violations(plan).stream().max(byFactor).stream())
        .min(byFactor);
  }

  /** Whether the simplest plan is the best one. */
  public boolean isBestSimplest() {
    return simplest.slices().equals(best.plan().slices());
  }

  /** The simplest plan as a result, with the bound of the best one. */
  public PlanningResult.Planned simplified() {
    return PlanningResult.Planned.of(
        simplest,
        best.lowerBound(),
        best.optimal() && simplest.value() <= best.plan().value(),
        best.search());
  }
}

package dev.espalier.search;

import dev.espalier.cost.PlanEvaluator;
import dev.espalier.cost.PlanValidator;
import dev.espalier.device.Device;
import dev.espalier.plan.Plan;
import dev.espalier.plan.PlanningProblem;
import java.util.List;
import java.util.function.BiFunction;

/**
 * Plans for throughput on batteries that also drain while idle. The energy that a device draws then
 * depends on the period of the plan itself.
 *
 * <p>Method: plan as if the period were 0; if the plan exceeds a battery at its own period, plan
 * again at that period, and so on. Guarantee: a longer period only drains more, so each period
 * planned at is a lower bound, and with a planner that proves its plans the first plan that is
 * feasible at its own period is optimal. Each round excludes the plan of the previous one, so the
 * method terminates.
 */
public final class OwnPeriod {
  private OwnPeriod() {}

  /**
   * Plans a problem.
   *
   * @param planner plans a problem whose period for idle power is known
   */
  public static PlanningResult plan(
      PlanningProblem problem,
      SearchOptions options,
      BiFunction<PlanningProblem, SearchOptions, PlanningResult> planner) {
    if (!isNeeded(problem)) {
      return planner.apply(problem, options);
    }
    StopSignal stop = StopSignal.start(options);
    AtItsOwnPeriod known = new AtItsOwnPeriod(problem, options.listener());
    SearchOptions inner = options.withListener(known);
    double periodMs = 0;
    double lowerBound = 0;
    boolean proven = true;
    boolean isLast = false;
    while (true) {
      PlanningResult result = planner.apply(problem.withIdlePeriodMs(periodMs), stop.rest(inner));
      if (!(result instanceof PlanningResult.Planned planned)) {
        // Infeasible at a period that is not proven to be a bound says nothing of shorter ones.
        boolean isDecided = proven || !(result instanceof PlanningResult.Infeasible);
        return known.orElse(
            lowerBound,
            isDecided ? result : new PlanningResult.Undecided(List.of(), result.search()));
      }
      lowerBound = proven ? planned.lowerBound() : lowerBound;
      Plan plan = PlanEvaluator.evaluate(problem, planned.plan().slices());
      known.offer(plan);
      if (PlanValidator.violations(plan).isEmpty()) {
        return PlanningResult.Planned.of(
            known.best, lowerBound, proven && planned.optimal(), planned.search());
      }
      // Once the search must stop, one more round, which is short then: any plan is better than
      // none.
      boolean mustStop = planned.search().interrupted() || stop.requested();
      if (mustStop && (known.best != null || isLast)) {
        return known.orElse(
            lowerBound,
            new PlanningResult.Undecided(PlanValidator.violations(plan), planned.search()));
      }
      isLast = mustStop;
      proven &= planned.optimal();
      known.isProven = proven;
      periodMs = Math.max(plan.value(), Math.nextUp(periodMs));
    }
  }

  /**
   * Whether a plan's own period decides what its devices draw: a single search then does not plan
   * the problem.
   */
  public static boolean isNeeded(PlanningProblem problem) {
    return problem.isPeriodOfThePlan()
        && problem.devices().stream().anyMatch(OwnPeriod::isDrainedIdle);
  }

  private static boolean isDrainedIdle(Device device) {
    return device.energyJ().isPresent() && device.idlePowerW().orElse(0) > 0;
  }

  /**
   * Passes those incumbents on that keep every limit at their own period, and are better. The best
   * of them is the result of a search that is stopped before it is done.
   */
  private static final class AtItsOwnPeriod implements SearchListener {
    private final PlanningProblem problem;
    private final SearchListener listener;
    private Plan best;
    private double bound;

    /** Whether the period planned at is a lower bound, and so are bounds of plans at it. */
    private volatile boolean isProven = true;

    AtItsOwnPeriod(PlanningProblem problem, SearchListener listener) {
      this.problem = problem;
      this.listener = listener;
    }

    @Override
    public void phase(Phase phase) {
      listener.phase(phase);
    }

    @Override
    public synchronized void incumbent(Plan plan, double lowerBound) {
      Plan own = PlanEvaluator.evaluate(problem, plan.slices());
      if (offer(own)) {
        double known = isProven ? lowerBound : bound;
        listener.improved(own.value(), known);
        if (listener.receivesPlans()) {
          listener.incumbent(own, known);
        }
      }
    }

    /** Keeps a plan of the problem itself, if it is feasible and better than all before. */
    synchronized boolean offer(Plan own) {
      boolean isBetter =
          (best == null || own.value() < best.value()) && PlanValidator.violations(own).isEmpty();
      best = isBetter ? own : best;
      return isBetter;
    }

    /** The best plan so far, or another result where there is none. */
    synchronized PlanningResult orElse(double lowerBound, PlanningResult other) {
      return best == null
          ? other
          : PlanningResult.Planned.of(best, lowerBound, false, other.search());
    }

    /**
     * A longer period only drains more, so that the bound holds for the plan's own one, too. Each
     * search starts from no bound again, below that of the one before.
     */
    @Override
    public synchronized void bound(double lowerBound) {
      if (isProven && lowerBound > bound) {
        bound = lowerBound;
        listener.bound(lowerBound);
      }
    }

    @Override
    public void progress(long done, long total, double bestValue) {
      listener.progress(done, total, bestValue);
    }
  }
}

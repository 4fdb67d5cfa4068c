package dev.espalier.search;

import dev.espalier.cost.PlanEvaluator;
import dev.espalier.cost.PlanValidator;
import dev.espalier.device.Device;
import dev.espalier.plan.Plan;
import dev.espalier.plan.PlanningProblem;
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
    SearchOptions inner = options.withListener(new AtItsOwnPeriod(problem, options.listener()));
    double periodMs = 0;
    double lowerBound = 0;
    boolean proven = true;
    while (true) {
      PlanningResult result = planner.apply(problem.withIdlePeriodMs(periodMs), stop.rest(inner));
      if (!(result instanceof PlanningResult.Planned planned)) {
        return result;
      }
      lowerBound = proven ? planned.lowerBound() : lowerBound;
      Plan plan = PlanEvaluator.evaluate(problem, planned.plan().slices());
      if (PlanValidator.violations(plan).isEmpty()) {
        return PlanningResult.Planned.of(
            plan, lowerBound, proven && planned.optimal(), planned.search());
      }
      if (planned.search().interrupted() || stop.requested()) {
        return new PlanningResult.Undecided(PlanValidator.violations(plan), planned.search());
      }
      proven &= planned.optimal();
      periodMs = Math.max(plan.value(), Math.nextUp(periodMs));
    }
  }

  private static boolean isNeeded(PlanningProblem problem) {
    return problem.isPeriodOfThePlan()
        && problem.devices().stream().anyMatch(OwnPeriod::isDrainedIdle);
  }

  private static boolean isDrainedIdle(Device device) {
    return device.energyJ().isPresent() && device.idlePowerW().orElse(0) > 0;
  }

  /** Passes those incumbents on that keep every limit at their own period, and are better. */
  private static final class AtItsOwnPeriod implements SearchListener {
    private final PlanningProblem problem;
    private final SearchListener listener;
    private double best = Double.POSITIVE_INFINITY;
    private double bound;

    AtItsOwnPeriod(PlanningProblem problem, SearchListener listener) {
      this.problem = problem;
      this.listener = listener;
    }

    /** Whether a plan keeps its limits is decided by the plan alone. */
    @Override
    public boolean receivesPlans() {
      return listener != NONE;
    }

    @Override
    public void phase(Phase phase) {
      listener.phase(phase);
    }

    @Override
    public synchronized void incumbent(Plan plan, double lowerBound) {
      Plan own = PlanEvaluator.evaluate(problem, plan.slices());
      if (own.value() < best && PlanValidator.violations(own).isEmpty()) {
        best = own.value();
        listener.improved(best, lowerBound);
        if (listener.receivesPlans()) {
          listener.incumbent(own, lowerBound);
        }
      }
    }

    /**
     * A longer period only drains more, so that the bound holds for the plan's own one, too. Each
     * search starts from no bound again, below that of the one before.
     */
    @Override
    public synchronized void bound(double lowerBound) {
      if (lowerBound > bound) {
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

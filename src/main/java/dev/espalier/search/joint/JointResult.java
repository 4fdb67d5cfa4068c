package dev.espalier.search.joint;

import dev.espalier.search.PlanningResult;
import java.util.List;

/** The answer to a demand, or to none. */
public sealed interface JointResult {

  /** The plans to show: the one that meets the demand or comes closest, or a front. */
  List<ExitPlan> plans();

  /** Whether the demand is met, or there was none. */
  boolean isMet();

  /** The demand is met by this plan. */
  record Met(ExitPlan plan) implements JointResult {
    @Override
    public List<ExitPlan> plans() {
      return List.of(plan);
    }

    @Override
    public boolean isMet() {
      return true;
    }
  }

  /**
   * The Pareto front, the fastest plan first: none is both slower and less accurate than another
   * one.
   */
  record Front(List<ExitPlan> plans) implements JointResult {

    public Front {
      plans = List.copyOf(plans);
    }

    @Override
    public boolean isMet() {
      return true;
    }
  }

  /**
   * No plan that was found meets the demand.
   *
   * @param closest the most accurate plan, or the fastest one, whichever was demanded
   * @param proven whether nothing can come closer
   */
  record Unmet(ExitDemand demand, ExitPlan closest, boolean proven) implements JointResult {
    @Override
    public List<ExitPlan> plans() {
      return List.of(closest);
    }

    @Override
    public boolean isMet() {
      return false;
    }
  }

  /**
   * There is no plan, whatever exits are deployed.
   *
   * @param result reason why there is none even with the fewest exits
   */
  record NoPlan(PlanningResult result) implements JointResult {
    @Override
    public List<ExitPlan> plans() {
      return List.of();
    }

    @Override
    public boolean isMet() {
      return false;
    }
  }
}

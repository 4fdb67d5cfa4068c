package dev.espalier.search.joint;

import dev.espalier.exit.ExitBehavior;
import dev.espalier.search.PlanningResult;
import java.util.List;

/**
 * A choice of exits and thresholds together with the plan for it.
 *
 * @param condition condition under which the exits were measured
 * @param behavior the decision on each exit of the network, and its outcome
 * @param planned the plan of the network with the deployed exits alone. Its lower bound and proof
 *     are those of the whole decision where minimum latency is demanded; where maximum accuracy is
 *     demanded, the bound is that of these thresholds, and the proof is that no choice is more
 *     accurate
 * @param dropped reason why each side exit that is not deployed was dropped; empty on a front,
 *     where every plan answers another demand
 * @param assumptions assumptions about what was not measured
 */
public record ExitPlan(
    String condition,
    ExitBehavior behavior,
    PlanningResult.Planned planned,
    List<DroppedExit> dropped,
    List<String> assumptions) {

  public ExitPlan {
    dropped = List.copyOf(dropped);
    assumptions = List.copyOf(assumptions);
  }

  /** Probability that a sample is classified correctly. */
  public double accuracy() {
    return behavior.accuracy();
  }

  /** The objective's value. */
  public double value() {
    return planned.plan().value();
  }
}

package dev.espalier.search.joint;

import dev.espalier.exit.ExitBehavior;
import dev.espalier.search.PlanningResult;
import java.util.List;

/**
 * A choice of exits and thresholds together with the plan for it.
 *
 * @param condition what the exits were measured under
 * @param behavior what is decided of each exit of the network, and what comes of it
 * @param planned the plan of the network with the deployed exits alone. Its lower bound and proof
 *     are those of the whole decision where least latency is demanded; where best accuracy is
 *     demanded, the bound is that of these thresholds, and the proof is that nothing is more
 *     accurate
 * @param dropped why each side exit that is not deployed was left out; empty on a front, where
 *     every plan is an answer to another demand
 * @param assumptions what had to be assumed, as it was not measured
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

  /** Share of all samples that are classified right. */
  public double accuracy() {
    return behavior.accuracy();
  }

  /** The objective's value. */
  public double value() {
    return planned.plan().value();
  }
}

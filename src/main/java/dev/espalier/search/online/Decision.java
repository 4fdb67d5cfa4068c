package dev.espalier.search.online;

import dev.espalier.plan.Plan;
import dev.espalier.plan.Violation;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * The answer of a replanner to changes of the world: keep the plan in force or move to another one,
 * with what both cost now.
 *
 * @param number number of the decision, from 1 on
 * @param atSeconds time of the changes, s
 * @param action what to do
 * @param reason why
 * @param before the plan that was in force, priced in the world as it is now; empty if none was
 * @param violations what keeps that plan from running now, such as a device that is gone; empty if
 *     it still works
 * @param best the best plan that was found for the world as it is now; empty if none was
 * @param lowerBound no plan that works now has a smaller value, in the objective's unit
 * @param isOptimal whether the best plan is proven to be the optimum
 * @param after the plan in force from now on; empty if there is none
 * @param move what moves, or would move, to {@code target}; empty without a plan to compare with
 * @param target the plan that was considered for a move: the one of the largest gain, which need
 *     not be the best one where moving is costly or limited
 * @param obstacle why nothing can be planned now; empty if something can
 */
public record Decision(
    long number,
    double atSeconds,
    Action action,
    Reason reason,
    Optional<Plan> before,
    List<Violation> violations,
    Optional<Plan> best,
    double lowerBound,
    boolean isOptimal,
    Optional<Plan> after,
    Optional<Plan> target,
    Optional<Move> move,
    Optional<String> obstacle) {

  public Decision {
    Objects.requireNonNull(action, "action");
    Objects.requireNonNull(reason, "reason");
    violations = List.copyOf(violations);
  }

  /**
   * What the plan in force costs more than the best one that was found, in the objective's unit.
   */
  public double losing() {
    return after.isPresent() && best.isPresent()
        ? Math.max(0, after.get().value() - best.get().value())
        : 0;
  }

  /** What a decision does. */
  public enum Action {
    /** The plan in force stays. */
    KEEP("keep"),
    /** Another plan comes into force. */
    MOVE("move"),
    /** The plan before the last move comes into force again. */
    ROLL_BACK("roll-back"),
    /** No plan works now. */
    STOP("stop");

    private final String label;

    Action(String label) {
      this.label = label;
    }

    /** Name in files. */
    public String label() {
      return label;
    }

    /** Whether another plan comes into force. */
    public boolean isMove() {
      return this == MOVE || this == ROLL_BACK;
    }
  }

  /** Why a decision was made. */
  public enum Reason {
    FIRST_PLAN("first-plan", "nothing was deployed"),
    NO_BETTER_PLAN("no-better-plan", "no better plan was found"),
    GAIN_TOO_SMALL("gain-too-small", "the gain does not pay for the move"),
    COOLDOWN("cooldown", "the last move was too recent"),
    TOO_MANY_DEVICES("too-many-devices", "every better plan would load too many devices"),
    GAIN_PAYS("gain-pays", "the gain pays for the move"),
    PLAN_BROKEN("plan-broken", "the plan in force no longer works"),
    WORKS_AGAIN("works-again", "no plan worked before"),
    MEASURED_WORSE("measured-worse", "the new plan is measured to be slower than the old one"),
    MOVED_BACK("moved-back", "the better plan was measured to be slower a short time ago"),
    NO_PLAN("no-plan", "no plan works now");

    private final String label;
    private final String text;

    Reason(String label, String text) {
      this.label = label;
      this.text = text;
    }

    /** Name in files. */
    public String label() {
      return label;
    }

    /** The reason in words. */
    public String text() {
      return text;
    }
  }
}

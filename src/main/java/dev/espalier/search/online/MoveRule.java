package dev.espalier.search.online;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The rule by which a plan that still works is left for a better one. */
public enum MoveRule {
  /**
   * A move pays if it does in the mean over what may come, as learned from what has been: how long
   * states of the world last, which ones follow, and what plans cost in them ({@link Experience}).
   * So the plan that is the best one now is left before it is too late, and is not moved to where
   * it would not be for long.
   */
  LEARNED("learned"),

  /**
   * A move pays if what it gains over the horizon, from when the new plan is in force, and what
   * staying has lost since the last move, exceed its cost.
   */
  GAIN("gain"),

  /** Every better plan is moved to, whatever that costs. */
  ALWAYS("always"),

  /** A plan is left only when it no longer works. */
  NEVER("never"),

  /**
   * A move pays once staying has lost as much since the last move as the move costs: rent or buy,
   * which never costs more than twice the best that could have been done with one other plan
   * (Karlin, Manasse, Rudolph, Sleator, Competitive snoopy caching, Algorithmica 3, 1988).
   */
  COMPETITIVE("competitive");

  private static final double HORIZON_S = 10;
  private static final double LEARNED_HORIZON_S = 30;

  private final String label;

  MoveRule(String label) {
    this.label = label;
  }

  /** Name for users. */
  public String label() {
    return label;
  }

  /** A rule by its name; empty if there is none. */
  public static Optional<MoveRule> labeled(String label) {
    return Arrays.stream(values()).filter(each -> each.label.equals(label)).findFirst();
  }

  /** Names of all rules. */
  public static List<String> labels() {
    return Arrays.stream(values()).map(MoveRule::label).toList();
  }

  /** Time, s, within which a move must pay unless the policy says otherwise. */
  double horizonSeconds() {
    return this == LEARNED ? LEARNED_HORIZON_S : HORIZON_S;
  }

  /**
   * Whether a move pays by what is known now. {@link #LEARNED} decides by more.
   *
   * @param gainMs latency that the new plan saves now, ms, &gt; 0
   * @param inForceSeconds time within the horizon for which the new plan is in force, s
   * @param lost what staying has lost since the last move, ms times s
   * @param cost cost of the move, ms times s
   */
  boolean pays(double gainMs, double inForceSeconds, double lost, double cost) {
    return switch (this) {
      case LEARNED, GAIN -> gainMs * inForceSeconds + lost > cost;
      case ALWAYS -> true;
      case NEVER -> false;
      case COMPETITIVE -> lost >= cost;
    };
  }
}

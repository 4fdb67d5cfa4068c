package dev.espalier.study.explain;

import dev.espalier.search.PlanningResult;
import java.util.List;

/**
 * What changes of the devices and links would do to a plan.
 *
 * @param base the plan
 * @param effects the effects of all changes, the largest first
 */
public record Explanation(PlanningResult.Planned base, List<Effect> effects) {

  public Explanation {
    effects = List.copyOf(effects);
  }

  /** Whether every effect is proven. */
  public boolean isProven() {
    return effects.stream().allMatch(Effect::proven);
  }
}

package dev.espalier.search.joint;

import java.util.Optional;

/**
 * What was asked for under one condition, and what came of it.
 *
 * @param plans what all choices that were looked at have in common; not they themselves, so that
 *     the answers for many conditions fit into memory
 * @param demand what was demanded; empty if all plans that are worth having were asked for
 * @param result the answer
 */
public record ExitAnswer(ExitPlans.Summary plans, Optional<ExitDemand> demand, JointResult result) {

  /** The answer that these plans give. */
  public static ExitAnswer of(ExitPlans plans, Optional<ExitDemand> demand) {
    return new ExitAnswer(plans.summary(), demand, demand.map(plans::best).orElseGet(plans::front));
  }
}

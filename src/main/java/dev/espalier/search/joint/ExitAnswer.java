package dev.espalier.search.joint;

import java.util.Optional;

/**
 * The demand under one condition, and the answer to it.
 *
 * @param plans summary of the choices considered; not the choices themselves, so that the answers
 *     for many conditions fit into memory
 * @param demand the demand; empty for the Pareto front
 * @param result the answer
 */
public record ExitAnswer(ExitPlans.Summary plans, Optional<ExitDemand> demand, JointResult result) {

  /** The answer that these plans give. */
  public static ExitAnswer of(ExitPlans plans, Optional<ExitDemand> demand) {
    return new ExitAnswer(plans.summary(), demand, demand.map(plans::best).orElseGet(plans::front));
  }
}

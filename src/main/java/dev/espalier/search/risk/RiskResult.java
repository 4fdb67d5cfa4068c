package dev.espalier.search.risk;

import dev.espalier.search.PlanningResult;
import java.util.Optional;

/**
 * The result of planning on samples.
 *
 * <p>The plan is priced on links of which each takes the mean time for a byte under the weights of
 * the samples that decide, so that its value is its risk: for a quantile the links of one sample,
 * for the mean and the conditional value at risk those of a mean over all samples and over the
 * worst ones.
 *
 * @param result the plan, whose value is the measure, with its bound; or why there is none
 * @param summary the values of the plan over the samples; empty if there is none
 * @param isSameForAll whether every plan has its risk on the links that the plan is priced on,
 *     which allows other plans to be compared there
 */
public record RiskResult(
    PlanningResult result, Optional<RiskSummary> summary, boolean isSameForAll) {}

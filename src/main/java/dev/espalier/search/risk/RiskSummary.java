package dev.espalier.search.risk;

import dev.espalier.internal.Checks;

/**
 * The values of a plan over all samples, in the objective's unit.
 *
 * @param measure the measure that was minimized
 * @param samples number of samples as given
 * @param distinct number of different ones
 * @param value the measure of the plan
 * @param mean mean
 * @param median p50
 * @param p95 what 95 percent of the samples do not exceed
 * @param cvar95 mean of the largest 5 percent
 * @param max largest value
 */
public record RiskSummary(
    RiskMeasure measure,
    int samples,
    int distinct,
    double value,
    double mean,
    double median,
    double p95,
    double cvar95,
    double max) {

  /**
   * @throws IllegalArgumentException if a value is not from 0 to 1e30
   */
  public RiskSummary {
    Checks.notNegative("risk", "value", value);
    Checks.notNegative("risk", "mean", mean);
    Checks.notNegative("risk", "p50", median);
    Checks.notNegative("risk", "p95", p95);
    Checks.notNegative("risk", "cvar95", cvar95);
    Checks.notNegative("risk", "max", max);
  }

  static RiskSummary of(RiskMeasure measure, int samples, double[] values, double[] weights) {
    double max = 0;
    for (double value : values) {
      max = Math.max(max, value);
    }
    return new RiskSummary(
        measure,
        samples,
        values.length,
        measure.of(values, weights),
        RiskMeasure.MEAN.of(values, weights),
        RiskMeasure.quantile(50).of(values, weights),
        RiskMeasure.quantile(95).of(values, weights),
        RiskMeasure.cvar(95).of(values, weights),
        max);
  }
}

package dev.espalier.spark;

import java.util.List;

/**
 * What came of a scenario, as a row of a Dataset: a bean, for {@code Encoders.bean}. Where there is
 * no plan, what is of a plan is null, and the message says why. Not thread-safe.
 */
public class ScenarioResult {
  private String id;
  private String status;
  private String objective;
  private Double value;
  private String unit;
  private Double lowerBound;
  private Double gap;
  private Boolean optimal;
  private Double expectedLatencyMs;
  private Double worstCaseLatencyMs;
  private List<PlacedSlice> slices;
  private String message;

  /** Without any value. */
  public ScenarioResult() {}

  /** The name of the scenario, if it has one. */
  public String getId() {
    return id;
  }

  /** Sets the name of the scenario, if it has one. */
  public void setId(String id) {
    this.id = id;
  }

  /** The kind of outcome: planned, infeasible, undecided, invalid or failed. */
  public String getStatus() {
    return status;
  }

  /** Sets the kind of outcome: planned, infeasible, undecided, invalid or failed. */
  public void setStatus(String status) {
    this.status = status;
  }

  /** The objective that was minimized. */
  public String getObjective() {
    return objective;
  }

  /** Sets the objective that was minimized. */
  public void setObjective(String objective) {
    this.objective = objective;
  }

  /** The value of the objective. */
  public Double getValue() {
    return value;
  }

  /** Sets the value of the objective. */
  public void setValue(Double value) {
    this.value = value;
  }

  /** The unit of the value. */
  public String getUnit() {
    return unit;
  }

  /** Sets the unit of the value. */
  public void setUnit(String unit) {
    this.unit = unit;
  }

  /** The lower bound of the value of every plan. */
  public Double getLowerBound() {
    return lowerBound;
  }

  /** Sets the lower bound of the value of every plan. */
  public void setLowerBound(Double lowerBound) {
    this.lowerBound = lowerBound;
  }

  /** The relative gap between value and lower bound; null where it is not finite. */
  public Double getGap() {
    return gap;
  }

  /** Sets the relative gap between value and lower bound; null where it is not finite. */
  public void setGap(Double gap) {
    this.gap = gap;
  }

  /** Whether the plan is proven optimal. */
  public Boolean getOptimal() {
    return optimal;
  }

  /** Sets whether the plan is proven optimal. */
  public void setOptimal(Boolean optimal) {
    this.optimal = optimal;
  }

  /** The expected latency, ms. */
  public Double getExpectedLatencyMs() {
    return expectedLatencyMs;
  }

  /** Sets the expected latency, ms. */
  public void setExpectedLatencyMs(Double expectedLatencyMs) {
    this.expectedLatencyMs = expectedLatencyMs;
  }

  /** The latency of a sample that leaves at the final exit, ms. */
  public Double getWorstCaseLatencyMs() {
    return worstCaseLatencyMs;
  }

  /** Sets the latency of a sample that leaves at the final exit, ms. */
  public void setWorstCaseLatencyMs(Double worstCaseLatencyMs) {
    this.worstCaseLatencyMs = worstCaseLatencyMs;
  }

  /** The slices of the plan, in order. */
  public List<PlacedSlice> getSlices() {
    return slices;
  }

  /** Sets the slices of the plan, in order. */
  public void setSlices(List<PlacedSlice> slices) {
    this.slices = slices;
  }

  /** What is wrong, or why there is no plan. */
  public String getMessage() {
    return message;
  }

  /** Sets what is wrong, or why there is no plan. */
  public void setMessage(String message) {
    this.message = message;
  }
}

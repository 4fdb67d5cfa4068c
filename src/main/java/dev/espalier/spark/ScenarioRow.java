package dev.espalier.spark;

import java.util.List;
import java.util.Map;

/**
 * A scenario as a row of a Dataset: a bean, for {@code Encoders.bean}. What is null is left to the
 * defaults of {@link DatasetPlanner} or of the planner. Not thread-safe.
 */
public class ScenarioRow {
  private String id;
  private String model;
  private String catalog;
  private Double bandwidthMbps;
  private List<String> gone;
  private Map<String, Double> probabilities;
  private String condition;
  private String objective;
  private Double deadlineMs;
  private String solver;
  private Long seed;
  private Map<String, String> parameters;

  /** Without any value. */
  public ScenarioRow() {}

  /** The name of the scenario, which its result repeats. */
  public String getId() {
    return id;
  }

  /** Sets the name of the scenario, which its result repeats. */
  public void setId(String id) {
    this.id = id;
  }

  /** The network: a file, or {@code zoo:NAME}. */
  public String getModel() {
    return model;
  }

  /** Sets the network: a file, or {@code zoo:NAME}. */
  public void setModel(String model) {
    this.model = model;
  }

  /** The devices and links: a file, or {@code zoo:na2023-six}. */
  public String getCatalog() {
    return catalog;
  }

  /** Sets the devices and links: a file, or {@code zoo:na2023-six}. */
  public void setCatalog(String catalog) {
    this.catalog = catalog;
  }

  /** The default bandwidth of the network, Mbps. */
  public Double getBandwidthMbps() {
    return bandwidthMbps;
  }

  /** Sets the default bandwidth of the network, Mbps. */
  public void setBandwidthMbps(Double bandwidthMbps) {
    this.bandwidthMbps = bandwidthMbps;
  }

  /** The devices that are away. */
  public List<String> getGone() {
    return gone;
  }

  /** Sets the devices that are away. */
  public void setGone(List<String> gone) {
    this.gone = gone;
  }

  /** The probabilities of side exits, by name of the exit. */
  public Map<String, Double> getProbabilities() {
    return probabilities;
  }

  /** Sets the probabilities of side exits, by name of the exit. */
  public void setProbabilities(Map<String, Double> probabilities) {
    this.probabilities = probabilities;
  }

  /** The condition under which exits were measured. */
  public String getCondition() {
    return condition;
  }

  /** Sets the condition under which exits were measured. */
  public void setCondition(String condition) {
    this.condition = condition;
  }

  /** The objective, such as {@code expected}. */
  public String getObjective() {
    return objective;
  }

  /** Sets the objective, such as {@code expected}. */
  public void setObjective(String objective) {
    this.objective = objective;
  }

  /** The limit on the latency of the final exit, ms. */
  public Double getDeadlineMs() {
    return deadlineMs;
  }

  /** Sets the limit on the latency of the final exit, ms. */
  public void setDeadlineMs(Double deadlineMs) {
    this.deadlineMs = deadlineMs;
  }

  /** The name of the solver. */
  public String getSolver() {
    return solver;
  }

  /** Sets the name of the solver. */
  public void setSolver(String solver) {
    this.solver = solver;
  }

  /** The seed of all random choices. */
  public Long getSeed() {
    return seed;
  }

  /** Sets the seed of all random choices. */
  public void setSeed(Long seed) {
    this.seed = seed;
  }

  /**
   * The other fields of a scenario, by name: JSON, or else a text. So {@code 5} is a number, {@code
   * {"conv1":"cam"}} an object, and {@code cam} a text.
   */
  public Map<String, String> getParameters() {
    return parameters;
  }

  /**
   * Sets the other fields of a scenario, by name: JSON, or else a text. So {@code 5} is a number,
   * {@code {"conv1":"cam"}} an object, and {@code cam} a text.
   */
  public void setParameters(Map<String, String> parameters) {
    this.parameters = parameters;
  }
}

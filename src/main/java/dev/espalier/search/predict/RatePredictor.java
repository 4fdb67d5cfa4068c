package dev.espalier.search.predict;

import java.util.List;

/**
 * Predicts the rate of one link from what was observed of it, sample by sample. {@link
 * RatePredictors} makes them by name. Deterministic; not thread-safe.
 */
public interface RatePredictor {

  /**
   * Adds an observation. One at the time of the observation before replaces it.
   *
   * @param atSeconds when the rate was observed, s; not before the last observation
   * @param mbps rate, Mbps; 0 in an outage
   * @throws IllegalArgumentException if the time is before that of the last observation, or a
   *     number is not from 0 to 1e30
   */
  void observe(double atSeconds, double mbps);

  /**
   * The rate that is expected next, Mbps; 0 is possible.
   *
   * @throws IllegalStateException if nothing was observed yet
   */
  double predictMbps();

  /** The rates observed last, Mbps, up to {@link RatePredictors#WINDOW} of them, oldest first. */
  List<Double> samples();

  /**
   * The observations, oldest first, that bring a new predictor of the same name to the same
   * predictions, now and after any further observation.
   */
  List<Observation> memory();

  /**
   * What was observed.
   *
   * @param atSeconds when, s
   * @param mbps rate, Mbps
   */
  record Observation(double atSeconds, double mbps) {}
}

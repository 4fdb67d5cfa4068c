package dev.espalier.search.predict;

import java.util.List;

/**
 * Exponential smoothing over time: what lies a half life back counts half. An observation moves the
 * estimate by {@code 1 - 2^(-dt / halfLife)} of the difference, dt since the observation before.
 */
final class SmoothedRate implements RatePredictor {
  private final double halfLifeSeconds;
  private final RateWindow window = new RateWindow(rates -> rates.get(rates.size() - 1));

  /** Times of the last two observations, s, and the estimates after them, Mbps. */
  private double beforeSeconds = Double.NEGATIVE_INFINITY;

  private double before;
  private double lastSeconds = Double.NEGATIVE_INFINITY;
  private double last;

  SmoothedRate(double halfLifeSeconds) {
    this.halfLifeSeconds = halfLifeSeconds;
  }

  @Override
  public void observe(double atSeconds, double mbps) {
    window.observe(atSeconds, mbps);
    if (atSeconds > lastSeconds) {
      beforeSeconds = lastSeconds;
      before = last;
      lastSeconds = atSeconds;
    }
    // The time since an observation that never was is infinite, so that the first one counts fully.
    double weight = 1 - Math.pow(2, -(lastSeconds - beforeSeconds) / halfLifeSeconds);
    last = before + weight * (mbps - before);
  }

  @Override
  public double predictMbps() {
    return window.samples().isEmpty() ? window.predictMbps() : last;
  }

  @Override
  public List<Double> samples() {
    return window.samples();
  }

  /** The first observation of a new predictor is its estimate. */
  @Override
  public List<Observation> memory() {
    List<Observation> last = window.memory();
    return last.size() < 2
        ? last
        : List.of(new Observation(beforeSeconds, before), last.get(last.size() - 1));
  }
}

package dev.espalier.search.predict;

import dev.espalier.error.InvalidFieldException;
import dev.espalier.internal.Checks;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** Predicts by a statistic of the rates observed last. */
final class RateWindow implements RatePredictor {
  private final ToDoubleFunction<List<Double>> statistic;
  private final Deque<Double> rates = new ArrayDeque<>();
  private double lastSeconds = Double.NEGATIVE_INFINITY;

  /**
   * @param statistic the prediction from at least one rate, oldest first
   */
  RateWindow(ToDoubleFunction<List<Double>> statistic) {
    this.statistic = statistic;
  }

  @Override
  public void observe(double atSeconds, double mbps) {
    Checks.notNegative("observed rate", "at", atSeconds);
    if (atSeconds < lastSeconds) {
      throw new InvalidFieldException(
          "at",
          "observed rates must be in the order of time, but after %s s comes %s s"
              .formatted(lastSeconds, atSeconds));
    }
    Checks.notNegative("observed rate", "mbps", mbps);
    if (atSeconds == lastSeconds) {
      rates.removeLast();
    } else if (rates.size() == RatePredictors.WINDOW) {
      rates.removeFirst();
    }
    rates.addLast(mbps);
    lastSeconds = atSeconds;
  }

  @Override
  public double predictMbps() {
    if (rates.isEmpty()) {
      throw new IllegalStateException("no rate was observed yet");
    }
    return statistic.applyAsDouble(samples());
  }

  @Override
  public List<Double> samples() {
    return List.copyOf(rates);
  }
}

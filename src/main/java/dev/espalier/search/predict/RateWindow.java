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
  private final Deque<Observation> observations = new ArrayDeque<>();

  /**
   * @param statistic the prediction from at least one rate, oldest first
   */
  RateWindow(ToDoubleFunction<List<Double>> statistic) {
    this.statistic = statistic;
  }

  @Override
  public void observe(double atSeconds, double mbps) {
    Checks.notNegative("observed rate", "at", atSeconds);
    double lastSeconds =
        observations.isEmpty() ? Double.NEGATIVE_INFINITY : observations.getLast().atSeconds();
    if (atSeconds < lastSeconds) {
      throw new InvalidFieldException(
          "at",
          "observed rates must be in the order of time, but after %s s comes %s s"
              .formatted(lastSeconds, atSeconds));
    }
    Checks.notNegative("observed rate", "mbps", mbps);
    if (atSeconds == lastSeconds) {
      observations.removeLast();
    } else if (observations.size() == RatePredictors.WINDOW) {
      observations.removeFirst();
    }
    observations.addLast(new Observation(atSeconds, mbps));
  }

  @Override
  public double predictMbps() {
    if (observations.isEmpty()) {
      throw new IllegalStateException("no rate was observed yet");
    }
    return statistic.applyAsDouble(samples());
  }

  @Override
  public List<Double> samples() {
    return observations.stream().map(Observation::mbps).toList();
  }

  @Override
  public List<Observation> memory() {
    return List.copyOf(observations);
  }
}

package dev.espalier.study.run.live;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;

/**
 * What is predicted of a plan from a moment on, until the next forecast.
 *
 * @param fromMs the moment, ms since the first measured sample
 * @param exitMs predicted latency of a sample by the exit at which it leaves, ms
 */
public record Forecast(double fromMs, Map<String, Double> exitMs) {

  /** Copies the map. */
  public Forecast {
    exitMs = Collections.unmodifiableMap(new TreeMap<>(exitMs));
  }

  /**
   * The predicted latency of a sample; before the first forecast, that one counts.
   *
   * @param forecasts in the order of their times
   * @param atMs when the sample was sent
   * @return empty if nothing is predicted then or for that exit
   */
  public static OptionalDouble latencyMs(List<Forecast> forecasts, double atMs, String exit) {
    for (int i = forecasts.size() - 1; i >= 0; i--) {
      if (i == 0 || forecasts.get(i).fromMs <= atMs) {
        Double ms = forecasts.get(i).exitMs.get(exit);
        return ms == null ? OptionalDouble.empty() : OptionalDouble.of(ms);
      }
    }
    return OptionalDouble.empty();
  }
}

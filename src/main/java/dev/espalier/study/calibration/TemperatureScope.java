package dev.espalier.study.calibration;

import dev.espalier.exit.log.LogitLog;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

/** The exits that a temperature is fitted to. */
public enum TemperatureScope {
  /** Each exit has a temperature of its own. */
  PER_EXIT("per-exit") {
    @Override
    List<Temperature> fit(Collection<LogitLog> logs, int exits) {
      return IntStream.range(0, exits).mapToObj(e -> TemperatureScaling.fit(logs, e)).toList();
    }
  },

  /** All exits have the same one: the sum of their negative log-likelihoods is minimum. */
  SINGLE("single") {
    @Override
    List<Temperature> fit(Collection<LogitLog> logs, int exits) {
      Temperature one = TemperatureScaling.fit(logs, IntStream.range(0, exits).toArray());
      return Collections.nCopies(exits, one);
    }
  };

  private final String label;

  TemperatureScope(String label) {
    this.label = label;
  }

  /** Name in files and on the command line. */
  @Override
  public String toString() {
    return label;
  }

  /** The temperature of each exit. */
  abstract List<Temperature> fit(Collection<LogitLog> logs, int exits);
}

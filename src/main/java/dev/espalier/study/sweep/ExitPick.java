package dev.espalier.study.sweep;

import dev.espalier.exit.ExitBehavior;
import dev.espalier.exit.ExitData;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A selection from measured exit behavior, with all side exits deployed.
 *
 * @param data what was measured
 * @param condition the condition, once it is known
 * @param threshold the threshold of all side exits, once it is known
 */
public record ExitPick(ExitData data, Optional<String> condition, OptionalDouble threshold) {

  /**
   * Behavior of the exits; empty as long as condition or threshold are open.
   *
   * @throws IllegalArgumentException if the data lack it
   */
  public Optional<ExitBehavior> behavior() {
    return condition.isEmpty() || threshold.isEmpty()
        ? Optional.empty()
        : Optional.of(data.behavior(condition.get(), threshold.getAsDouble()));
  }

  ExitPick withCondition(String name) {
    return new ExitPick(data, Optional.of(name), threshold);
  }

  ExitPick withThreshold(double value) {
    return new ExitPick(data, condition, OptionalDouble.of(value));
  }
}

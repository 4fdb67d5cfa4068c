package dev.espalier.study.sweep;

import dev.espalier.exit.ExitBehavior;
import dev.espalier.exit.ExitData;
import dev.espalier.exit.SideExits;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A selection from measured exit behavior.
 *
 * @param data what was measured
 * @param condition the condition, once it is known
 * @param threshold the threshold of all side exits, once it is known
 * @param deployed indices of the side exits that are deployed
 */
public record ExitPick(
    ExitData data, Optional<String> condition, OptionalDouble threshold, BitSet deployed) {

  /**
   * @throws IllegalArgumentException if an index is not one of a side exit
   */
  public ExitPick {
    deployed = (BitSet) SideExits.checked("exit data", deployed, data.exits()).clone();
  }

  /** A selection with all side exits deployed. */
  public ExitPick(ExitData data, Optional<String> condition, OptionalDouble threshold) {
    this(data, condition, threshold, SideExits.all(data.exits()));
  }

  /** Indices of the side exits that are deployed. */
  @Override
  public BitSet deployed() {
    return (BitSet) deployed.clone();
  }

  /**
   * Behavior of the exits; empty as long as condition or threshold are open.
   *
   * @throws IllegalArgumentException if the data lack it
   */
  public Optional<ExitBehavior> behavior() {
    return condition.isEmpty() || threshold.isEmpty()
        ? Optional.empty()
        : Optional.of(data.behavior(condition.get(), threshold.getAsDouble(), deployed));
  }

  /**
   * Assumptions that the data make where a side exit is not deployed, one sentence each, for the
   * condition or, as long as it is open, for the first one.
   */
  public List<String> assumptions() {
    return data.choices(condition.orElseGet(() -> data.conditions().get(0))).assumptions();
  }

  ExitPick withCondition(String name) {
    return new ExitPick(data, Optional.of(name), threshold, deployed);
  }

  ExitPick withThreshold(double value) {
    return new ExitPick(data, condition, OptionalDouble.of(value), deployed);
  }

  ExitPick withDeployed(BitSet sideExits) {
    return new ExitPick(data, condition, threshold, sideExits);
  }
}

package dev.espalier.search.online;

import dev.espalier.error.InvalidFieldException;
import dev.espalier.internal.Checks;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.function.Consumer;

/**
 * When a replanner moves to a better plan. Immutable; each {@code with} method returns a policy
 * that differs in one point.
 */
public final class MovePolicy {
  private static final double COOLDOWN_S = 1;

  private static final MovePolicy DEFAULTS = new MovePolicy();

  private MoveRule rule = MoveRule.LEARNED;
  private SwitchingCost switching = SwitchingCost.SWITCH_OVER;
  private OptionalDouble horizonSeconds = OptionalDouble.empty();
  private double cooldownSeconds = COOLDOWN_S;
  private OptionalInt maxMovedDevices = OptionalInt.empty();
  private Optional<String> repository = Optional.empty();

  private MovePolicy() {}

  /**
   * {@link MoveRule#LEARNED}, {@link SwitchingCost#SWITCH_OVER}, the rule's horizon, a cooldown of
   * 1 s, any number of moved devices, no repository.
   */
  public static MovePolicy defaults() {
    return DEFAULTS;
  }

  private MovePolicy with(Consumer<MovePolicy> change) {
    MovePolicy changed = new MovePolicy();
    changed.rule = rule;
    changed.switching = switching;
    changed.horizonSeconds = horizonSeconds;
    changed.cooldownSeconds = cooldownSeconds;
    changed.maxMovedDevices = maxMovedDevices;
    changed.repository = repository;
    change.accept(changed);
    return changed;
  }

  /** This policy with another rule. */
  public MovePolicy withRule(MoveRule newRule) {
    return with(policy -> policy.rule = newRule);
  }

  /** This policy with another cost of moving. */
  public MovePolicy withSwitching(SwitchingCost cost) {
    return with(policy -> policy.switching = cost);
  }

  /**
   * This policy with another time, s, for which the world is expected to stay as it is: a move must
   * pay within it; 30 s for {@link MoveRule#LEARNED} and 10 s otherwise, unless called.
   *
   * @throws InvalidFieldException if it is not from 1e-30 to 1e30
   */
  public MovePolicy withHorizonSeconds(double seconds) {
    Checks.positive("policy", "horizon", seconds);
    return with(policy -> policy.horizonSeconds = OptionalDouble.of(seconds));
  }

  /**
   * This policy with another time, s, after a move in which only a plan that no longer works is
   * left.
   *
   * @throws InvalidFieldException if it is not from 0 to 1e30
   */
  public MovePolicy withCooldownSeconds(double seconds) {
    Checks.notNegative("policy", "cooldown", seconds);
    return with(policy -> policy.cooldownSeconds = seconds);
  }

  /**
   * This policy with a maximum number of devices that a move may load layers to.
   *
   * @throws InvalidFieldException if it is below 1
   */
  public MovePolicy withMaxMovedDevices(int devices) {
    Checks.count("policy", "maxMovedDevices", devices, 1);
    return with(policy -> policy.maxMovedDevices = OptionalInt.of(devices));
  }

  /** This policy with a device that holds all weights, for layers whose device is gone. */
  public MovePolicy withRepository(String device) {
    return with(policy -> policy.repository = Optional.of(device));
  }

  /** This policy for devices of which none holds all weights. */
  public MovePolicy withoutRepository() {
    return with(policy -> policy.repository = Optional.empty());
  }

  /** The rule. */
  public MoveRule rule() {
    return rule;
  }

  /** Cost of moving. */
  public SwitchingCost switching() {
    return switching;
  }

  /** Time for which the world is expected to stay as it is, s. */
  public double horizonSeconds() {
    return horizonSeconds.orElse(rule.horizonSeconds());
  }

  /** Time after a move in which only a plan that no longer works is left, s. */
  public double cooldownSeconds() {
    return cooldownSeconds;
  }

  /** Maximum number of devices that a move may load layers to; empty = any. */
  public OptionalInt maxMovedDevices() {
    return maxMovedDevices;
  }

  /** Device that holds all weights. */
  public Optional<String> repository() {
    return repository;
  }
}

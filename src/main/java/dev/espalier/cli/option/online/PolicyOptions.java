package dev.espalier.cli.option.online;

import dev.espalier.cli.parse.Choices;
import dev.espalier.cli.parse.WaitConverter;
import dev.espalier.error.InvalidFieldException;
import dev.espalier.internal.NearestName;
import dev.espalier.internal.Printable;
import dev.espalier.plan.PlanningProblem;
import dev.espalier.search.online.MovePolicy;
import dev.espalier.search.online.MoveRule;
import dev.espalier.search.online.SwitchingCost;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** When to move to a better plan, and what that costs. What is not given is as in the defaults. */
public final class PolicyOptions {
  private static final double NANOS_PER_S = 1e9;
  private static final double NANOS_PER_MS = 1e6;

  @Option(
      names = "--rule",
      paramLabel = "learned|gain|always|never|competitive",
      description =
          "When a plan that still works is left for another one: when that pays in the mean over"
              + " what may come, as learned from what has been (learned, the default), when the"
              + " gain over the horizon exceeds the cost of moving (gain), always, never, or once"
              + " staying has lost as much as moving costs (competitive).")
  private String rule;

  @Option(
      names = "--horizon",
      converter = WaitConverter.class,
      paramLabel = "TIME",
      description =
          "Time within which a move must pay, such as 20s; 30s by default with --rule learned, 10s"
              + " with others.")
  private Duration horizon;

  @Option(
      names = "--cooldown",
      converter = WaitConverter.class,
      paramLabel = "TIME",
      description =
          "Time after a move in which only a plan that no longer works is left, such as 5s; 1s by"
              + " default.")
  private Duration cooldown;

  @Option(
      names = "--switching",
      paramLabel = "restart|switch-over|both-loaded|TIME",
      description =
          "How plans are switched, which decides the pause of a move: restart (6 s and loading),"
              + " switch-over (600 ms, the default), both-loaded (1 ms), or a pause such as 200ms.")
  private String switching;

  @Option(
      names = "--max-moved-devices",
      paramLabel = "N",
      description = "Maximum number of devices that a move loads layers to; any by default.")
  private Integer maxMovedDevices;

  @Option(
      names = "--weights-from",
      paramLabel = "DEVICE",
      description =
          "Device that holds all weights, for layers whose device is gone; by default they come"
              + " over the fastest link of a device that is left.")
  private String weightsFrom;

  /**
   * The defaults with what was given.
   *
   * @throws InvalidFieldException if a value is invalid
   */
  public MovePolicy policy() {
    return policy(MovePolicy.defaults());
  }

  /**
   * A policy with what was given in the place of its own.
   *
   * @throws InvalidFieldException if a value is invalid
   */
  public MovePolicy policy(MovePolicy defaults) {
    MovePolicy policy = defaults;
    if (rule != null) {
      policy =
          policy.withRule(
              MoveRule.labeled(rule)
                  .orElseThrow(() -> Choices.none("rule", rule, MoveRule.labels())));
    }
    if (horizon != null) {
      if (horizon.isZero()) {
        throw new InvalidFieldException("horizon", "--horizon must be > 0 but is 0");
      }
      policy = policy.withHorizonSeconds(horizon.toNanos() / NANOS_PER_S);
    }
    if (cooldown != null) {
      policy = policy.withCooldownSeconds(cooldown.toNanos() / NANOS_PER_S);
    }
    if (switching != null) {
      policy = policy.withSwitching(switching(switching));
    }
    if (maxMovedDevices != null) {
      if (maxMovedDevices < 1) {
        throw new InvalidFieldException(
            "max-moved-devices",
            "--max-moved-devices must be >= 1 but is %d".formatted(maxMovedDevices));
      }
      policy = policy.withMaxMovedDevices(maxMovedDevices);
    }
    return weightsFrom == null ? policy : policy.withRepository(weightsFrom);
  }

  /** A way of moving by its name or its pause. */
  static SwitchingCost switching(String switching) {
    Optional<SwitchingCost> named = SwitchingCost.named(switching);
    if (named.isPresent()) {
      return named.get();
    }
    try {
      return SwitchingCost.ofPauseMs(
          new WaitConverter().convert(switching).toNanos() / NANOS_PER_MS);
    } catch (TypeConversionException e) {
      List<String> words = new ArrayList<>(SwitchingCost.names());
      words.add("a time such as 200ms");
      throw Choices.none("switching", switching, words);
    }
  }

  /**
   * Refuses a device that is not in the catalog.
   *
   * @throws InvalidFieldException if the weights come from such a device
   */
  public void check(PlanningProblem problem) {
    if (weightsFrom != null && problem.catalog().indexOf(weightsFrom) < 0) {
      List<String> names =
          problem.catalog().devices().stream().map(device -> device.name()).toList();
      throw new InvalidFieldException(
          "weights-from",
          "--weights-from: device \"%s\" is not among %s%s"
              .formatted(weightsFrom, Printable.list(names), NearestName.hint(weightsFrom, names)));
    }
  }
}

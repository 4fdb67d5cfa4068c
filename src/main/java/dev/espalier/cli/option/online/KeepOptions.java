package dev.espalier.cli.option.online;

import dev.espalier.cli.option.InputOptions;
import dev.espalier.cli.parse.WaitConverter;
import dev.espalier.error.InvalidFieldException;
import dev.espalier.io.json.PlanDocument;
import dev.espalier.search.online.MovePolicy;
import java.time.Duration;
import java.util.stream.Stream;
import picocli.CommandLine.Option;

/** A plan in force, and what a move from it may take. */
public final class KeepOptions {
  private static final double NANOS_PER_S = 1e9;

  @Option(
      names = "--keep",
      paramLabel = "PLAN",
      description =
          "Plan file of the plan in force: shows what it costs now, and whether moving to a better"
              + " one pays.")
  private String plan;

  @Option(
      names = "--max-moves",
      paramLabel = "N",
      description =
          "With --keep: maximum number of devices that the move loads layers to; any by default.")
  private Integer maxMoves;

  @Option(
      names = "--horizon",
      converter = WaitConverter.class,
      paramLabel = "TIME",
      description =
          "With --keep: time within which the move must pay, such as 30s; 10s by default.")
  private Duration horizon;

  @Option(
      names = "--switching",
      paramLabel = "restart|switch-over|both-loaded|TIME",
      description =
          "With --keep: how plans are switched, which decides the pause of a move: restart (6 s and"
              + " loading), switch-over (600 ms, the default), both-loaded (1 ms), or a pause such"
              + " as 200ms.")
  private String switching;

  /** Whether there is a plan in force. */
  public boolean isGiven() {
    return plan != null;
  }

  /**
   * Refuses options that say how to move where there is no plan to move from, and others beside a
   * plan in force.
   *
   * @param areOthers whether there are options that {@code --keep} excludes
   * @throws InvalidFieldException if there are
   */
  public void refuse(boolean areOthers) {
    if (isGiven() && areOthers) {
      throw new InvalidFieldException(
          "keep",
          "--keep decides on one move and excludes --exits, --pareto, --simplify, --explain,"
              + " --matrix and --svg");
    }
    if (!isGiven() && Stream.of(maxMoves, horizon, switching).anyMatch(each -> each != null)) {
      String option = maxMoves != null ? "max-moves" : horizon != null ? "horizon" : "switching";
      throw new InvalidFieldException(option, "--" + option + " needs --keep PLAN");
    }
  }

  /** Name of the plan file, as given; null if none is. */
  public String fileName() {
    return plan;
  }

  /** The plan file. */
  public PlanDocument read() {
    return PlanDocument.read(InputOptions.path("keep", plan));
  }

  /**
   * When to move.
   *
   * @throws InvalidFieldException if a value is invalid
   */
  public MovePolicy policy() {
    MovePolicy policy = MovePolicy.defaults();
    if (maxMoves != null) {
      if (maxMoves < 1) {
        throw new InvalidFieldException(
            "max-moves", "--max-moves must be >= 1 but is %d".formatted(maxMoves));
      }
      policy = policy.withMaxMovedDevices(maxMoves);
    }
    if (horizon != null) {
      if (horizon.isZero()) {
        throw new InvalidFieldException("horizon", "--horizon must be > 0 but is 0");
      }
      policy = policy.withHorizonSeconds(horizon.toNanos() / NANOS_PER_S);
    }
    return switching == null ? policy : policy.withSwitching(PolicyOptions.switching(switching));
  }
}

package dev.espalier.search.online;

import dev.espalier.error.InvalidFieldException;
import dev.espalier.internal.Checks;
import dev.espalier.plan.Objective;
import java.util.List;
import java.util.Optional;

/**
 * What it costs to move from one plan to another: a pause during which no sample is answered, and
 * weights that are brought over links before it.
 *
 * <p>A sample that arrives in a pause of P seconds waits for its end, P / 2 in the mean. Over time,
 * a move therefore costs {@code P x P / 2 x 1000} ms times s, while a plan of latency T costs
 * {@code T x t} in t seconds: both are the sum of latencies over all samples at a rate of one a
 * second.
 *
 * @param name name for users, such as {@code switch-over}
 * @param pauseMs pause of a move, ms, without loading
 * @param isLoadedInPause whether weights are brought during the pause; otherwise samples run on the
 *     old plan until all weights have arrived
 */
public record SwitchingCost(String name, double pauseMs, boolean isLoadedInPause) {
  /**
   * Everything stops, loads and starts again: 6 s. Source of all three: Majeed, Kilpatrick, Spence,
   * Varghese, NEUKONFIG: Reducing Edge Service Downtime When Repartitioning DNNs, IEEE
   * International Conference on Cloud Engineering, 2021.
   */
  public static final SwitchingCost RESTART = new SwitchingCost("restart", 6_000, true);

  /** New slices are started beside the old ones, then samples are switched over: 0.6 s. */
  public static final SwitchingCost SWITCH_OVER = new SwitchingCost("switch-over", 600, false);

  /** Slices are loaded beside the old ones and wait for samples: 1 ms. */
  public static final SwitchingCost BOTH_LOADED = new SwitchingCost("both-loaded", 1, false);

  /** The named ways of moving. */
  public static final List<SwitchingCost> NAMED = List.of(RESTART, SWITCH_OVER, BOTH_LOADED);

  /**
   * @throws InvalidFieldException if the pause is not from 0 to 1e30 ms
   */
  public SwitchingCost {
    Checks.notNegative("move", "pauseMs", pauseMs);
  }

  /** A way of moving by its name; empty if there is none. */
  public static Optional<SwitchingCost> named(String name) {
    return NAMED.stream().filter(each -> each.name().equals(name)).findFirst();
  }

  /** Names of all ways of moving. */
  public static List<String> names() {
    return NAMED.stream().map(SwitchingCost::name).toList();
  }

  /** A way of moving with a pause of its own, during which samples run on while weights load. */
  public static SwitchingCost ofPauseMs(double ms) {
    return new SwitchingCost("pause", ms, false);
  }

  /** Time for which no sample is answered, ms, where loading takes so long. */
  public double pausedMs(double loadMs) {
    return isLoadedInPause ? pauseMs + loadMs : pauseMs;
  }

  /** Time from the decision until samples run on the new plan, ms. */
  public double delayMs(double loadMs) {
    return pauseMs + loadMs;
  }

  /**
   * Cost of a move over time, in the unit of an objective times s. Where that is no time, a move
   * costs nothing: samples that wait take no more energy.
   */
  public double cost(Objective objective, double loadMs) {
    return objective.isInMs() ? cost(loadMs) : 0;
  }

  /** Cost of a move over time, ms times s. */
  public double cost(double loadMs) {
    double seconds = pausedMs(loadMs) / 1_000;
    return 1_000 * seconds * seconds / 2;
  }
}

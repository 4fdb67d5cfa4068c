package dev.espalier.study.replay;

import dev.espalier.plan.Slice;
import dev.espalier.search.online.SwitchingCost;
import java.util.List;

/**
 * A move during a replay.
 *
 * @param step the step at whose beginning it begins
 * @param atSeconds when it begins, s
 * @param from slices before
 * @param to slices after
 * @param loadMs time to bring the weights at the rates of the trace, ms
 * @param pauseMs time for which no sample is answered, ms
 * @param runsFromSeconds from when on samples run on the new plan, those included that arrive in
 *     the pause, s
 * @param endSeconds when the pause ends, s
 * @param cost what the pause costs, ms times s
 */
public record Relocation(
    int step,
    double atSeconds,
    List<Slice> from,
    List<Slice> to,
    double loadMs,
    double pauseMs,
    double runsFromSeconds,
    double endSeconds,
    double cost) {

  public Relocation {
    from = List.copyOf(from);
    to = List.copyOf(to);
  }

  static Relocation of(
      int step,
      double atSeconds,
      List<Slice> from,
      List<Slice> to,
      double loadMs,
      SwitchingCost switching) {
    double waitMs = switching.isLoadedInPause() ? 0 : loadMs;
    return new Relocation(
        step,
        atSeconds,
        from,
        to,
        loadMs,
        switching.pausedMs(loadMs),
        atSeconds + waitMs / 1_000,
        atSeconds + switching.delayMs(loadMs) / 1_000,
        switching.cost(loadMs));
  }
}

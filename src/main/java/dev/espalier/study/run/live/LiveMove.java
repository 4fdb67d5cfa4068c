package dev.espalier.study.run.live;

import dev.espalier.study.run.Stage;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A move of a run to another plan. Times are in ms since the first measured sample.
 *
 * @param atMs when the first sample could go the new way
 * @param from stages of the way before
 * @param to stages of the new way
 * @param reason why, such as {@code gain-pays}, or that a device was lost
 * @param preparedMs how long segments were sent and loaded beside the old way, ms; 0 where the move
 *     was forced
 * @param pauseMs how long no sample could be sent, ms
 * @param lost the device whose failure forced the move; empty if the move was decided
 * @param predictedBeforeMs mean latency that was predicted of the way before when the move was
 *     decided, ms; empty if it no longer worked
 * @param predictedAfterMs mean latency that was predicted of the new way then, ms
 */
public record LiveMove(
    double atMs,
    List<Stage> from,
    List<Stage> to,
    String reason,
    double preparedMs,
    double pauseMs,
    Optional<String> lost,
    OptionalDouble predictedBeforeMs,
    OptionalDouble predictedAfterMs) {

  /** Copies the lists. */
  public LiveMove {
    from = List.copyOf(from);
    to = List.copyOf(to);
  }
}

package dev.espalier.io.json.run;

import dev.espalier.study.run.live.Forecast;
import dev.espalier.study.run.live.LiveMove;
import dev.espalier.study.run.live.LiveRun;
import java.util.List;

/** What a run did as the world changed, as a field of its document. */
record LiveEntry(
    double originMs,
    List<LiveMove> moves,
    List<LiveRun.Noticed> noticed,
    List<LiveRun.Stretch> stretches,
    List<Forecast> deployed,
    List<Forecast> optimal) {
  private static final double STRETCH_MS = 500;

  static LiveEntry of(LiveRun run) {
    return new LiveEntry(
        run.originMs(),
        run.moves(),
        run.noticed(),
        run.stretches(STRETCH_MS),
        run.deployed(),
        run.optimal());
  }
}

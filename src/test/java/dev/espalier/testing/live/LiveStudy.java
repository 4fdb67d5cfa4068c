package dev.espalier.testing.live;

import dev.espalier.internal.TemporaryFolder;
import java.util.List;
import java.util.Locale;

/**
 * Runs 2,000 samples live on three agents while a link falls from 94 to 2 Mbps and recovers, and an
 * agent is killed and started again: {@code LiveStudy SAMPLES}. Prints how soon the latency was
 * within 15 % of that of the best plan. Ends with status 1 if an answer was wrong or missing, or it
 * took more than two seconds.
 */
public final class LiveStudy {
  private static final double MS_PER_S = 1e3;
  private static final double ALLOWED = 1.15;
  private static final double ALLOWED_S = 2;
  private static final double STEP_MS = 50;
  private static final double WINDOW_MS = 1_000;

  private static final List<Event> EVENTS =
      List.of(
          new Event(8, "cam - hub: 94 to 2 Mbps", link(8, 2)),
          new Event(18, "edge is killed", device(18, true)),
          new Event(28, "edge is started again", device(28, false)),
          new Event(38, "cam - hub: 2 to 94 Mbps", link(38, 94)));

  private LiveStudy() {}

  private record Event(double atS, String what, String line) {}

  private static String link(int atS, int mbps) {
    return "{\"at\": %d, \"link\": [\"cam\", \"hub\"], \"bandwidthMbps\": %d}\n"
        .formatted(atS, mbps);
  }

  private static String device(int atS, boolean isGone) {
    return "{\"at\": %d, \"device\": \"edge\", \"gone\": %b}\n".formatted(atS, isGone);
  }

  /** Runs the study. */
  public static void main(String[] arguments) throws Exception {
    int samples = Integer.parseInt(arguments[0]);
    String schedule = String.join("", EVENTS.stream().map(Event::line).toList());
    LiveScene.Run run;
    try (TemporaryFolder folder = TemporaryFolder.create()) {
      run = new LiveScene(folder.path()).run(schedule, samples);
    }
    System.out.printf(
        "%d samples: %d answered, %d wrong, %d missing or answered twice; moves: %s%n%n",
        samples,
        run.samples().size(),
        run.wrong(),
        run.lostOrTwice(),
        String.join(", ", run.moves()));
    run.noticed().forEach(System.err::println);
    System.out.println(
        "| change | within 15 % after, s | measured from then on, ms | of the best plan |");
    System.out.println("|---|--:|--:|--:|");
    boolean isSound = run.wrong() == 0 && run.lostOrTwice() == 0;
    for (int i = 0; i < EVENTS.size(); i++) {
      double fromMs = EVENTS.get(i).atS * MS_PER_S;
      double endMs =
          i + 1 < EVENTS.size() ? EVENTS.get(i + 1).atS * MS_PER_S : Double.POSITIVE_INFINITY;
      double afterMs = settledMs(run, fromMs);
      isSound &= afterMs <= ALLOWED_S * MS_PER_S;
      System.out.printf(
          Locale.ROOT,
          "| %s | %.2f | %.1f | %+.1f %% |%n",
          EVENTS.get(i).what,
          afterMs / MS_PER_S,
          run.meanMs(fromMs + afterMs, endMs),
          100 * (run.ratio(fromMs + afterMs, endMs) - 1));
    }
    System.exit(isSound ? 0 : 1);
  }

  /** Time from which on the samples of a second were as fast as allowed, ms; NaN if never. */
  private static double settledMs(LiveScene.Run run, double fromMs) {
    for (double after = 0; after < 10 * MS_PER_S; after += STEP_MS) {
      double begin = fromMs + after;
      if (run.ratio(begin, begin + WINDOW_MS) <= ALLOWED) {
        return after;
      }
    }
    return Double.NaN;
  }
}

package dev.espalier.cli.command.batch;

import java.util.Locale;
import java.util.function.Consumer;

/** The progress of a batch in words: how many, how fast, and the time left. */
final class BatchProgress {
  private static final double NS_PER_S = 1e9;
  private static final double S_PER_MIN = 60;

  private final Consumer<String> line;
  private final long startNanos = System.nanoTime();

  /** Part of the input that was read when the first results came: earlier runs planned it. */
  private double startProgress = Double.NaN;

  BatchProgress(Consumer<String> line) {
    this.line = line;
  }

  void show(long scenarios, double progress) {
    if (Double.isNaN(startProgress)) {
      startProgress = progress;
    }
    double seconds = (System.nanoTime() - startNanos) / NS_PER_S;
    line.accept(text(scenarios, progress, seconds));
  }

  private String text(long scenarios, double progress, double seconds) {
    String text =
        String.format(Locale.ROOT, "%d scenarios, %.0f/s", scenarios, scenarios / seconds);
    if (!(progress > startProgress)) {
      return text;
    }
    double left = seconds * (1 - progress) / (progress - startProgress);
    return text
        + String.format(
            Locale.ROOT,
            left < 2 * S_PER_MIN ? ", %.0f%%, %.0f s left" : ", %.0f%%, %.0f min left",
            100 * progress,
            left < 2 * S_PER_MIN ? left : left / S_PER_MIN);
  }
}

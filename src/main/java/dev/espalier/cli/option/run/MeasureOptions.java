package dev.espalier.cli.option.run;

import dev.espalier.cli.option.InputOptions;
import dev.espalier.cli.parse.MillisecondsConverter;
import dev.espalier.error.InvalidFieldException;
import dev.espalier.runtime.RunSettings;
import dev.espalier.runtime.measure.MeasureSettings;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.Option;

/** How a network is measured on this machine. */
public final class MeasureOptions {
  private static final int DEFAULT_RUNS = 30;
  private static final int DEFAULT_WARM_UP = 5;
  private static final double MAX_PAUSE_MS = 60_000;

  @Option(
      names = "--runs",
      paramLabel = "N",
      description = "Without --from: number of timed runs (default: 30).")
  private Integer runs;

  @Option(
      names = "--warm-up",
      paramLabel = "N",
      description = "Without --from: number of runs before them, not timed (default: 5).")
  private Integer warmUp;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "Without --from: threads that compute one node (default: 1).")
  private Integer threads;

  @Option(
      names = "--pause",
      paramLabel = "T",
      converter = MillisecondsConverter.class,
      description =
          "Without --from: wait before each timed run, as a device waits for its next sample and"
              + " loses what its caches held; ms, or with a unit such as 20ms (default: 0).")
  private Double pause;

  @Option(
      names = "--manifest",
      paramLabel = "FILE",
      description =
          "Without --from: manifest that split wrote; its segments are timed instead of the network"
              + " in one, two and four slices.")
  private String manifest;

  /**
   * The settings.
   *
   * @throws InvalidFieldException if a number is out of range
   */
  public MeasureSettings settings() {
    return new MeasureSettings(
        number("runs", runs, 1, DEFAULT_RUNS),
        number("warm-up", warmUp, 0, DEFAULT_WARM_UP),
        threads(),
        pause());
  }

  private double pause() {
    if (pause != null && !(pause <= MAX_PAUSE_MS)) {
      throw new InvalidFieldException(
          "pause",
          String.format(Locale.ROOT, "--pause must be <= %.0f ms but is %s", MAX_PAUSE_MS, pause));
    }
    return pause == null ? 0 : pause;
  }

  private int threads() {
    if (threads != null && threads > RunSettings.MAX_THREADS) {
      throw new InvalidFieldException(
          "threads",
          "--threads must be <= %d but is %d".formatted(RunSettings.MAX_THREADS, threads));
    }
    return number("threads", threads, 1, 1);
  }

  /** Name of the manifest's file, or null. */
  public String manifestFile() {
    return manifest;
  }

  /** The manifest, if one is given. */
  public Optional<Path> manifest() {
    return Optional.ofNullable(manifest).map(file -> InputOptions.path("manifest", file));
  }

  /**
   * Refuses these options where nothing is measured.
   *
   * @throws InvalidFieldException if one of them is given
   */
  public void refuse(String reason) {
    refuse("runs", runs, reason);
    refuse("warm-up", warmUp, reason);
    refuse("threads", threads, reason);
    refuse("pause", pause, reason);
    refuse("manifest", manifest, reason);
  }

  private static void refuse(String option, Object value, String reason) {
    if (value != null) {
      throw new InvalidFieldException(option, "--%s %s".formatted(option, reason));
    }
  }

  private static int number(String option, Integer value, int minimum, int usual) {
    if (value != null && value < minimum) {
      throw new InvalidFieldException(
          option, "--%s must be >= %d but is %d".formatted(option, minimum, value));
    }
    return value == null ? usual : value;
  }
}

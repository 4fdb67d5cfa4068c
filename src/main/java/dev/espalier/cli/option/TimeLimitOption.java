package dev.espalier.cli.option;

import dev.espalier.cli.parse.DurationConverter;
import java.time.Duration;
import java.util.Optional;
import picocli.CommandLine.Option;

/** When a run is stopped. */
public final class TimeLimitOption {
  /** A limit is above 0, even if the time is over. */
  private static final Duration MINIMUM = Duration.ofNanos(1);

  @Option(
      names = "--time-limit",
      converter = DurationConverter.class,
      paramLabel = "TIME",
      description = "Stop a run after this time, such as 500ms, and return the best plan so far.")
  private Duration limit;

  /** The limit; empty if there is none. */
  public Optional<Duration> limit() {
    return Optional.ofNullable(limit);
  }

  /**
   * An equal part of what is left of the limit, where one command makes several searches; reading
   * the input is part of the command.
   *
   * @param startNanos when the command began, by {@link System#nanoTime}
   * @param searches how many are still to come
   */
  public Optional<Duration> part(long startNanos, int searches) {
    Duration spent = Duration.ofNanos(System.nanoTime() - startNanos);
    return limit()
        .map(whole -> whole.minus(spent).dividedBy(searches))
        .map(part -> part.compareTo(MINIMUM) < 0 ? MINIMUM : part);
  }
}

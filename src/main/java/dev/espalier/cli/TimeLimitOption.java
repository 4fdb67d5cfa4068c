package dev.espalier.cli;

import java.time.Duration;
import java.util.Optional;
import picocli.CommandLine.Option;

/** When a run is stopped. */
final class TimeLimitOption {
  @Option(
      names = "--time-limit",
      converter = DurationConverter.class,
      paramLabel = "TIME",
      description = "Stop a run after this time, such as 500ms, with the best plan so far.")
  private Duration limit;

  Optional<Duration> limit() {
    return Optional.ofNullable(limit);
  }
}

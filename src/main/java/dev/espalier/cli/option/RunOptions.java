package dev.espalier.cli.option;

import dev.espalier.error.InvalidFieldException;
import dev.espalier.search.SearchListener;
import dev.espalier.search.SearchOptions;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.BooleanSupplier;
import picocli.CommandLine.Option;

/** The options of a solver run. */
public final class RunOptions {
  /** More threads than any solver has work for would only cost memory. */
  private static final int MAX_THREADS = 1024;

  @Option(
      names = "--seed",
      defaultValue = "1",
      paramLabel = "S",
      description = "Seed of all random choices; 1 by default. Further runs count up from it.")
  private long seed;

  @Option(
      names = "--threads",
      paramLabel = "T",
      description =
          "Number of search threads, which never changes the plan; by default all cores for"
              + " exhaustive, 1 for other solvers.")
  private Integer threads;

  @Option(names = "--no-timing", description = "Omit how long solvers took.")
  private boolean noTiming;

  /**
   * Threads to use, empty for what each solver usually uses.
   *
   * @throws InvalidFieldException if there are none or absurdly many
   */
  public OptionalInt threads() {
    if (threads == null) {
      return OptionalInt.empty();
    }
    if (threads < 1 || threads > MAX_THREADS) {
      throw new InvalidFieldException(
          "threads", "--threads must be from 1 to %d but is %d".formatted(MAX_THREADS, threads));
    }
    return OptionalInt.of(threads);
  }

  /** Seed of the first run. */
  public long seed() {
    return seed;
  }

  /** Whether to show how long solvers took. */
  public boolean isTimed() {
    return !noTiming;
  }

  /** Options of the first run, except its threads. */
  public SearchOptions options(
      Optional<Duration> timeLimit, BooleanSupplier cancelled, SearchListener progress) {
    // The caller has read all input: an interruption now waits for the best plan so far.
    cancelled.getAsBoolean();
    SearchOptions options =
        SearchOptions.defaults().withSeed(seed).withCancellation(cancelled).withListener(progress);
    return timeLimit.map(options::withTimeLimit).orElse(options);
  }
}

package dev.espalier.search;

import dev.espalier.plan.Plan;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * Options of a search. Immutable; each {@code with} method returns options that differ in one
 * point.
 */
public final class SearchOptions {
  private static final SearchOptions DEFAULTS = new SearchOptions();

  private long seed = 1;
  private int threads = 1;
  private Duration timeLimit;
  private BooleanSupplier cancelled = () -> false;
  private SearchListener listener = SearchListener.NONE;
  private List<Plan> startFrom = List.of();
  private double gap;
  private boolean explained = true;

  private SearchOptions() {}

  /** Seed 1, one thread, no time limit, no listener, no plans to start from, gap 0. */
  public static SearchOptions defaults() {
    return DEFAULTS;
  }

  private SearchOptions with(Consumer<SearchOptions> change) {
    SearchOptions changed = new SearchOptions();
    changed.seed = seed;
    changed.threads = threads;
    changed.timeLimit = timeLimit;
    changed.cancelled = cancelled;
    changed.listener = listener;
    changed.startFrom = startFrom;
    changed.gap = gap;
    changed.explained = explained;
    change.accept(changed);
    return changed;
  }

  /** These options with another seed of every random choice; equal seeds give equal plans. */
  public SearchOptions withSeed(long newSeed) {
    return with(options -> options.seed = newSeed);
  }

  /**
   * These options with another number of threads that may work at once; it never changes the plan.
   *
   * @throws IllegalArgumentException if there is no thread
   */
  public SearchOptions withThreads(int newThreads) {
    if (newThreads < 1) {
      throw new IllegalArgumentException("threads must be >= 1 but is " + newThreads);
    }
    return with(options -> options.threads = newThreads);
  }

  /**
   * These options with a time after which the search stops with the best plan so far; the plan then
   * depends on the machine.
   *
   * @throws IllegalArgumentException if the limit is not above 0
   */
  public SearchOptions withTimeLimit(Duration limit) {
    if (limit.isZero() || limit.isNegative()) {
      throw new IllegalArgumentException("time limit must be > 0 but is " + limit);
    }
    return with(options -> options.timeLimit = limit);
  }

  /** These options without a time limit. */
  public SearchOptions withoutTimeLimit() {
    return with(options -> options.timeLimit = null);
  }

  /**
   * These options with a way to stop the search from outside: polled by any thread of the search,
   * which stops with the best plan so far once it is true.
   */
  public SearchOptions withCancellation(BooleanSupplier isCancelled) {
    return with(options -> options.cancelled = Objects.requireNonNull(isCancelled));
  }

  /** These options with a listener. */
  public SearchOptions withListener(SearchListener newListener) {
    return with(options -> options.listener = Objects.requireNonNull(newListener));
  }

  /**
   * These options with plans to start from, such as the one deployed now. The result of a planner
   * that uses them is never worse than the feasible ones among them. Only their slices are used,
   * priced for the given problem.
   */
  public SearchOptions withStartFrom(List<Plan> plans) {
    return with(options -> options.startFrom = List.copyOf(plans));
  }

  /**
   * These options with a relative gap that is small enough: a planner that proves bounds stops once
   * {@code (value - lower bound) / lower bound} is proven to be at most this.
   *
   * @throws IllegalArgumentException if the gap is not from 0 to 1
   */
  public SearchOptions withGap(double newGap) {
    if (!(newGap >= 0 && newGap <= 1)) {
      throw new IllegalArgumentException("gap must be from 0 to 1 but is " + newGap);
    }
    return with(options -> options.gap = newGap);
  }

  /**
   * These options for searches of which only the answer counts: where no plan is feasible, planners
   * need not look for the limits that would have to be relaxed, which takes much longer than most
   * searches.
   */
  public SearchOptions withoutExplanation() {
    return with(options -> options.explained = false);
  }

  /** Seed of every random choice. */
  public long seed() {
    return seed;
  }

  /** Threads that may work at once. */
  public int threads() {
    return threads;
  }

  /** When to stop with the best plan so far; empty = never. */
  public Optional<Duration> timeLimit() {
    return Optional.ofNullable(timeLimit);
  }

  /** Whether to stop now. */
  public BooleanSupplier cancelled() {
    return cancelled;
  }

  /** Receives updates. */
  public SearchListener listener() {
    return listener;
  }

  /** Plans to start from. */
  public List<Plan> startFrom() {
    return startFrom;
  }

  /** Relative gap at which a planner that proves bounds may stop; 0 requires the optimum. */
  public double gap() {
    return gap;
  }

  /** Whether to look for the limits that would have to be relaxed where no plan is feasible. */
  public boolean isExplained() {
    return explained;
  }
}

package dev.espalier.study.batch;

import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What came of the scenarios of a batch, counted. Summaries of parts add up.
 *
 * @param outcomes number of scenarios by status; those without any are absent
 * @param gaps number of plans by class of their gap; those without any are absent
 * @param firstInvalid the first scenario that is wrong, if any
 * @param planningMs time that planning took, summed over threads, ms
 * @param slowest the scenarios that took longest, the slowest first; empty where time is not known
 */
public record BatchSummary(
    Map<Status, Long> outcomes,
    Map<GapClass, Long> gaps,
    Optional<Invalid> firstInvalid,
    double planningMs,
    List<Slow> slowest) {

  /** Number of slow scenarios that are kept. */
  public static final int MAX_SLOWEST = 5;

  /** The summary of no scenario. */
  public static final BatchSummary EMPTY =
      new BatchSummary(Map.of(), Map.of(), Optional.empty(), 0, List.of());

  /**
   * A scenario that is wrong.
   *
   * @param line number of its line
   * @param message what is wrong
   */
  public record Invalid(long line, String message) {}

  /**
   * A scenario that took long.
   *
   * @param line number of its line
   * @param id its name, if it has one
   * @param ms time that it took, ms
   */
  public record Slow(long line, Optional<String> id, double ms) {}

  /** Slowest first; of equally slow ones the first in the batch. */
  private static final Comparator<Slow> BY_TIME =
      Comparator.comparingDouble(Slow::ms).reversed().thenComparingLong(Slow::line);

  public BatchSummary {
    outcomes = sorted(Status.class, outcomes);
    gaps = sorted(GapClass.class, gaps);
    slowest = List.copyOf(slowest);
  }

  private static <K extends Enum<K>> Map<K, Long> sorted(Class<K> type, Map<K, Long> counts) {
    Map<K, Long> sorted = new EnumMap<>(type);
    sorted.putAll(counts);
    return Collections.unmodifiableMap(sorted);
  }

  /**
   * The summary of one scenario.
   *
   * @param line number of its line
   * @param gap relative gap of its plan; ignored where it has none
   * @param ms time that it took, ms; NaN if not known
   */
  public static BatchSummary of(
      long line, Optional<String> id, Status status, double gap, String message, double ms) {
    boolean isTimed = !Double.isNaN(ms);
    return new BatchSummary(
        Map.of(status, 1L),
        status == Status.PLANNED ? Map.of(GapClass.of(gap), 1L) : Map.of(),
        status == Status.INVALID ? Optional.of(new Invalid(line, message)) : Optional.empty(),
        isTimed ? ms : 0,
        isTimed ? List.of(new Slow(line, id, ms)) : List.of());
  }

  /** The summary of this part and one that lies behind it in the batch. */
  public BatchSummary plus(BatchSummary other) {
    return new BatchSummary(
        sum(outcomes, other.outcomes),
        sum(gaps, other.gaps),
        Stream.concat(firstInvalid.stream(), other.firstInvalid.stream())
            .min(Comparator.comparingLong(Invalid::line)),
        planningMs + other.planningMs,
        Stream.concat(slowest.stream(), other.slowest.stream())
            .sorted(BY_TIME)
            .limit(MAX_SLOWEST)
            .toList());
  }

  private static <K> Map<K, Long> sum(Map<K, Long> a, Map<K, Long> b) {
    Map<K, Long> sum = new HashMap<>(a);
    b.forEach((key, count) -> sum.merge(key, count, Long::sum));
    return sum;
  }

  /** This summary without times, which differ from run to run. */
  public BatchSummary withoutTimes() {
    return new BatchSummary(outcomes, gaps, firstInvalid, 0, List.of());
  }

  /** Number of scenarios of a status. */
  public long count(Status status) {
    return outcomes.getOrDefault(status, 0L);
  }

  /** Number of scenarios. */
  public long scenarios() {
    return outcomes.values().stream().mapToLong(Long::longValue).sum();
  }
}

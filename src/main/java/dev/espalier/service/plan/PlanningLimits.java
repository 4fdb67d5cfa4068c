package dev.espalier.service.plan;

import dev.espalier.error.InvalidFieldException;
import java.time.Duration;

/**
 * What planning may use.
 *
 * @param maxTime maximum time of a request; a request may give itself less
 * @param concurrent number of requests that are worked on at the same time
 * @param waiting number of further requests that may wait for one of these to end
 * @param maxProblems number of problems that are kept; those that were not used for the longest
 *     time are dropped first
 * @param maxProblemBytes size of the requests that these problems came from, all together
 */
public record PlanningLimits(
    Duration maxTime, int concurrent, int waiting, int maxProblems, long maxProblemBytes) {

  /** 10 s, as many requests at the same time as there are cores, 64 that wait, 256 problems. */
  public static final PlanningLimits DEFAULTS =
      new PlanningLimits(
          Duration.ofSeconds(10), Runtime.getRuntime().availableProcessors(), 64, 256, 64L << 20);

  /**
   * @throws InvalidFieldException if a limit is not above 0
   */
  public PlanningLimits {
    requirePositive("maxTime", maxTime.toNanos());
    requirePositive("concurrent", concurrent);
    requirePositive("waiting", waiting);
    requirePositive("maxProblems", maxProblems);
    requirePositive("maxProblemBytes", maxProblemBytes);
  }

  private static void requirePositive(String field, long value) {
    if (value <= 0) {
      throw new InvalidFieldException(field, "%s must be > 0 but is %d".formatted(field, value));
    }
  }
}

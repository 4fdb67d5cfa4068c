package dev.espalier.search.genetic;

import dev.espalier.cost.table.CostTables;
import dev.espalier.search.SearchOptions;
import dev.espalier.search.StopSignal;
import dev.espalier.search.local.LocalMoves;
import dev.espalier.search.local.Trial;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.IntBuffer;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The work that a run may do, in CPU time of its thread or in plans that are improved, and the best
 * score of it. CPU time, because other programs on the machine then change little.
 */
final class StudyBudget {
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private final long startNanos = THREADS.getCurrentThreadCpuTime();
  private final long maxNanos;
  private final long maxEvaluations;
  private final CostTables costs;
  private final StopSignal stop;
  private final Set<IntBuffer> optima = ConcurrentHashMap.newKeySet();
  private long evaluations;
  private double minScore = Double.POSITIVE_INFINITY;

  /**
   * @param cpuMs CPU time, ms
   * @param maxEvaluations number of plans to improve
   */
  StudyBudget(CostTables costs, double cpuMs, long maxEvaluations) {
    this.costs = costs;
    maxNanos = (long) (cpuMs * 1e6);
    this.maxEvaluations = maxEvaluations;
    stop = StopSignal.start(SearchOptions.defaults().withCancellation(this::isSpent));
  }

  boolean isSpent() {
    return evaluations >= maxEvaluations
        || THREADS.getCurrentThreadCpuTime() - startNanos >= maxNanos;
  }

  StopSignal stop() {
    return stop;
  }

  /** Improves a plan by local moves. */
  double improve(Trial trial) {
    double score =
        stop.requested() ? trial.score() : new LocalMoves(costs, stop, optima).improve(trial);
    return count(score);
  }

  /** Improves a plan by the moves of {@link ThoroughMoves}. */
  void improveThoroughly(Trial trial) {
    count(stop.requested() ? trial.score() : new ThoroughMoves(costs, stop, optima).improve(trial));
  }

  /** Prices a plan as it is. */
  double price(Trial trial) {
    return count(trial.score());
  }

  private double count(double score) {
    evaluations++;
    minScore = Math.min(minScore, score);
    return score;
  }

  long evaluations() {
    return evaluations;
  }

  double minScore() {
    return minScore;
  }

  double cpuMs() {
    return (THREADS.getCurrentThreadCpuTime() - startNanos) / 1e6;
  }
}

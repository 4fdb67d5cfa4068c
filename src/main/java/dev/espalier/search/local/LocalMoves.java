package dev.espalier.search.local;

import dev.espalier.cost.table.CostTables;
import dev.espalier.search.StopSignal;
import java.nio.IntBuffer;
import java.util.Set;

/**
 * Improves a trial by local moves until none helps: swap two devices, replace one by an idle one,
 * place all cuts anew, merge two slices. What is dearer to try in full, a split or another order of
 * the devices, is left to {@link PlanMutation}. Deterministic. Not thread-safe.
 *
 * <p>A subclass can try more: see {@link #moveCuts} and {@link #restructure}.
 */
public class LocalMoves {
  /** A move must gain this much, relative to the score: less is rounding and might never end. */
  private static final double MIN_GAIN = 1e-12;

  private final CostTables costs;
  private final StopSignal stop;
  private final Set<IntBuffer> optima;
  private final CutPlacement placement;
  private final Trial candidate;
  private final Trial bestCandidate;
  private Trial trial;
  private double score;
  private double bestScore;

  /**
   * @param optima keys of the trials that no move improves, common to the moves of one search: most
   *     trials end in one of a few, and proving that again is most of the work
   */
  public LocalMoves(CostTables costs, StopSignal stop, Set<IntBuffer> optima) {
    this.costs = costs;
    this.stop = stop;
    this.optima = optima;
    placement = new CutPlacement(costs, stop::requested);
    candidate = new Trial(costs);
    bestCandidate = new Trial(costs);
  }

  /** Improves a trial in place, or until the stop signal, and returns its score. */
  public double improve(Trial start) {
    trial = start;
    score = trial.score();
    while (!stop.requested()) {
      settle();
      IntBuffer key = trial.key();
      if (optima.contains(key)) {
        break;
      }
      if (!restructure()) {
        optima.add(key);
        break;
      }
    }
    return score;
  }

  /** Moves that keep the number of slices. */
  private void settle() {
    boolean moved = true;
    while (moved && !stop.requested()) {
      moved = improveDeployment();
      moved |= moveCuts();
    }
  }

  /** Moves the cuts, which keeps slices and devices; whether that helped. */
  public boolean moveCuts() {
    return placement.isFor(trial) ? placeCuts() : shiftCuts();
  }

  /** Changes what cannot be reached by moving cuts and exchanging devices; whether that helped. */
  public boolean restructure() {
    return merge();
  }

  /** The trial that is improved. */
  public final Trial trial() {
    return trial;
  }

  private boolean isGain(double newScore, double oldScore) {
    return newScore < oldScore - MIN_GAIN * Math.abs(oldScore);
  }

  private boolean improveDeployment() {
    boolean moved = false;
    int[] idle = trial.idleDevices();
    for (int k = 0; k < trial.count; k++) {
      for (int i = 0; i < idle.length; i++) {
        int before = trial.devices[k];
        trial.devices[k] = idle[i];
        if (keepIfGain()) {
          idle[i] = before;
          moved = true;
        } else {
          trial.devices[k] = before;
        }
      }
      for (int j = 0; j < k; j++) {
        trial.swapDevices(j, k);
        if (keepIfGain()) {
          moved = true;
        } else {
          trial.swapDevices(j, k);
        }
      }
    }
    return moved;
  }

  private boolean keepIfGain() {
    double newScore = trial.score();
    if (!isGain(newScore, score)) {
      return false;
    }
    score = newScore;
    return true;
  }

  /** Where placing all cuts at once takes too many steps. */
  public final boolean shiftCuts() {
    boolean moved = false;
    for (int k = 1; k < trial.count; k++) {
      int start = trial.starts[k];
      int best = start;
      double minScore = trial.scoreAround(k);
      int end = trial.end(k);
      for (int boundary = trial.starts[k - 1] + 1; boundary < end; boundary++) {
        trial.starts[k] = boundary;
        double shifted = trial.scoreAround(k);
        if (isGain(shifted, minScore)) {
          minScore = shifted;
          best = boundary;
        }
      }
      trial.starts[k] = best;
      moved |= best != start;
    }
    score = trial.score();
    return moved;
  }

  public final boolean placeCuts() {
    begin();
    placement.place(candidate());
    rememberIfBest();
    return takeBest();
  }

  public final boolean merge() {
    if (trial.count <= costs.minSlices()) {
      return false;
    }
    begin();
    for (int k = 0; k + 1 < trial.count; k++) {
      for (int keep = k; keep <= k + 1; keep++) {
        candidate().merge(k, trial.devices[keep]);
        rememberIfBest();
      }
    }
    return takeBest();
  }

  /** Begins a choice among candidates. */
  public final void begin() {
    bestScore = score;
  }

  /** A copy of the trial, to be changed into the next candidate. */
  public final Trial candidate() {
    candidate.copyFrom(trial);
    return candidate;
  }

  /** Keeps the candidate if it is the best one so far. */
  public final void rememberIfBest() {
    double newScore = candidate.score();
    if (isGain(newScore, bestScore)) {
      bestScore = newScore;
      bestCandidate.copyFrom(candidate);
    }
  }

  /** Puts the best candidate in the trial's place; whether there is a better one than the trial. */
  public final boolean takeBest() {
    if (!(bestScore < score)) {
      return false;
    }
    trial.copyFrom(bestCandidate);
    score = bestScore;
    return true;
  }
}

package dev.espalier.search.genetic;

import dev.espalier.cost.table.CostTables;
import dev.espalier.search.StopSignal;
import java.nio.IntBuffer;
import java.util.Set;

/**
 * The local moves without an evolution around them: as those of the genetic planner, and also a cut
 * shifted, a slice split anywhere, a device moved within the sequence. What mutations leave to
 * chance is tried in full here, so that restarts are as good as restarts can be. Deterministic. Not
 * thread-safe.
 */
final class ThoroughMoves {
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
  ThoroughMoves(CostTables costs, StopSignal stop, Set<IntBuffer> optima) {
    this.costs = costs;
    this.stop = stop;
    this.optima = optima;
    placement = new CutPlacement(costs);
    candidate = new Trial(costs);
    bestCandidate = new Trial(costs);
  }

  /** Improves a trial in place, or until the stop signal, and returns its score. */
  double improve(Trial start) {
    trial = start;
    score = trial.score();
    while (!stop.requested()) {
      settle();
      IntBuffer key = trial.key();
      if (optima.contains(key)) {
        break;
      }
      if (!merge() && !split() && !reorder()) {
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
      moved |= shiftCuts() || placeCuts();
    }
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

  private boolean shiftCuts() {
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

  private boolean placeCuts() {
    if (trial.count < 3) {
      return false; // a single cut is placed best already
    }
    candidate.copyFrom(trial);
    placement.place(candidate);
    bestScore = score;
    rememberIfBest();
    return takeBest();
  }

  private boolean merge() {
    if (trial.count <= costs.minSlices()) {
      return false;
    }
    bestScore = score;
    for (int k = 0; k + 1 < trial.count; k++) {
      for (int keep = k; keep <= k + 1; keep++) {
        candidate.copyFrom(trial);
        candidate.merge(k, trial.devices[keep]);
        rememberIfBest();
      }
    }
    return takeBest();
  }

  private boolean split() {
    if (trial.count >= costs.maxSlices()) {
      return false;
    }
    bestScore = score;
    int[] idle = trial.idleDevices();
    for (int k = 0; k < trial.count && !stop.requested(); k++) {
      for (int boundary = trial.starts[k] + 1; boundary < trial.end(k); boundary++) {
        for (int device : idle) {
          trySplit(k, boundary, device, trial.devices[k]);
          trySplit(k, boundary, trial.devices[k], device);
        }
      }
    }
    return takeBest();
  }

  /** Moves a device to another place in the sequence, and all cuts with it. */
  private boolean reorder() {
    bestScore = score;
    for (int from = 0; from < trial.count && !stop.requested(); from++) {
      for (int to = 0; to < trial.count && !stop.requested(); to++) {
        // Back by one is the same as its neighbor forth by one.
        if (to != from && to != from - 1) {
          candidate.copyFrom(trial);
          candidate.moveDevice(from, to);
          placement.place(candidate);
          rememberIfBest();
        }
      }
    }
    return takeBest();
  }

  private void trySplit(int k, int boundary, int left, int right) {
    candidate.copyFrom(trial);
    candidate.split(k, boundary, left, right);
    rememberIfBest();
  }

  private void rememberIfBest() {
    double newScore = candidate.score();
    if (isGain(newScore, bestScore)) {
      bestScore = newScore;
      bestCandidate.copyFrom(candidate);
    }
  }

  private boolean takeBest() {
    if (!(bestScore < score)) {
      return false;
    }
    trial.copyFrom(bestCandidate);
    score = bestScore;
    return true;
  }
}

package dev.espalier.search.genetic;

import dev.espalier.cost.table.CostTables;
import dev.espalier.search.StopSignal;
import dev.espalier.search.local.CutPlacement;
import dev.espalier.search.local.LocalMoves;
import dev.espalier.search.local.Trial;
import java.nio.IntBuffer;
import java.util.Set;

/**
 * The local moves without an evolution around them: as those of the genetic planner, and also a cut
 * shifted, a slice split anywhere, a device moved within the sequence. What mutations leave to
 * chance is tried in full here, so that restarts are as good as restarts can be. Deterministic. Not
 * thread-safe.
 */
final class ThoroughMoves extends LocalMoves {
  private final CostTables costs;
  private final StopSignal stop;
  private final CutPlacement placement;

  ThoroughMoves(CostTables costs, StopSignal stop, Set<IntBuffer> optima) {
    super(costs, stop, optima);
    this.costs = costs;
    this.stop = stop;
    placement = new CutPlacement(costs, stop::requested);
  }

  @Override
  public boolean moveCuts() {
    // A single cut that was shifted is placed best already.
    return shiftCuts() || (trial().count >= 3 && placeCuts());
  }

  @Override
  public boolean restructure() {
    return merge() || split() || reorder();
  }

  private boolean split() {
    if (trial().count >= costs.maxSlices()) {
      return false;
    }
    begin();
    Trial trial = trial();
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
    begin();
    int count = trial().count;
    for (int from = 0; from < count && !stop.requested(); from++) {
      for (int to = 0; to < count && !stop.requested(); to++) {
        // Back by one is the same as its neighbor forth by one.
        if (to != from && to != from - 1) {
          Trial candidate = candidate();
          candidate.moveDevice(from, to);
          placement.place(candidate);
          rememberIfBest();
        }
      }
    }
    return takeBest();
  }

  private void trySplit(int k, int boundary, int left, int right) {
    candidate().split(k, boundary, left, right);
    rememberIfBest();
  }
}

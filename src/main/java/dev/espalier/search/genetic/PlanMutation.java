package dev.espalier.search.genetic;

import dev.espalier.cost.table.CostTables;
import dev.espalier.search.local.Trial;
import java.util.random.RandomGenerator;

/**
 * Random changes of plans: a device moved within the sequence, a cut shifted, two slices merged,
 * one split. Two devices swapped or one replaced would not do: the local moves take that back. A
 * plan stays one with an allowed number of slices on different devices.
 */
final class PlanMutation {
  private static final int KINDS = 4;

  /** Draws of a kind for one change, as not every kind is possible everywhere. */
  private static final int MAX_DRAWS = 10;

  private final CostTables costs;

  PlanMutation(CostTables costs) {
    this.costs = costs;
  }

  /** Makes one change, where one is possible. */
  void change(Trial trial, RandomGenerator random) {
    boolean isChanged = false;
    for (int draw = 0; draw < MAX_DRAWS && !isChanged; draw++) {
      isChanged =
          switch (random.nextInt(KINDS)) {
            case 0 -> moveDevice(trial, random);
            case 1 -> shiftCut(trial, random);
            case 2 -> merge(trial, random);
            default -> split(trial, random);
          };
    }
  }

  private static boolean moveDevice(Trial trial, RandomGenerator random) {
    int from = random.nextInt(trial.count);
    int to = random.nextInt(trial.count);
    trial.moveDevice(from, to);
    return from != to;
  }

  private static boolean shiftCut(Trial trial, RandomGenerator random) {
    if (trial.count == 1) {
      return false;
    }
    int k = 1 + random.nextInt(trial.count - 1);
    int before = trial.starts[k];
    trial.starts[k] = random.nextInt(trial.starts[k - 1] + 1, trial.end(k));
    return trial.starts[k] != before;
  }

  private boolean merge(Trial trial, RandomGenerator random) {
    if (trial.count <= costs.minSlices()) {
      return false;
    }
    int k = random.nextInt(trial.count - 1);
    trial.merge(k, trial.devices[random.nextInt(k, k + 2)]);
    return true;
  }

  private boolean split(Trial trial, RandomGenerator random) {
    int k = random.nextInt(trial.count);
    int[] idle = trial.idleDevices();
    if (trial.count >= costs.maxSlices() || trial.end(k) - trial.starts[k] < 2) {
      return false;
    }
    int boundary = random.nextInt(trial.starts[k] + 1, trial.end(k));
    int device = trial.devices[k];
    int other = idle[random.nextInt(idle.length)];
    boolean isLeft = random.nextBoolean();
    trial.split(k, boundary, isLeft ? other : device, isLeft ? device : other);
    return true;
  }
}

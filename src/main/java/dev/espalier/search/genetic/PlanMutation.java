package dev.espalier.search.genetic;

import dev.espalier.cost.table.CostTables;
import dev.espalier.search.local.Trial;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Random changes of plans: a device moved within the sequence, a cut shifted, two slices merged,
 * one split, and a few slices searched anew without one of their devices. Two devices swapped or
 * one replaced would not do: the local moves take that back. A plan stays one with an allowed
 * number of slices on different devices.
 */
final class PlanMutation {
  private static final int KINDS = 5;

  /** Maximum number of slices that are searched anew together. */
  private static final int MAX_WINDOW = 6;

  /** Draws of a kind for one change, as not every kind is possible everywhere. */
  private static final int MAX_DRAWS = 10;

  private final CostTables costs;
  private final WindowSearch windows;

  PlanMutation(CostTables costs, WindowSearch windows) {
    this.costs = costs;
    this.windows = windows;
  }

  /** Searches neighboring slices of a plan anew. */
  interface WindowSearch {
    /** Finds nothing. */
    WindowSearch NONE = (plan, first, last, barred) -> Optional.empty();

    /**
     * The best plan that differs in the slices [first, last) alone, none of which runs on a device
     * that is barred; empty if there is none.
     */
    Optional<Trial> anew(Trial plan, int first, int last, int barred);
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
            case 3 -> searchAnew(trial, random);
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

  /** Takes a device away from a slice; what suits best then is left to prices. */
  private boolean searchAnew(Trial trial, RandomGenerator random) {
    int slices = Math.min(trial.count, 1 + random.nextInt(MAX_WINDOW));
    int first = random.nextInt(trial.count - slices + 1);
    int barred = trial.devices[first + random.nextInt(slices)];
    Optional<Trial> found = windows.anew(trial, first, first + slices, barred);
    found.ifPresent(trial::copyFrom);
    return found.isPresent();
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

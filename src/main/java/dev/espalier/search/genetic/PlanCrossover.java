package dev.espalier.search.genetic;

import dev.espalier.cost.table.CostTables;
import dev.espalier.search.local.Trial;
import java.util.random.RandomGenerator;

/**
 * One-point crossover of plans: the child runs what lies before a boundary as one parent does, and
 * the rest as the other one does. A device that both parts use stays in the first one, and in the
 * second one an idle device, drawn at random, takes its place.
 */
final class PlanCrossover {
  /** Boundaries that are tried: at most of them the child has too many or too few slices. */
  private static final int MAX_DRAWS = 10;

  private final CostTables costs;

  PlanCrossover(CostTables costs) {
    this.costs = costs;
  }

  /** A child of two plans; equal to the first one where no boundary that was drawn suits. */
  Trial cross(Trial first, Trial second, RandomGenerator random) {
    Trial child = first.copy();
    for (int draw = 0; draw < MAX_DRAWS && costs.length() > 1; draw++) {
      int boundary = 1 + random.nextInt(costs.length() - 1);
      int head = first.sliceOf(boundary - 1) + 1;
      int tail = second.sliceOf(boundary);
      // Where the same device runs both sides of the boundary, it runs one slice.
      boolean isJoined = first.devices[head - 1] == second.devices[tail];
      int count = head + second.count - tail - (isJoined ? 1 : 0);
      if (count >= costs.minSlices() && count <= costs.maxSlices()) {
        child.count = head;
        append(child, second, isJoined ? tail + 1 : tail, boundary);
        replaceRepeated(child, head, random);
        return child;
      }
    }
    return child;
  }

  private static void append(Trial child, Trial second, int from, int boundary) {
    for (int k = from; k < second.count; k++) {
      child.starts[child.count] = Math.max(boundary, second.starts[k]);
      child.devices[child.count++] = second.devices[k];
    }
  }

  private void replaceRepeated(Trial child, int head, RandomGenerator random) {
    boolean[] used = new boolean[costs.deviceCount()];
    int[] idle = child.idleDevices();
    int left = idle.length;
    for (int k = 0; k < child.count; k++) {
      if (k >= head && used[child.devices[k]]) {
        int drawn = random.nextInt(left);
        child.devices[k] = idle[drawn];
        idle[drawn] = idle[--left];
      }
      used[child.devices[k]] = true;
    }
  }
}

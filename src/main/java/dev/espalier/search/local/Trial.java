package dev.espalier.search.local;

import dev.espalier.cost.table.CostTables;
import dev.espalier.device.Device;
import dev.espalier.plan.Plan;
import dev.espalier.plan.PlanningProblem;
import dev.espalier.plan.Slice;
import java.nio.IntBuffer;
import java.util.Arrays;
import java.util.List;

/** A partition with its deployment, changed in place by the moves. Not thread-safe. */
public final class Trial {
  private final CostTables costs;
  public int count;
  public int[] starts;
  public int[] devices;

  /** An empty trial with room for the maximum number of slices. */
  public Trial(CostTables costs) {
    this.costs = costs;
    starts = new int[costs.maxSlices()];
    devices = new int[costs.maxSlices()];
  }

  /** The trial of a plan on devices of the problem. */
  public static Trial of(Plan plan, CostTables costs) {
    return of(plan.problem(), plan.slices(), costs);
  }

  /** The trial of slices on devices of a problem, of which these are the tables. */
  public static Trial of(PlanningProblem problem, List<Slice> slices, CostTables costs) {
    Trial trial = new Trial(costs);
    trial.count = slices.size();
    List<String> names = problem.devices().stream().map(Device::name).toList();
    for (int k = 0; k < trial.count; k++) {
      trial.starts[k] = slices.get(k).from();
      trial.devices[k] = names.indexOf(slices.get(k).device());
    }
    return trial;
  }

  /** A trial equal to this one. */
  public Trial copy() {
    Trial copy = new Trial(costs);
    copy.copyFrom(this);
    return copy;
  }

  /** Makes this trial equal to another one. */
  public void copyFrom(Trial other) {
    count = other.count;
    System.arraycopy(other.starts, 0, starts, 0, count);
    System.arraycopy(other.devices, 0, devices, 0, count);
  }

  /** Equal for trials of equal partition and deployment; later moves leave it alone. */
  public IntBuffer key() {
    return IntBuffer.allocate(2 * count).put(starts, 0, count).put(devices, 0, count).flip();
  }

  /** Position after slice k. */
  public int end(int k) {
    return k + 1 < count ? starts[k + 1] : costs.length();
  }

  /** The slice that runs a position. */
  public int sliceOf(int position) {
    int k = count - 1;
    while (starts[k] > position) {
      k--;
    }
    return k;
  }

  /**
   * The score that the search minimizes: the objective's value, plus more than any value for every
   * limit that is broken, more for a limit that is broken further. Any feasible plan beats any
   * other.
   */
  public double score() {
    double rank = costs.model().rank(starts, devices, count);
    return costs.hasLimits() ? rank + penalty() : rank;
  }

  /**
   * The terms of the score that moving the start of slice k changes: all where costs do not add.
   */
  public double scoreAround(int k) {
    if (!costs.isAdditive()) {
      return score();
    }
    double sum =
        costs.slice(devices[k - 1], starts[k - 1], starts[k])
            + costs.cut(devices[k - 1], devices[k], starts[k])
            + costs.slice(devices[k], starts[k], end(k));
    return costs.hasLimits() ? sum + slicePenalty(k - 1, k + 1) : sum;
  }

  private double penalty() {
    return slicePenalty(0, count) + costs.penalty(costs.pathExcess(starts, devices, count));
  }

  private double slicePenalty(int from, int to) {
    double penalty = 0;
    for (int k = from; k < to; k++) {
      penalty += costs.penalty(costs.excess(starts, devices, count, k));
    }
    return penalty;
  }

  /** Joins slices k and k + 1 on a device. */
  public void merge(int k, int device) {
    devices[k] = device;
    for (int i = k + 1; i + 1 < count; i++) {
      starts[i] = starts[i + 1];
      devices[i] = devices[i + 1];
    }
    count--;
  }

  /** Cuts slice k at a boundary inside it. */
  public void split(int k, int boundary, int left, int right) {
    for (int i = count; i > k + 1; i--) {
      starts[i] = starts[i - 1];
      devices[i] = devices[i - 1];
    }
    starts[k + 1] = boundary;
    devices[k] = left;
    devices[k + 1] = right;
    count++;
  }

  /** Swaps the devices of two slices. */
  public void swapDevices(int j, int k) {
    int device = devices[j];
    devices[j] = devices[k];
    devices[k] = device;
  }

  /** Takes the device of slice {@code from} out and puts it in as that of slice {@code to}. */
  public void moveDevice(int from, int to) {
    int device = devices[from];
    if (from < to) {
      System.arraycopy(devices, from + 1, devices, from, to - from);
    } else {
      System.arraycopy(devices, to, devices, to + 1, from - to);
    }
    devices[to] = device;
  }

  /** The devices that run no slice. */
  public int[] idleDevices() {
    boolean[] used = new boolean[costs.deviceCount()];
    for (int k = 0; k < count; k++) {
      used[devices[k]] = true;
    }
    int[] idle = new int[used.length];
    int size = 0;
    for (int d = 0; d < used.length; d++) {
      if (!used[d]) {
        idle[size++] = d;
      }
    }
    return Arrays.copyOf(idle, size);
  }
}

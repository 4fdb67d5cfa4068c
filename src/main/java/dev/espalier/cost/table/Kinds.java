package dev.espalier.cost.table;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;

/**
 * Devices grouped by what they have in common: what is equal for all devices of a kind is computed
 * and stored once. Kinds are numbered in the order of their first devices.
 */
final class Kinds {
  private static final int NONE = -1;

  private final int[] of;

  /** Per kind, its first device and, where it has several, its second. */
  private final int[] first;

  private final int[] second;

  private Kinds(int[] of, int count) {
    this.of = of;
    first = new int[count];
    second = new int[count];
    Arrays.fill(first, NONE);
    for (int d = of.length - 1; d >= 0; d--) {
      second[of[d]] = first[of[d]];
      first[of[d]] = d;
    }
  }

  /**
   * Devices of equal key are of one kind.
   *
   * @param key of a device; compared with {@code equals}
   */
  static Kinds by(int deviceCount, IntFunction<?> key) {
    Map<Object, Integer> known = new HashMap<>();
    int[] of = new int[deviceCount];
    for (int d = 0; d < deviceCount; d++) {
      Integer kind = known.putIfAbsent(key.apply(d), known.size());
      of[d] = kind == null ? known.size() - 1 : kind;
    }
    return new Kinds(of, known.size());
  }

  /**
   * Devices that are interchangeable in every plan of a problem: of equal costs by the objective
   * and by the limits on whole plans, of equal limits and allowances, bound by no pin of their own,
   * and with equal links to and from every third device and among themselves.
   */
  static Kinds interchangeable(
      TimeTables times,
      Kinds linkKinds,
      SliceLimits limits,
      CostModel model,
      CostModel[] pathModels) {
    Kinds byTimes = times.kindsByResults();
    return by(
        times.deviceCount(),
        d -> {
          List<Object> key = new ArrayList<>();
          key.add(byTimes.of(d));
          key.add(linkKinds.of(d));
          key.add(times.entryMs(d));
          key.add(limits.key(d));
          key.add(model.key(d));
          for (CostModel path : pathModels) {
            key.add(path.key(d));
          }
          return key;
        });
  }

  int count() {
    return first.length;
  }

  int of(int device) {
    return of[device];
  }

  /** A device of that kind. */
  int first(int kind) {
    return first[kind];
  }

  /** Whether a kind has more than one device. */
  boolean isShared(int kind) {
    return second[kind] != NONE;
  }

  /** A device of that kind which is not the first one of {@code from}. */
  int other(int from, int kind) {
    return from == kind ? second[kind] : first[kind];
  }

  /** One value for each kind, computed for its first device, as an array by device. */
  <T> T[] expand(T[] byDevice, IntFunction<T> value) {
    for (int d = 0; d < of.length; d++) {
      int owner = first[of[d]];
      byDevice[d] = owner == d ? value.apply(d) : byDevice[owner];
    }
    return byDevice;
  }

  /** One row for each kind, computed for its first device, one after another. */
  int[] rows(int length, IntFunction<int[]> row) {
    int[] rows = new int[Math.multiplyExact(count(), length)];
    for (int kind = 0; kind < count(); kind++) {
      System.arraycopy(row.apply(first[kind]), 0, rows, kind * length, length);
    }
    return rows;
  }

  /** Per device, where the row of its kind begins. */
  int[] rowStarts(int length) {
    return Arrays.stream(of).map(kind -> kind * length).toArray();
  }
}

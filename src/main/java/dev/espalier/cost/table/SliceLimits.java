package dev.espalier.cost.table;

import dev.espalier.plan.PlanningProblem;
import dev.espalier.plan.SliceLimit;
import dev.espalier.plan.Tolerance;
import dev.espalier.plan.Weighting;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The limits and pins of slices: the half of {@link CostTables} that deals with limits.
 *
 * <p>What grows with the slice whatever its neighbors are (bytes held, pins) is decided by its
 * farthest end, computed once; the rest (time, messages sent) is metered when a slice is closed.
 */
final class SliceLimits {
  private final int length;
  private final ResidentBytes resident;
  private final Meter[] meters;

  /** The meters that ends do not decide. */
  private final Meter[] closing;

  /** The meter that ends do not decide, if there is but one and it is plain; else null. */
  private final Meter.Plain plain;

  /** Devices whose slices end equally far, by bytes and by pins. */
  private final Kinds heldKinds;

  private final Kinds pinKinds;

  /** Farthest ends by first position that limits on bytes allow, by what they follow from. */
  private final Map<Object, int[]> heldByKey = new HashMap<>();

  /** Per row and first position: farthest end that limits on bytes allow. */
  private final int[] heldEnd;

  private final int[] heldRow;

  /** Per row and first position: farthest end that pins and restrictions allow. */
  private final int[] pinEnd;

  private final int[] pinRow;

  /** Per row and first position: farthest end that both allow. */
  private final int[] end;

  /**
   * Per row and position: farthest end of a slice that runs it, wherever the slice begins; {@link
   * #end} unless messages count.
   */
  private final int[] openEnd;

  /**
   * Per device, where its row of {@link #end} and {@link #openEnd} begins; null for few devices,
   * which have a row each, one after another.
   */
  private final int[] endRow;

  private final boolean any;

  /**
   * @param old limits of a similar problem, of which is taken over what is equal; null if none
   */
  SliceLimits(PlanningProblem problem, TimeTables times, LimitFactors factors, SliceLimits old) {
    length = times.length();
    SliceLimits former = times.isOfFormerNet() ? old : null;
    resident = former == null ? new ResidentBytes(problem.linearization()) : former.resident;
    meters = new Meter[problem.sliceLimits().size()];
    List<Meter> atClosing = new ArrayList<>();
    for (int i = 0; i < meters.length; i++) {
      meters[i] = new Meter(problem, problem.sliceLimits().get(i), times, resident, factors, i);
      if (meters[i].isTimed() || meters[i].isBuffered()) {
        atClosing.add(meters[i]);
      }
    }
    closing = atClosing.toArray(new Meter[0]);
    plain = plain(problem, times);
    int deviceCount = times.deviceCount();
    heldKinds =
        Kinds.by(deviceCount, d -> Arrays.stream(meters).map(meter -> meter.bytesKey(d)).toList());
    Set<String> pinned = new HashSet<>(problem.pins().values());
    pinned.addAll(problem.restrictions().keySet());
    pinKinds =
        Kinds.by(
            deviceCount,
            d -> {
              String name = problem.devices().get(d).name();
              return pinned.contains(name) ? name : "";
            });
    heldEnd = heldKinds.rows(length, d -> heldEnds(d, former));
    heldRow = heldKinds.rowStarts(length);
    pinEnd = pinKinds.rows(length, d -> pinEnds(d, problem));
    pinRow = pinKinds.rowStarts(length);
    boolean isFlat = deviceCount <= LinkTable.FLAT_DEVICES;
    boolean isPinned = !pinned.isEmpty();
    Kinds both = Kinds.by(deviceCount, d -> isFlat ? d : List.of(heldKinds.of(d), pinKinds.of(d)));
    endRow = isFlat ? null : both.rowStarts(length);
    end = isFlat || isPinned ? both.rows(length, this::ends) : heldEnd;
    openEnd = anyBuffered() ? both.rows(length, this::openEnds) : end;
    any = closing.length > 0 || Arrays.stream(end).anyMatch(to -> to < length);
  }

  private int[] ends(int device) {
    int[] ends = new int[length];
    Arrays.setAll(ends, from -> Math.min(heldEnd(device, from), pinEnd(device, from)));
    return ends;
  }

  private Meter.Plain plain(PlanningProblem problem, TimeTables times) {
    if (closing.length != 1) {
      return null;
    }
    SliceLimit limit = problem.sliceLimits().get(List.of(meters).indexOf(closing[0]));
    Weighting weighting = limit.weighting(problem);
    return closing[0].plain(times, weighting.exits(problem.linearization()));
  }

  private int[] heldEnds(int device, SliceLimits former) {
    List<Object> key = new ArrayList<>(List.of(anyBuffered()));
    Arrays.stream(meters).forEach(meter -> key.add(meter.bytesKey(device)));
    int[] known = former == null ? null : former.heldByKey.get(key);
    int[] ends = known == null ? heldEnds(device) : known;
    heldByKey.put(key, ends);
    return ends;
  }

  /**
   * Two pointers: a later first position never allows an earlier end, unless the message received
   * counts, as a later boundary may carry a larger one.
   */
  private int[] heldEnds(int device) {
    boolean buffered = anyBuffered();
    int[] ends = new int[length];
    int to = 0;
    for (int from = 0; from < length; from++) {
      to = Math.max(to, from);
      while (buffered && to > from && !holds(device, from, to)) {
        to--;
      }
      while (to < length && holds(device, from, to + 1)) {
        to++;
      }
      ends[from] = to;
    }
    return ends;
  }

  private int[] openEnds(int device) {
    int[] ends = new int[length];
    int to = 0;
    for (int from = 0; from < length; from++) {
      to = Math.max(to, from);
      while (to < length && canReside(device, from, to + 1)) {
        to++;
      }
      ends[from] = Math.min(to, pinEnd(device, from));
    }
    return ends;
  }

  private boolean canReside(int device, int from, int to) {
    for (Meter meter : meters) {
      if (meter.isOfBytes(device)
          && !Tolerance.isWithin(meter.residentBytes(device, from, to), meter.allowed(device))) {
        return false;
      }
    }
    return true;
  }

  private boolean holds(int device, int from, int to) {
    for (Meter meter : meters) {
      if (meter.isOfBytes(device)
          && !Tolerance.isWithin(meter.heldBytes(device, from, to), meter.allowed(device))) {
        return false;
      }
    }
    return true;
  }

  private int[] pinEnds(int device, PlanningProblem problem) {
    int[] ends = new int[length];
    int to = length;
    String name = problem.devices().get(device).name();
    for (int from = length - 1; from >= 0; from--) {
      if (!problem.mayRun(name, from)) {
        to = from;
      }
      ends[from] = to;
    }
    return ends;
  }

  /** What devices of equal limits have in common, but for their times. */
  Object key(int device) {
    return List.of(
        heldKinds.of(device),
        pinKinds.of(device),
        Arrays.stream(meters).map(meter -> meter.key(device)).toList());
  }

  double residentBytes(int from, int to) {
    return resident.of(from, to);
  }

  private int pinEnd(int device, int from) {
    return pinEnd[pinRow[device] + from];
  }

  private int endRow(int device) {
    return endRow == null ? device * length : endRow[device];
  }

  int heldEnd(int device, int from) {
    return heldEnd[heldRow[device] + from];
  }

  int end(int device, int from) {
    return end[endRow(device) + from];
  }

  int openEnd(int device, int position) {
    return openEnd[endRow(device) + position];
  }

  /** The meters that must be read when a slice is closed. */
  List<Meter> closing() {
    return List.of(closing);
  }

  /** Whether a slice meets all limits of its device. */
  boolean allow(int device, int from, int to, double receiveMs, double sendMs) {
    if (to > end(device, from)) {
      return false;
    }
    return plain == null
        ? allowClosing(device, from, to, receiveMs, sendMs)
        : plain.allows(device, from, to, receiveMs, sendMs);
  }

  private boolean allowClosing(int device, int from, int to, double receiveMs, double sendMs) {
    for (Meter meter : closing) {
      if (!meter.allows(device, from, to, receiveMs, sendMs)) {
        return false;
      }
    }
    return true;
  }

  /** Excess of a slice over its limits: the sum of relative excesses, and 1 for a broken pin. */
  double excess(int device, int from, int to, double receiveMs, double sendMs) {
    double excess = to > pinEnd(device, from) ? 1 : 0;
    for (Meter meter : meters) {
      excess += meter.excess(device, from, to, receiveMs, sendMs);
    }
    return excess;
  }

  /** Whether a limit depends on what a slice receives or sends. */
  boolean anyClosing() {
    return closing.length > 0;
  }

  /** Whether the size of messages counts. */
  boolean anyBuffered() {
    return Arrays.stream(closing).anyMatch(Meter::isBuffered);
  }

  boolean any() {
    return any;
  }
}

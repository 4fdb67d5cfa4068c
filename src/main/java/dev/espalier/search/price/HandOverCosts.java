package dev.espalier.search.price;

import dev.espalier.cost.table.AdditiveCosts;
import java.util.Arrays;

/**
 * Costs of handing over by a weighted sum of the terms of a relaxed problem: a part of the links of
 * both devices, a part of the sender and a part of the receiver. Infinite where a period would be
 * exceeded. Immutable and thread-safe.
 */
final class HandOverCosts {
  /** Costs of links are kept where they take at most 32 MiB. */
  private static final long MAX_KEPT = 1 << 22;

  private final RelaxedProblem relaxed;
  private final double[] factors;
  private final int linkKinds;

  /** Whether no device charges anything for sending or receiving by itself. */
  private final boolean areEndsFree;

  /** By boundary, then kinds of links; null where they are too many to keep. */
  private final double[] links;

  HandOverCosts(RelaxedProblem relaxed, double[] factors) {
    this.relaxed = relaxed;
    this.factors = factors.clone();
    linkKinds = relaxed.linkKinds;
    areEndsFree = Arrays.stream(relaxed.terms).noneMatch(AdditiveCosts::isChargedToEnds);
    long cells = (long) relaxed.length * linkKinds * linkKinds;
    links = cells <= MAX_KEPT ? new double[(int) cells] : null;
    for (int boundary = 1; links != null && boundary < relaxed.length; boundary++) {
      for (int from = 0; from < linkKinds; from++) {
        for (int to = 0; to < linkKinds; to++) {
          links[(boundary * linkKinds + from) * linkKinds + to] = computed(from, to, boundary);
        }
      }
    }
  }

  private double computed(int from, int to, int boundary) {
    if (!relaxed.isAllowed(from, to, boundary)) {
      return Double.POSITIVE_INFINITY;
    }
    double sum = 0;
    for (int term = 0; term < factors.length; term++) {
      sum += factors[term] * relaxed.link(term, from, to, boundary);
    }
    return sum;
  }

  /** The part of the links of both devices. */
  double link(int from, int to, int boundary) {
    return links == null
        ? computed(from, to, boundary)
        : links[(boundary * linkKinds + from) * linkKinds + to];
  }

  private double sum(int kind, int boundary, boolean isSender) {
    double sum = 0;
    for (int term = 0; term < factors.length; term++) {
      sum +=
          factors[term]
              * (isSender
                  ? relaxed.send(term, kind, boundary)
                  : relaxed.receive(term, kind, boundary));
    }
    return sum;
  }

  /** The part of the sender. */
  double send(int kind, int boundary) {
    return areEndsFree ? 0 : sum(kind, boundary, true);
  }

  /** The part of the receiver. */
  double receive(int kind, int boundary) {
    return areEndsFree ? 0 : sum(kind, boundary, false);
  }
}

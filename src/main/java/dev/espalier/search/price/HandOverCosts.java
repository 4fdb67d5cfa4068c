package dev.espalier.search.price;

import dev.espalier.cost.table.AdditiveCosts;
import java.util.Arrays;

/**
 * Costs of handing over by a weighted sum of the terms of a relaxed problem: a part of the links of
 * both devices, a part of the sender and a part of the receiver. Infinite where a period would be
 * exceeded. Immutable and thread-safe.
 *
 * <p>Costs of links are kept by boundary where links are of few kinds. Of many, they are computed a
 * row at a time from what does not depend on the boundary: that takes no longer than reading them
 * from memory, and filling a table takes longer than all rounds of a warm search.
 */
final class HandOverCosts {
  /** Cells of a table that fits into a processor's cache. */
  private static final long MAX_KEPT = 1 << 16;

  /** Cells of a table of 32 MiB, where computing them takes longer, as periods must be kept. */
  private static final long MAX_KEPT_OF_PERIODS = 1 << 22;

  private final RelaxedProblem relaxed;
  private final double[] factors;
  private final int linkKinds;

  /** Whether no device charges anything for sending or receiving by itself. */
  private final boolean areEndsFree;

  /** By term. */
  private final LinkRates[] rates;

  /** By term, what a link of a sender charges at least, by kind of the sender. */
  private final LinkRates[] minima;

  /** By boundary, then kinds of links; null where they are too many to keep. */
  private final double[] links;

  /** What a term charges for links, by kinds of sender and receiver. */
  private record LinkRates(double[] perMs, double[] latencyMs, double[] msPerByte) {

    static LinkRates of(AdditiveCosts term, int kinds) {
      LinkRates rates =
          new LinkRates(
              new double[kinds * kinds], new double[kinds * kinds], new double[kinds * kinds]);
      for (int pair = 0; pair < kinds * kinds; pair++) {
        rates.perMs[pair] = term.linkRate(pair / kinds, pair % kinds);
        rates.latencyMs[pair] = term.linkLatencyMs(pair / kinds, pair % kinds);
        rates.msPerByte[pair] = term.linkMsPerByte(pair / kinds, pair % kinds);
      }
      return rates;
    }

    /** The minimum of each number over the links of a sender, by kind of the sender. */
    LinkRates minima(int kinds, RelaxedProblem relaxed) {
      return new LinkRates(
          minima(perMs, kinds, relaxed),
          minima(latencyMs, kinds, relaxed),
          minima(msPerByte, kinds, relaxed));
    }

    private static double[] minima(double[] values, int kinds, RelaxedProblem relaxed) {
      double[] minima = new double[kinds];
      Arrays.fill(minima, Double.POSITIVE_INFINITY);
      for (int pair = 0; pair < values.length; pair++) {
        int from = pair / kinds;
        if (from != pair % kinds || relaxed.isLinkShared(from)) {
          minima[from] = Math.min(minima[from], values[pair]);
        }
      }
      return minima;
    }

    double cost(int pair, double bytes, double perPayloadByte) {
      return perMs[pair] * (latencyMs[pair] + bytes * msPerByte[pair]) + bytes * perPayloadByte;
    }
  }

  HandOverCosts(RelaxedProblem relaxed, double[] factors) {
    this.relaxed = relaxed;
    this.factors = factors.clone();
    linkKinds = relaxed.linkKinds;
    areEndsFree = Arrays.stream(relaxed.terms).noneMatch(AdditiveCosts::isChargedToEnds);
    rates =
        Arrays.stream(relaxed.terms)
            .map(term -> LinkRates.of(term, linkKinds))
            .toArray(LinkRates[]::new);
    minima =
        Arrays.stream(rates).map(each -> each.minima(linkKinds, relaxed)).toArray(LinkRates[]::new);
    long cells = (long) relaxed.length * linkKinds * linkKinds;
    links =
        cells <= (relaxed.hasPeriods() ? MAX_KEPT_OF_PERIODS : MAX_KEPT)
            ? table((int) cells)
            : null;
  }

  private double[] table(int cells) {
    double[] table = new double[cells];
    double[] row = new double[linkKinds];
    for (int boundary = 1; boundary < relaxed.length; boundary++) {
      for (int from = 0; from < linkKinds; from++) {
        compute(from, boundary, row);
        System.arraycopy(row, 0, table, (boundary * linkKinds + from) * linkKinds, linkKinds);
      }
    }
    return table;
  }

  private void compute(int from, int boundary, double[] row) {
    Arrays.fill(row, 0);
    double bytes = relaxed.payloadBytes(boundary);
    for (int term = 0; term < factors.length; term++) {
      double factor = factors[term];
      double weight = relaxed.terms[term].weight(boundary);
      double perPayloadByte = relaxed.terms[term].perPayloadByte();
      LinkRates of = rates[term];
      for (int to = 0; to < linkKinds; to++) {
        row[to] += factor * (weight * of.cost(from * linkKinds + to, bytes, perPayloadByte));
      }
    }
    for (int to = 0; relaxed.hasPeriods() && to < linkKinds; to++) {
      if (!relaxed.isAllowed(from, to, boundary)) {
        row[to] = Double.POSITIVE_INFINITY;
      }
    }
  }

  private double computed(int from, int to, int boundary) {
    return relaxed.hasPeriods() && !relaxed.isAllowed(from, to, boundary)
        ? Double.POSITIVE_INFINITY
        : computed(rates, from * linkKinds + to, boundary);
  }

  private double computed(LinkRates[] of, int pair, int boundary) {
    double bytes = relaxed.payloadBytes(boundary);
    double sum = 0;
    for (int term = 0; term < factors.length; term++) {
      AdditiveCosts costs = relaxed.terms[term];
      double cost = of[term].cost(pair, bytes, costs.perPayloadByte());
      sum += factors[term] * (costs.weight(boundary) * cost);
    }
    return sum;
  }

  /** The parts of the links to all kinds, for a sender of one kind; written by kind. */
  void links(int from, int boundary, double[] row) {
    if (links == null) {
      compute(from, boundary, row);
    } else {
      System.arraycopy(links, (boundary * linkKinds + from) * linkKinds, row, 0, linkKinds);
    }
  }

  /** The part of the links of both devices. */
  double link(int from, int to, int boundary) {
    return links == null
        ? computed(from, to, boundary)
        : links[(boundary * linkKinds + from) * linkKinds + to];
  }

  /** No link of a sender of that kind costs less; 0 where it has none. */
  double minLink(int from, int boundary) {
    double min = computed(minima, from, boundary);
    return min < Double.POSITIVE_INFINITY ? min : 0;
  }

  /** Whether {@link #minLink} bounds the costs of links: no charge is negative. */
  boolean hasMinima() {
    return Arrays.stream(rates)
        .flatMapToDouble(each -> Arrays.stream(each.perMs))
        .allMatch(rate -> rate >= 0);
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

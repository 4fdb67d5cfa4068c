package dev.espalier.search.joint;

import java.util.Comparator;

/**
 * Ranks choices by how well they serve a demand, the best first: those that meet it, by the
 * quantity to minimize; those that do not, by how close they come; those without a plan.
 */
record Cost(Kind kind, double value) implements Comparable<Cost> {
  private static final Comparator<Cost> ORDER =
      Comparator.comparing(Cost::kind).thenComparingDouble(Cost::value);

  static final Cost NO_PLAN = new Cost(Kind.NO_PLAN, 0);

  private enum Kind {
    MET,
    UNMET,
    NO_PLAN
  }

  static Cost of(ExitDemand demand, double accuracy, double latencyMs) {
    return demand.isMet(accuracy, latencyMs)
        ? new Cost(Kind.MET, demand.cost(accuracy, latencyMs))
        : new Cost(Kind.UNMET, demand.limited(accuracy, latencyMs));
  }

  @Override
  public int compareTo(Cost other) {
    return ORDER.compare(this, other);
  }
}

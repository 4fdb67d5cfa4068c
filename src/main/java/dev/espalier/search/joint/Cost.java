package dev.espalier.search.joint;

import java.util.Comparator;

/**
 * How well a choice serves a demand, the best one least: first all that meet it, by what is to be
 * minimized; then all that do not, by how close they come; then all without a plan.
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

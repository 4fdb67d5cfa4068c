package dev.espalier.search.joint;

import dev.espalier.internal.Rounding;
import dev.espalier.search.ParetoFilter;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/**
 * Selects candidates. Values that differ by rounding alone count as equal; then the other value
 * decides, then the smaller number of deployed exits, then the order.
 */
final class Preference {
  private Preference() {}

  /** The best candidate that meets the demand; empty if none does. */
  static Optional<Candidate> best(List<Candidate> candidates, ExitDemand demand) {
    List<Candidate> met =
        candidates.stream().filter(c -> demand.isMet(c.accuracy(), c.latencyMs())).toList();
    return met.isEmpty()
        ? Optional.empty()
        : Optional.of(
            first(
                met,
                c -> demand.cost(c.accuracy(), c.latencyMs()),
                c -> demand.limited(c.accuracy(), c.latencyMs())));
  }

  /** The candidate that comes closest to the demand's limit. */
  static Candidate closest(List<Candidate> candidates, ExitDemand demand) {
    return first(
        candidates,
        c -> demand.limited(c.accuracy(), c.latencyMs()),
        c -> demand.cost(c.accuracy(), c.latencyMs()));
  }

  /**
   * The candidates that no other one beats in accuracy without being slower, nor in latency without
   * being less accurate: each of these pairs once, the fastest first.
   */
  static List<Candidate> front(List<Candidate> candidates) {
    return ParetoFilter.front(
        candidates,
        Candidate::latencyMs,
        candidate -> -candidate.accuracy(),
        Comparator.comparingInt(candidate -> candidate.deployed().size()));
  }

  private static Candidate first(
      List<Candidate> candidates,
      ToDoubleFunction<Candidate> first,
      ToDoubleFunction<Candidate> second) {
    List<Candidate> tied = smallest(smallest(candidates, first), second);
    return smallest(tied, candidate -> candidate.deployed().size()).get(0);
  }

  private static List<Candidate> smallest(List<Candidate> all, ToDoubleFunction<Candidate> value) {
    double min = all.stream().mapToDouble(value).min().orElseThrow();
    return all.stream().filter(c -> Rounding.isAtMost(value.applyAsDouble(c), min)).toList();
  }
}

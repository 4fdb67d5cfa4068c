package dev.espalier.search;

import dev.espalier.search.exact.ExactPlanner;
import dev.espalier.search.genetic.GeneticPlanner;
import java.util.List;
import java.util.Optional;

/** All planners by name. */
public final class Planners {
  private Planners() {}

  /** The two-layer genetic algorithm with a certificate: the planner for every day. */
  public static Planner genetic() {
    return new GeneticPlanner();
  }

  /** The exact dynamic program. */
  public static Planner exact() {
    return new ExactPlanner();
  }

  /** The planner of that name, empty if there is none. */
  public static Optional<Planner> named(String name) {
    return all().stream().filter(planner -> planner.name().equals(name)).findFirst();
  }

  /** Names of all planners, the default first. */
  public static List<String> names() {
    return all().stream().map(Planner::name).toList();
  }

  private static List<Planner> all() {
    return List.of(genetic(), exact());
  }
}

package dev.espalier.cli.option;

import dev.espalier.error.InvalidFieldException;
import dev.espalier.internal.NearestName;
import dev.espalier.plan.PlanningProblem;
import dev.espalier.search.Planner;
import dev.espalier.search.PlannerTrait;
import dev.espalier.search.TwoDeviceOptions;
import dev.espalier.search.genetic.GeneticPlanner;
import dev.espalier.solvers.Planners;
import java.util.Iterator;
import java.util.List;

/** Solvers by the names that users type. */
public final class SolverNames {
  /** The solver that others are tested against. */
  public static final String OURS = GeneticPlanner.NAME;

  /** Number of planners of a series that a list of names spells out; dots stand for the rest. */
  private static final int SHOWN_OF_SERIES = 2;

  private SolverNames() {}

  /** The names for the help, looked up when it is printed. */
  public static final class Listed implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return shown().iterator();
    }
  }

  /**
   * The solver of that name.
   *
   * @param option the option that named it
   */
  public static Planner planner(String option, String name, TwoDeviceOptions twoDevices) {
    return Planners.named(name, twoDevices)
        .orElseThrow(
            () ->
                new InvalidFieldException(
                    "solver",
                    "%s must be one of %s but is \"%s\"%s"
                        .formatted(
                            option,
                            String.join(", ", shown()),
                            name,
                            NearestName.hint(name, Planners.names()))));
  }

  /**
   * Refuses a solver that cannot answer a problem.
   *
   * @param option the option that named it
   * @throws InvalidFieldException if it cannot
   */
  public static void checkFits(String option, Planner planner, PlanningProblem problem) {
    planner
        .misfit(problem)
        .ifPresent(
            reason -> {
              throw new InvalidFieldException(
                  "solver", "%s %s: %s".formatted(option, planner.name(), reason));
            });
  }

  private static List<String> shown() {
    List<String> series = Planners.names(PlannerTrait.IN_SERIES);
    return Planners.names().stream()
        .filter(name -> series.indexOf(name) <= SHOWN_OF_SERIES)
        .map(name -> series.indexOf(name) == SHOWN_OF_SERIES ? "..." : name)
        .toList();
  }
}

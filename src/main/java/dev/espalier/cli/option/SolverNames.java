package dev.espalier.cli.option;

import dev.espalier.internal.InvalidFieldException;
import dev.espalier.internal.NearestName;
import dev.espalier.plan.PlanningProblem;
import dev.espalier.search.Planner;
import dev.espalier.search.Planners;
import dev.espalier.search.baseline.ForkNames;
import dev.espalier.search.baseline.TwoDeviceOptions;
import dev.espalier.search.genetic.GeneticPlanner;
import java.util.ArrayList;
import java.util.List;

/** Solvers by the names that users give them. */
public final class SolverNames {
  /** The solver that others are tested against. */
  public static final String OURS = GeneticPlanner.NAME;

  /** Forks that a list of all names spells out; the rest is dots. */
  private static final int FORKS_SHOWN = 2;

  private SolverNames() {}

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
                            NearestName.of(name, Planners.names())
                                .map("; did you mean \"%s\"?"::formatted)
                                .orElse(""))));
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
    List<String> names = new ArrayList<>(Planners.names());
    int hidden = names.indexOf(ForkNames.ALL.get(FORKS_SHOWN));
    names.set(hidden, "...");
    names.removeAll(ForkNames.ALL.subList(FORKS_SHOWN, ForkNames.ALL.size()));
    return names;
  }
}

package dev.espalier.search.joint;

import dev.espalier.exit.ExitChoices;
import dev.espalier.internal.InvalidFieldException;
import dev.espalier.model.Exit;
import dev.espalier.plan.PlanningProblem;
import dev.espalier.search.Planner;
import dev.espalier.search.PlanningResult;
import dev.espalier.search.SearchOptions;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;

/**
 * Decides jointly which side exits are deployed, at which thresholds samples leave, how the network
 * is cut and which device runs which slice.
 *
 * <p>Method: for each set of deployed exits {@link ShareSimplex} finds the best plan of every
 * choice of thresholds; demands and fronts are then read off. Guarantee: with a planner that proves
 * its plans, the answers are those of planning each choice by itself. Complexity: {@code 2^n} sets
 * of n side exits, and for each the planner runs of {@link ShareSimplex}. Reproducible as the
 * planner is. Thread-safe.
 */
public final class JointPlanner {
  private JointPlanner() {}

  /**
   * Plans for every choice of exits and thresholds.
   *
   * @param problem what is to be planned; the shares of its network's exits do not matter
   * @param choices what can be chosen of these exits
   * @param planner plans for given shares; must prove its plans for the answers to be proven
   * @throws IllegalArgumentException if the choices are those of other exits
   */
  public static ExitPlans plan(
      PlanningProblem problem, ExitChoices choices, Planner planner, SearchOptions options) {
    List<String> exits = problem.linearization().net().exits().stream().map(Exit::name).toList();
    if (!choices.exits().equals(exits)) {
      throw new InvalidFieldException(
          "exits",
          "expected the exits %s but found %s"
              .formatted(String.join(", ", exits), String.join(", ", choices.exits())));
    }
    InnerSearch search = new InnerSearch(planner, options);
    List<Candidate> candidates = new ArrayList<>();
    Optional<PlanningResult> failure = Optional.empty();
    List<DeployedExits> sets = sets(problem, choices);
    boolean complete = true;
    for (DeployedExits deployed : sets) {
      ShareSimplex simplex = new ShareSimplex(deployed, search);
      candidates.addAll(simplex.candidates());
      failure = failure.or(simplex::failure);
      complete &= !search.mustStop();
    }
    return new ExitPlans(choices, candidates, complete, failure, search.record());
  }

  /** All sets of side exits, the empty one first; those with too few layers left out. */
  private static List<DeployedExits> sets(PlanningProblem problem, ExitChoices choices) {
    int sideExits = choices.exits().size() - 1;
    List<DeployedExits> sets = new ArrayList<>();
    for (long bits = 0; bits < 1L << sideExits; bits++) {
      BitSet deployed = BitSet.valueOf(new long[] {bits});
      sets.add(new DeployedExits(problem, deployed, choices.forDeployed(deployed)));
    }
    return sets;
  }
}

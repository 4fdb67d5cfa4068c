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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
  private final PlanningProblem problem;
  private final Planner planner;
  private final Map<BitSet, PlanPool> pools = new HashMap<>();

  /**
   * @param problem what is to be planned; the shares of its network's exits do not matter
   * @param planner plans for given shares; must prove its plans for the answers to be proven
   */
  public JointPlanner(PlanningProblem problem, Planner planner) {
    this.problem = problem;
    this.planner = planner;
  }

  /**
   * Plans for every choice of exits and thresholds.
   *
   * @param choices what can be chosen of the exits
   * @throws IllegalArgumentException if the choices are those of other exits
   */
  public ExitPlans plan(ExitChoices choices, SearchOptions options) {
    checkExits(choices);
    InnerSearch search = new InnerSearch(planner, options);
    List<Candidate> candidates = new ArrayList<>();
    Optional<PlanningResult> failure = Optional.empty();
    for (DeployedExits deployed : sets(choices)) {
      candidates.addAll(new ShareSimplex(deployed, search).candidates());
      failure = failure.or(deployed.pool()::failure);
    }
    boolean complete = !search.mustStop();
    return new ExitPlans(choices, candidates, complete, failure, search.record());
  }

  private void checkExits(ExitChoices choices) {
    List<String> exits = problem.linearization().net().exits().stream().map(Exit::name).toList();
    if (!choices.exits().equals(exits)) {
      throw new InvalidFieldException(
          "exits",
          "expected the exits %s but found %s"
              .formatted(String.join(", ", exits), String.join(", ", choices.exits())));
    }
  }

  /** All sets of side exits, the empty one first. */
  private List<DeployedExits> sets(ExitChoices choices) {
    int sideExits = choices.exits().size() - 1;
    List<DeployedExits> sets = new ArrayList<>();
    for (long bits = 0; bits < 1L << sideExits; bits++) {
      BitSet deployed = BitSet.valueOf(new long[] {bits});
      PlanPool pool = pools.computeIfAbsent(deployed, set -> new PlanPool(problem, set));
      sets.add(new DeployedExits(pool, choices.forDeployed(deployed)));
    }
    return sets;
  }
}

package dev.espalier.search.joint;

import dev.espalier.exit.ExitChoices;
import dev.espalier.exit.ThresholdChoices;
import dev.espalier.internal.InvalidFieldException;
import dev.espalier.model.Exit;
import dev.espalier.plan.PlanningProblem;
import dev.espalier.search.Planner;
import dev.espalier.search.PlanningResult;
import dev.espalier.search.SearchOptions;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
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
  /** Most side exits of which every set is tried: 256 sets take some seconds. */
  static final int MAX_SIDE_EXITS = 8;

  /** Most choices that are all priced: they take some hundred bytes each. */
  private static final int MAX_CHOICES = 500_000;

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
   * Plans for every choice of exits and thresholds, or for a good part of them where there are too
   * many.
   *
   * @param choices what can be chosen of the exits
   * @param demand what will be demanded of the plans, which guides the search where it cannot be
   *     complete; empty if all plans that are worth having will be asked for
   * @throws IllegalArgumentException if the choices are those of other exits
   */
  public ExitPlans plan(ExitChoices choices, Optional<ExitDemand> demand, SearchOptions options) {
    checkExits(choices);
    InnerSearch search = new InnerSearch(planner, options);
    Map<BitSet, DeployedExits> sets = new LinkedHashMap<>();
    boolean all = isEnumerable(choices);
    List<Candidate> candidates =
        all
            ? enumerated(choices, sets, search)
            : new ThresholdSearch(choices, bits -> set(bits, choices, sets), search)
                .candidates(demand);
    Optional<PlanningResult> failure =
        sets.values().stream().flatMap(set -> set.pool().failure().stream()).findFirst();
    boolean complete = all && !search.mustStop();
    double floorMs = complete ? 0 : LeastWork.ms(problem);
    return new ExitPlans(choices, candidates, complete, floorMs, failure, search.record());
  }

  private static boolean isEnumerable(ExitChoices choices) {
    int sideExits = choices.exits().size() - 1;
    if (sideExits > MAX_SIDE_EXITS) {
      return false;
    }
    // With all exits there is a dimension for each, so any set has a part of these choices.
    BitSet all = new BitSet();
    all.set(0, sideExits);
    ThresholdChoices thresholds = choices.forDeployed(all);
    double count = thresholds.dimensions() < sideExits ? Math.pow(2, sideExits) : 1;
    for (int d = 0; d < thresholds.dimensions(); d++) {
      count *= thresholds.dimensions() < sideExits ? thresholds.size(d) : 1 + thresholds.size(d);
    }
    return count <= MAX_CHOICES;
  }

  private List<Candidate> enumerated(
      ExitChoices choices, Map<BitSet, DeployedExits> sets, InnerSearch search) {
    List<Candidate> candidates = new ArrayList<>();
    long count = 1L << choices.exits().size() - 1;
    for (long bits = 0; bits < count; bits++) {
      DeployedExits deployed = set(BitSet.valueOf(new long[] {bits}), choices, sets);
      candidates.addAll(new ShareSimplex(deployed, search).candidates(deployed.choices()));
      search.report(bits + 1, count, Double.POSITIVE_INFINITY);
    }
    return candidates;
  }

  private DeployedExits set(BitSet bits, ExitChoices choices, Map<BitSet, DeployedExits> sets) {
    PlanPool pool = pools.computeIfAbsent(bits, any -> new PlanPool(problem, any));
    return sets.computeIfAbsent(bits, any -> new DeployedExits(pool, choices.forDeployed(any)));
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
}

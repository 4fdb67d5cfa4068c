package dev.espalier.search.joint;

import dev.espalier.error.InvalidFieldException;
import dev.espalier.exit.ExitChoices;
import dev.espalier.exit.SideExits;
import dev.espalier.model.Exit;
import dev.espalier.plan.Objective;
import dev.espalier.plan.PlanningProblem;
import dev.espalier.search.Planner;
import dev.espalier.search.PlannerTrait;
import dev.espalier.search.PlanningResult;
import dev.espalier.search.SearchOptions;
import dev.espalier.search.joint.ThresholdSearch.Pricing;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * Decides jointly which side exits are deployed, at which thresholds samples leave, how the network
 * is cut and which device runs which slice.
 *
 * <p>Method: with a planner that proves its plans ({@link PlannerTrait#PROVES_OPTIMALITY}), for
 * each set of deployed exits {@link ProbabilitySimplex} finds the best plan of every choice of
 * thresholds; with any other planner {@link SampledSearch} has it plan the choices. Demands and
 * fronts are then read off. Guarantee: with a planner that proves its plans, the answers are those
 * of planning each choice by itself; with another one nothing is proven, but no answer is worse
 * than the planner's own plan for the same choice. Complexity: {@code 2^n} sets of n side exits,
 * and for each the planner runs of {@link ProbabilitySimplex}, or some hundred in all. Reproducible
 * as the planner is: equal calls in equal order give equal answers. Not thread-safe, as plans found
 * under one condition serve the next.
 *
 * <p>The decision maker of POPEX (Pacheco, Couto, 2020) is the demand {@link ExitDemand.MaxLatency}
 * with the planner {@code popex}: plans for every set of thresholds, the most accurate of those in
 * time. POPEX runs no branch in the cloud, whereas a plan runs every layer it deploys; a branch
 * after the cut is then better not deployed, which is another of the choices.
 */
public final class JointPlanner {
  /** Maximum number of side exits of which every set is tried: 256 sets take some seconds. */
  static final int MAX_SIDE_EXITS = 8;

  /** Maximum number of choices that are all priced: each takes some hundred bytes. */
  private static final int MAX_CHOICES = 500_000;

  private final PlanningProblem problem;
  private final Planner planner;
  private final Map<BitSet, PlanPool> pools = new HashMap<>();

  /**
   * @param problem what is to be planned; the probabilities of its network's exits do not matter
   * @param planner plans for given probabilities; must prove its plans for the answers to be proven
   * @throws IllegalArgumentException if the objective is not a sum over samples, or the planner
   *     cannot plan the problem
   */
  public JointPlanner(PlanningProblem problem, Planner planner) {
    if (problem.objective().combination() != Objective.Combination.SUM) {
      throw new InvalidFieldException(
          "objective",
          "exits are decided for objectives that add up over samples, which a %s does not"
              .formatted(problem.objective().quantity()));
    }
    planner
        .misfit(problem)
        .ifPresent(
            reason -> {
              throw new InvalidFieldException("solver", planner.name() + ": " + reason);
            });
    this.problem = problem;
    this.planner = planner;
  }

  /**
   * Plans for every choice of exits and thresholds, or for a selection where there are too many.
   *
   * @param choices choices of exits
   * @param demand the demand, which guides the search where it cannot be complete; empty for the
   *     Pareto front
   * @throws IllegalArgumentException if the choices are those of other exits
   */
  public ExitPlans plan(ExitChoices choices, Optional<ExitDemand> demand, SearchOptions options) {
    checkExits(choices);
    InnerSearch search = new InnerSearch(planner, options);
    Map<BitSet, DeployedExits> sets = new LinkedHashMap<>();
    Function<BitSet, DeployedExits> set = bits -> set(bits, choices, sets);
    ThresholdVectors vectors = new ThresholdVectors(set.apply(SideExits.all(choices.exits())));
    boolean all = vectors.sideExits() <= MAX_SIDE_EXITS && vectors.choices(1) <= MAX_CHOICES;
    List<Candidate> candidates =
        provesPlans()
            ? proven(all, vectors, set, search, demand)
            : sampled(all, vectors, set, search, demand);
    boolean complete =
        all
            && !search.mustStop()
            && !search.isLeftOpen()
            && sets.values().stream().allMatch(each -> each.pool().isSettled());
    return new ExitPlans(
        choices,
        candidates,
        complete ? OptionalDouble.empty() : OptionalDouble.of(MinimumWork.of(problem)),
        provesPlans()
            ? OptionalLong.empty()
            : OptionalLong.of(candidates.stream().filter(SampledSearch::isPlanned).count()),
        complete ? choiceCount(sets.values()) - candidates.size() - search.infeasible() : 0,
        failure(sets.values(), search),
        search.record());
  }

  private boolean provesPlans() {
    return planner.has(PlannerTrait.PROVES_OPTIMALITY);
  }

  private static List<Candidate> proven(
      boolean all,
      ThresholdVectors vectors,
      Function<BitSet, DeployedExits> set,
      InnerSearch search,
      Optional<ExitDemand> demand) {
    Pricing pricing =
        (deployed, choices) -> new ProbabilitySimplex(deployed, search).candidates(choices);
    return all
        ? enumerated(vectors.sideExits(), set, search)
        : new ThresholdSearch(vectors, set, search, pricing).candidates(demand);
  }

  private List<Candidate> sampled(
      boolean all,
      ThresholdVectors vectors,
      Function<BitSet, DeployedExits> set,
      InnerSearch search,
      Optional<ExitDemand> demand) {
    SampledSearch sampled = new SampledSearch(search, vectors, MinimumWork.of(problem));
    List<Candidate> found =
        all
            ? sampled.candidates(sets(vectors.sideExits()).map(set).toList())
            : new ThresholdSearch(vectors, set, search, sampled::candidates).candidates(demand);
    return sampled.refined(found, demand);
  }

  /** Number of choices of those exits that have plans, or of which each was planned by itself. */
  private static long choiceCount(Collection<DeployedExits> sets) {
    return sets.stream()
        .filter(
            each ->
                !each.pool().plans().isEmpty()
                    || (each.pool().doLimitsDependOnProbabilities() && each.pool().isAllowed()))
        .mapToLong(DeployedExits::choiceCount)
        .sum();
  }

  /** The reason why there is no plan: one that leaves it open, or that of the fewest exits. */
  private static Optional<PlanningResult> failure(
      Collection<DeployedExits> sets, InnerSearch search) {
    boolean hasPlans = sets.stream().anyMatch(set -> !set.pool().plans().isEmpty());
    if (search.mustStop() || hasPlans) { // plans of unknown accuracy
      return Optional.of(new PlanningResult.Undecided(List.of(), search.record()));
    }
    List<PlanningResult> failures =
        sets.stream()
            .sorted(Comparator.comparingInt(DeployedExits::size))
            .flatMap(set -> set.pool().failure().stream())
            .toList();
    return failures.stream()
        .filter(PlanningResult.Undecided.class::isInstance)
        .map(PlanningResult.Undecided.class::cast)
        .min(Comparator.comparing(undecided -> undecided.violations().isEmpty()))
        .map(PlanningResult.class::cast)
        .or(() -> failures.stream().findFirst())
        .or(() -> Optional.of(new PlanningResult.Undecided(List.of(), search.record())));
  }

  private static List<Candidate> enumerated(
      int sideExits, Function<BitSet, DeployedExits> set, InnerSearch search) {
    List<Candidate> candidates = new ArrayList<>();
    List<BitSet> all = sets(sideExits).toList();
    for (int i = 0; i < all.size() && !search.mustNotPlan(); i++) {
      DeployedExits deployed = set.apply(all.get(i));
      candidates.addAll(
          new ProbabilitySimplex(deployed, search).candidates(deployed.choices(search)));
      search.report(i + 1L, all.size(), Double.POSITIVE_INFINITY);
    }
    return candidates;
  }

  /** Every set of side exits, that of all of them first. */
  private static Stream<BitSet> sets(int sideExits) {
    return LongStream.iterate((1L << sideExits) - 1, bits -> bits >= 0, bits -> bits - 1)
        .mapToObj(bits -> BitSet.valueOf(new long[] {bits}));
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

package dev.espalier.search.joint;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Plans choices of exits and thresholds with a planner that proves nothing, such as a method of the
 * literature.
 *
 * <p>Method: the plan of such a planner depends on the probabilities in a way of its own, so plans
 * at the corners of a simplex determine nothing within ({@link ProbabilitySimplex}). The choices
 * themselves are planned: all of them where there are few, else those of a grid, every n-th
 * threshold of each exit, and the middle one of each set of exits. Each choice then has the best of
 * all plans for its exits: a plan's value is linear in the probabilities ({@link Solved}), so that
 * a known plan is priced, not planned. Finally the choices of the answer are planned, unless they
 * were, until the answer consists of planned ones.
 *
 * <p>Guarantee: no choice has a worse plan than the planner's own where it was planned, and every
 * plan meets the limits at the probabilities of its choice; nothing is proven. Reproducible as the
 * planner is. Not thread-safe.
 */
final class SampledSearch {
  /** Maximum number of choices on the grid: a method that evolves plans takes some 10 ms each. */
  private static final int MAX_PLANNED = 512;

  private final InnerSearch search;
  private final int step;
  private final double floorMs;

  /**
   * @param vectors the choices of exits and thresholds
   * @param floorMs no plan at all is faster, ms
   */
  SampledSearch(InnerSearch search, ThresholdVectors vectors, double floorMs) {
    this.search = search;
    step = vectors.step(MAX_PLANNED);
    this.floorMs = floorMs;
  }

  /** A candidate for every choice of some sets of exits for which there is a plan. */
  List<Candidate> candidates(List<DeployedExits> sets) {
    Map<DeployedExits, List<Choice>> choices = new LinkedHashMap<>();
    sets.stream()
        .filter(set -> set.pool().isAllowed())
        .forEach(set -> choices.put(set, set.choices(search)));
    // A search that is stopped early then has plans for as many sets as possible.
    choices.forEach(this::planMiddle);
    int done = 0;
    for (Map.Entry<DeployedExits, List<Choice>> each : choices.entrySet()) {
      planGrid(each.getKey(), each.getValue());
      search.report(++done, choices.size(), Double.POSITIVE_INFINITY);
    }
    List<Candidate> candidates = new ArrayList<>();
    choices.forEach((set, all) -> candidates.addAll(priced(set, all)));
    return candidates;
  }

  /** A candidate for each of some choices of the same exits for which there is a plan. */
  List<Candidate> candidates(DeployedExits deployed, List<Choice> choices) {
    if (!deployed.pool().isAllowed()) {
      return List.of();
    }
    planMiddle(deployed, choices);
    planGrid(deployed, choices);
    return priced(deployed, choices);
  }

  /** The candidates after each choice of the answer was planned by itself. */
  List<Candidate> refined(List<Candidate> candidates, Optional<ExitDemand> demand) {
    List<Candidate> refined = candidates;
    while (!refined.isEmpty() && !search.mustStop()) {
      List<Candidate> open = answer(refined, demand).stream().filter(c -> !isPlanned(c)).toList();
      if (open.isEmpty()) {
        break;
      }
      open.forEach(each -> plan(each.deployed(), each.choice()));
      refined =
          refined.stream()
              .map(each -> priced(each.deployed(), each.choice()).orElse(each))
              .toList();
    }
    return refined;
  }

  private static List<Candidate> answer(List<Candidate> candidates, Optional<ExitDemand> demand) {
    return demand
        .map(
            each ->
                List.of(
                    Preference.best(candidates, each)
                        .orElseGet(() -> Preference.closest(candidates, each))))
        .orElseGet(() -> Preference.front(candidates));
  }

  /** Whether the planner planned the candidate's choice, and did not just price a plan there. */
  static boolean isPlanned(Candidate candidate) {
    return candidate.deployed().pool().isSought(candidate.choice().probabilities());
  }

  private void planMiddle(DeployedExits deployed, List<Choice> choices) {
    if (!choices.isEmpty()) {
      plan(deployed, choices.get(choices.size() / 2));
    }
  }

  private void planGrid(DeployedExits deployed, List<Choice> choices) {
    choices.stream()
        .filter(choice -> isOnGrid(deployed, choice.index()))
        .forEach(choice -> plan(deployed, choice));
  }

  /** Plans a choice, unless that was tried before: the pool remembers plans, not failures. */
  private void plan(DeployedExits deployed, Choice choice) {
    if (!deployed.pool().isSought(choice.probabilities())) {
      deployed.pool().plan(choice.probabilities(), search);
    }
  }

  /** Every n-th threshold of each exit, with as many left over below as above. */
  private boolean isOnGrid(DeployedExits deployed, int[] index) {
    return IntStream.range(0, index.length)
        .allMatch(
            d -> {
              int first = (deployed.thresholds().size(d) - 1) % step / 2;
              return index[d] % step == first;
            });
  }

  private List<Candidate> priced(DeployedExits deployed, List<Choice> choices) {
    List<Candidate> candidates = new ArrayList<>();
    for (Choice choice : choices) {
      priced(deployed, choice).ifPresentOrElse(candidates::add, () -> search.noPlan(false));
    }
    return candidates;
  }

  private Optional<Candidate> priced(DeployedExits deployed, Choice choice) {
    PlanPool pool = deployed.pool();
    double[] probabilities = choice.probabilities();
    boolean isLate = search.mustStop() && !pool.isSought(probabilities);
    return pool.bestAllowed(probabilities, isLate)
        .map(
            plan -> {
              double latencyMs = plan.value(probabilities);
              return new Candidate(deployed, choice, latencyMs, Math.min(floorMs, latencyMs), plan);
            });
  }
}

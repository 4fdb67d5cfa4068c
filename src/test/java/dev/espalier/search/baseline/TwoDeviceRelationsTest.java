package dev.espalier.search.baseline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espalier.cost.PlanEvaluator;
import dev.espalier.cost.PlanValidator;
import dev.espalier.plan.PlanningProblem;
import dev.espalier.plan.Violation;
import dev.espalier.search.DevicePair;
import dev.espalier.search.Planner;
import dev.espalier.search.PlanningResult;
import dev.espalier.search.PlanningResult.Planned;
import dev.espalier.search.PlanningResult.Undecided;
import dev.espalier.search.SearchOptions;
import dev.espalier.search.TwoDeviceOptions;
import dev.espalier.search.exact.ExactPlanner;
import dev.espalier.solvers.Planners;
import dev.espalier.testing.Oracle;
import dev.espalier.testing.RandomProblems;
import dev.espalier.testing.Variant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What must hold between the two-device methods, the exact solver and cuts written by hand. */
class TwoDeviceRelationsTest {
  private static final int SEEDS = 800;
  private static final double ROUNDING = 1e-9;
  private static final SearchOptions OPTIONS = SearchOptions.defaults();

  private int planned;
  private int undecided;
  private int split;

  private static TwoDeviceOptions between(DevicePair pair) {
    return TwoDeviceOptions.defaults().withPair(pair);
  }

  private static double ms(PlanningResult result) {
    return result instanceof Planned found ? found.plan().value() : Double.POSITIVE_INFINITY;
  }

  private void count(PlanningResult result) {
    planned += result instanceof Planned ? 1 : 0;
    undecided += result instanceof Undecided ? 1 : 0;
    split += result instanceof Planned found && found.plan().slices().size() == 2 ? 1 : 0;
  }

  private void assertWorthwhile(int min) {
    assertThat(planned).as("plans").isGreaterThan(min);
    assertThat(split).as("split plans").isGreaterThan(min / 4);
  }

  /** Checks a plan, or what is said in place of one, against all cuts of a pair. */
  private void checkBest(PlanningResult result, HandCuts hand, String at) {
    count(result);
    double minMs = hand.minMs();
    HandCuts.assertClose(ms(result), minMs, at);
    if (result instanceof Planned found) {
      Oracle.checkFeasible(found.plan(), at);
      hand.boundaryOf(found.plan());
    } else {
      assertThat(((Undecided) result).violations()).as(at).isIn(minBroken(hand));
    }
  }

  /** What the cuts break with the minimum excess over the limits; more than one cut may. */
  private static Set<List<Violation>> minBroken(HandCuts hand) {
    Map<Integer, Double> excess = new HashMap<>();
    for (int b = 0; b <= hand.length(); b++) {
      List<String> broken = hand.oracle().broken(hand.slices(b));
      double sum = broken.contains("count plan") ? Double.POSITIVE_INFINITY : 0;
      for (int k = 0; k < hand.slices(b).size(); k++) {
        String device = hand.slices(b).get(k).device();
        sum += broken.contains("pin " + device) ? 1 : 0;
        sum +=
            broken.contains("memory " + device)
                ? hand.oracle().memoryRatio(hand.slices(b), k) - 1
                : 0;
        sum +=
            broken.contains("energy " + device)
                ? hand.oracle().energyRatio(hand.slices(b), k) - 1
                : 0;
      }
      excess.put(b, sum);
    }
    double min = excess.values().stream().mapToDouble(each -> each).min().orElseThrow();
    PlanningProblem problem = hand.problem();
    return excess.entrySet().stream()
        .filter(each -> HandCuts.isClose(each.getValue(), min))
        .map(each -> PlanEvaluator.evaluate(problem, hand.slices(each.getKey())))
        .map(PlanValidator::violations)
        .collect(Collectors.toSet());
  }

  @Test
  void theBetterOfBothOrdersIsTheOptimumOfTwoDevices() {
    for (Function<TwoDeviceOptions, Planner> method : bestCuts()) {
      PairProblems.forEachOfTwoDevices(
          SEEDS,
          true,
          (problem, pair, at) -> {
            PlanningResult result =
                method.apply(TwoDeviceOptions.defaults()).plan(problem, OPTIONS);
            count(result);
            HandCuts.assertClose(
                ms(result), ms(new ExactPlanner().plan(problem, OPTIONS)), at + ": exact");
            HandCuts there = HandCuts.of(problem, pair);
            HandCuts back = new HandCuts(problem, pair.remote(), pair.local());
            HandCuts.assertClose(
                ms(result), Math.min(there.minMs(), back.minMs()), at + ": by hand");
          });
    }
    assertWorthwhile(SEEDS / 2);
    assertThat(undecided).isGreaterThan(SEEDS / 10);
  }

  private static List<Function<TwoDeviceOptions, Planner>> bestCuts() {
    return List.of(TwoDevicePlanner::neurosurgeon, TwoDevicePlanner::shortestPath);
  }

  @Test
  void inAGivenOrderTheBestOfAllBoundariesIsFound() {
    for (Function<TwoDeviceOptions, Planner> method : bestCuts()) {
      PairProblems.forEach(
          SEEDS,
          (problem, pair, at) ->
              checkBest(
                  method.apply(between(pair)).plan(problem, OPTIONS),
                  HandCuts.of(problem, pair),
                  at));
    }
    assertWorthwhile(SEEDS / 2);
    assertThat(undecided).isGreaterThan(SEEDS / 10);
  }

  @Test
  void exactlyOneAndExactlyTwoSlicesAreObeyed() {
    for (Function<TwoDeviceOptions, Planner> method : bestCuts()) {
      PairProblems.forEach(
          SEEDS / 2,
          (problem, pair, at) -> {
            int max = Math.min(2, problem.linearization().length());
            for (int slices = 1; slices <= max; slices++) {
              PlanningProblem exactly = Variant.of(problem).slices(slices, slices).build();
              PlanningResult result = method.apply(between(pair)).plan(exactly, OPTIONS);
              checkBest(result, HandCuts.of(exactly, pair), at);
              if (result instanceof Planned found) {
                assertThat(found.plan().slices()).as(at).hasSize(slices);
              }
            }
          });
    }
    assertWorthwhile(SEEDS / 3);
  }

  @Test
  void onAChainTheMinimumCutIsTheBestSingleCut() {
    for (boolean limits : new boolean[] {false, true}) {
      PairProblems.forEachOfTwoDevices(
          SEEDS / 2,
          limits,
          (problem, pair, at) -> {
            for (PlanningProblem chain :
                List.of(
                    PairProblems.asChain(problem), PairProblems.asChainWithoutSideExits(problem))) {
              PlanningResult result = TwoDevicePlanner.dads(between(pair)).plan(chain, OPTIONS);
              checkBest(result, HandCuts.of(chain, pair), at);
            }
          });
    }
    assertWorthwhile(SEEDS / 2);
  }

  @Test
  void withoutSideExitsPopexIsTheShortestPathOnAnyGraph() {
    PairProblems.forEach(
        4 * SEEDS,
        (problem, pair, at) -> {
          if (problem.linearization().net().exits().size() == 1) {
            PlanningResult result = TwoDevicePlanner.popex(between(pair)).plan(problem, OPTIONS);
            checkBest(result, HandCuts.of(problem, pair), at);
            HandCuts.assertClose(
                ms(result),
                ms(TwoDevicePlanner.shortestPath(between(pair)).plan(problem, OPTIONS)),
                at);
          }
        });
    assertWorthwhile(SEEDS / 4);
  }

  @Test
  void dadsIsNeverBetterThanTheBestSingleCutAndFindsAPlanWhereverThereIsOne() {
    PairProblems.forEach(
        2 * SEEDS,
        (problem, pair, at) -> {
          PlanningResult result = TwoDevicePlanner.dads(between(pair)).plan(problem, OPTIONS);
          HandCuts hand = HandCuts.of(problem, pair);
          count(result);
          assertThat(ms(result)).as(at).isGreaterThanOrEqualTo(hand.minMs() * (1 - ROUNDING));
          assertThat(Double.isFinite(ms(result))).as(at).isEqualTo(Double.isFinite(hand.minMs()));
        });
    assertWorthwhile(SEEDS / 2);
  }

  @Test
  void noPlannerIsBelowTheExactOneOrItsOwnBoundAndOptimalMeansOptimal() {
    Map<String, Integer> plans = new HashMap<>();
    Map<String, Integer> worse = new HashMap<>();
    for (long seed = 0; seed < 400; seed++) {
      PlanningProblem problem = RandomProblems.ofSeed(seed);
      double optimumMs = ms(new ExactPlanner().plan(problem, OPTIONS));
      for (Planner planner : Planners.all(TwoDeviceOptions.defaults())) {
        if (planner.misfit(problem).isPresent()) {
          continue;
        }
        String at = "seed %d, %s".formatted(seed, planner.name());
        PlanningResult result = planner.plan(problem, OPTIONS.withSeed(seed));
        assertThat(result.search().solver()).isEqualTo(planner.name());
        if (!(result instanceof Planned found)) {
          continue;
        }
        double ms = found.plan().value();
        boolean isWorse = ms > optimumMs * (1 + ROUNDING);
        plans.merge(planner.name(), 1, Integer::sum);
        worse.merge(planner.name(), isWorse ? 1 : 0, Integer::sum);
        Oracle.checkFeasible(found.plan(), at);
        assertThat(PlanValidator.violations(found.plan())).as(at).isEmpty();
        assertThat(ms).as(at).isGreaterThanOrEqualTo(optimumMs * (1 - ROUNDING));
        assertThat(found.lowerBound())
            .as(at)
            .isLessThanOrEqualTo(ms)
            .isLessThanOrEqualTo(optimumMs * (1 + ROUNDING));
        assertThat(found.optimal() && isWorse).as("%s: optimal but worse", at).isFalse();
        assertThat(found.gap()).as(at).isNotNegative();
      }
    }
    assertThat(worse).containsEntry("exact", 0).containsEntry("exhaustive", 0);
    for (String method : List.of("first-fork", "neurosurgeon", "shortest-path", "popex", "dads")) {
      assertThat(plans.get(method)).as(method).isGreaterThan(30);
      assertThat(worse.get(method)).as(method).isGreaterThan(10);
    }
  }

  @Test
  void aPlanThatMeetsTheBoundIsCalledOptimal() {
    Planner shortestPath = TwoDevicePlanner.shortestPath(TwoDeviceOptions.defaults());
    long optimal =
        IntStream.range(0, 200)
            .mapToObj(RandomProblems::ofSeed)
            .filter(problem -> problem.devices().size() == 2 && problem.minSlices() <= 2)
            .map(problem -> shortestPath.plan(problem, OPTIONS))
            .filter(result -> result instanceof Planned found && found.optimal())
            .count();
    assertThat(optimal).isGreaterThan(10);
  }
}

package dev.espalier.search.price;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.espalier.cost.table.CostTables;
import dev.espalier.plan.Objective;
import dev.espalier.plan.PlanningProblem;
import dev.espalier.plan.PlanningProblemBuilder;
import dev.espalier.search.local.Trial;
import dev.espalier.testing.KnownPlans;
import dev.espalier.testing.RandomObjectives;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Bounds by prices against every feasible plan. */
class PriceBoundsTest {
  private static final int PROBLEMS = 600;
  private static final int MAX_ROUNDS = 6_000;
  private static final double ROUNDING = 1e-9;

  @Test
  void boundOfNoRoundIsAboveTheOptimum() {
    int feasible = 0;
    int tight = 0;
    int excluded = 0;
    for (long seed = 0; seed < PROBLEMS; seed++) {
      KnownPlans known = KnownPlans.ofSeed(seed);
      if (!known.costs().isSum()) {
        continue;
      }
      String at = "seed %d".formatted(seed);
      PriceSearch search = new PriceSearch(known.costs(), () -> false);
      double best = Double.POSITIVE_INFINITY;
      double bound = Double.NEGATIVE_INFINITY;
      int rounds = 0;
      // Where no plan is feasible, the bound may rise without end: a search stops at the ceiling.
      while (!search.isFinished() && bound <= known.costs().model().ceiling()) {
        double value = search.round(best);
        assertThat(++rounds).as(at).isLessThan(MAX_ROUNDS);
        assertThat(search.bound()).as(at).isGreaterThanOrEqualTo(bound);
        bound = search.bound();
        assertThat(bound).as(at).isLessThanOrEqualTo(known.optimum() * (1 + ROUNDING));
        if (value < Double.POSITIVE_INFINITY) {
          assertThat(known.isFeasible(search.plan())).as(at).isTrue();
          assertThat(value)
              .as(at)
              .isCloseTo(known.value(search.plan()), within(ROUNDING * Math.max(value, 1)));
        }
        best = Math.min(best, value);
      }
      feasible += known.isFeasible() ? 1 : 0;
      tight += known.isFeasible() && bound >= 0.999 * known.optimum() ? 1 : 0;
      excluded += !known.isFeasible() && bound > known.costs().model().ceiling() ? 1 : 0;
    }
    assertThat(feasible).isGreaterThan(PROBLEMS / 4);
    assertThat(tight).as("bounds at the optimum").isGreaterThan(feasible / 2);
    assertThat(excluded).as("problems proven infeasible by prices").isGreaterThan(10);
  }

  /** With every layer pinned, no choice is left but to cut between layers of one device. */
  @Test
  void boundIsTheValueOfTheOnlyPlan() {
    int single = 0;
    for (long seed = 0; seed < PROBLEMS; seed++) {
      PlanningProblem free =
          RandomObjectives.ofSeed(seed, Objective.EXPECTED, 7, seed % 2 == 0 ? 1 : 4);
      KnownPlans known = KnownPlans.of(seed % 2 == 0 ? free : pinned(free, seed));
      if (known.plans().size() != 1 || !free.pathLimits().isEmpty()) {
        continue;
      }
      single++;
      PriceSearch search = new PriceSearch(known.costs(), () -> false);
      double best = Double.POSITIVE_INFINITY;
      while (!search.isFinished()) {
        best = Math.min(best, search.round(best));
      }
      assertThat(search.bound())
          .as("seed %d", seed)
          .isCloseTo(known.optimum(), within(1e-6 * known.optimum()));
      assertThat(best)
          .as("seed %d", seed)
          .isCloseTo(known.optimum(), within(ROUNDING * known.optimum()));
    }
    assertThat(single).isGreaterThan(PROBLEMS / 10);
  }

  /** What the path uses of the limit is above or below it by rounding alone. */
  @Test
  void limitThatIsUsedUpExactlyKeepsPricesFinite() {
    int limited = 0;
    for (long seed = 0; seed < PROBLEMS; seed++) {
      PlanningProblem free = RandomObjectives.ofSeed(seed, Objective.WORST_CASE, 7, 1);
      KnownPlans known = KnownPlans.of(free);
      if (known.plans().size() != 1 || !free.pathLimits().isEmpty() || !(known.optimum() > 0)) {
        continue;
      }
      double ms = known.optimum();
      for (double deadline : new double[] {Math.nextDown(ms), ms, Math.nextUp(ms)}) {
        PlanningProblem problem =
            free.toBuilder().objective(Objective.EXPECTED).deadlineMs(deadline).build();
        CostTables costs = new CostTables(problem);
        limited += costs.pathModels().size();
        PriceSearch search = new PriceSearch(costs, () -> false);
        for (int round = 0; round < 200 && !search.isFinished(); round++) {
          search.round(Double.POSITIVE_INFINITY);
        }
        assertThat(search.bound()).as("seed %d", seed).isFinite();
      }
    }
    assertThat(limited).isGreaterThan(PROBLEMS / 10);
  }

  private static PlanningProblem pinned(PlanningProblem problem, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    PlanningProblemBuilder builder = problem.toBuilder();
    int length = problem.linearization().length();
    int device = 0;
    for (int i = 0; i < length; i++) {
      device += i > 0 && device + 1 < problem.devices().size() && random.nextInt(3) == 0 ? 1 : 0;
      if (!problem.pins().containsKey(i)) {
        builder.pin(problem.linearization().layer(i).name(), problem.devices().get(device).name());
      }
    }
    return builder.build();
  }

  @Test
  void completionOfNoPrefixIsAboveAnyPlanThatBeginsSo() {
    int prefixes = 0;
    for (long seed = 0; seed < PROBLEMS; seed++) {
      KnownPlans known = KnownPlans.ofSeed(seed);
      SplittableRandom random = new SplittableRandom(seed);
      double scale = known.costs().isSum() ? known.optimum() / 2 : 1;
      if (!known.isFeasible()) {
        continue;
      }
      double period = known.optimum() * random.nextDouble(1, 1.5);
      RelaxedProblem relaxed = new RelaxedProblem(known.costs(), period);
      Prices prices = RandomPrices.next(relaxed, scale, random);
      PricedCompletion completion =
          PricedCompletion.of(relaxed, new RelaxedPaths(relaxed), prices, () -> false)
              .orElseThrow();
      for (KnownPlans.Known plan : known.plans()) {
        if (known.costs().isSum() || plan.value() <= period) {
          double max =
              known.costs().isSum()
                  ? plan.value() + ROUNDING * (plan.value() + prices.maxPaid() + scale)
                  : completion.slack() + ROUNDING * scale;
          prefixes +=
              new Prefixes(known.costs(), relaxed, completion, max, "seed %d".formatted(seed))
                  .check(plan.trial());
        }
      }
    }
    assertThat(prefixes).isGreaterThan(20 * PROBLEMS);
  }

  /** Follows plans slice by slice and layer by layer. */
  private record Prefixes(
      CostTables costs,
      RelaxedProblem relaxed,
      PricedCompletion completion,
      double max,
      String at) {

    int check(Trial plan) {
      int checked = 0;
      double cost = 0;
      double unpaid = completion.maxPaid();
      for (int k = 0; k < plan.count; k++) {
        int device = plan.devices[k];
        int from = plan.starts[k];
        cost += opened(plan, k);
        unpaid -= completion.price(device);
        assertThat(cost + completion.open(device, from) - unpaid)
            .as("%s: open", at)
            .isLessThanOrEqualTo(max);
        for (int to = from + 1; to <= plan.end(k); to++) {
          cost += charged(device, to);
          if (to < costs.length()) {
            assertThat(cost + completion.stay(device, to) - unpaid)
                .as("%s: stay", at)
                .isLessThanOrEqualTo(max);
          }
          checked++;
        }
        if (k + 1 < plan.count) {
          assertThat(cost + handOver(device, plan.devices[k + 1], plan.end(k)) - unpaid)
              .as("%s: hand over", at)
              .isLessThanOrEqualTo(max);
        }
      }
      return checked;
    }

    private double charged(int device, int to) {
      double sum = 0;
      for (int term = 0; term < completion.terms(); term++) {
        sum += completion.factor(term) * relaxed.terms[term].slice(device, to - 1, to);
      }
      return sum;
    }

    private double opened(Trial plan, int k) {
      double sum = 0;
      for (int term = 0; term < completion.terms(); term++) {
        double cost =
            k == 0
                ? relaxed.terms[term].entry(plan.devices[0])
                : relaxed.terms[term].cut(plan.devices[k - 1], plan.devices[k], plan.starts[k]);
        sum += completion.factor(term) * cost;
      }
      return sum;
    }

    /** Looks the receiver up where a search looks for it, in the order of cost. */
    private double handOver(int from, int to, int boundary) {
      for (int group = 0; group < completion.groups(); group++) {
        double before = Double.NEGATIVE_INFINITY;
        int end = completion.firstPlace(group + 1);
        for (int i = completion.firstPlace(group); i < end; i++) {
          double receiver = completion.receiverCost(boundary, i);
          assertThat(receiver).as("%s: order", at).isGreaterThanOrEqualTo(before);
          before = receiver;
          for (int device : completion.receivers(boundary, i)) {
            if (device == to) {
              double cost = completion.handOver(from, boundary, i);
              double min = completion.minHandOver(from, group, boundary);
              assertThat(min).as("%s: minimum", at).isLessThanOrEqualTo(cost);
              assertThat(!completion.isExact() || min == cost).as("%s: exact", at).isTrue();
              return cost + receiver;
            }
          }
        }
      }
      throw new AssertionError(at + ": no place for device " + to);
    }
  }

  @Test
  void periodThatAPlanKeepsIsNeverExcluded() {
    int excluded = 0;
    int below = 0;
    int feasible = 0;
    for (long seed = 0; seed < PROBLEMS; seed++) {
      KnownPlans known = KnownPlans.ofSeed(seed, Objective.THROUGHPUT);
      SplittableRandom random = new SplittableRandom(seed);
      PeriodSearch search = new PeriodSearch(known.costs(), () -> false);
      double optimum = known.optimum();
      feasible += known.isFeasible() ? 1 : 0;
      for (int i = 0; i < 4; i++) {
        double factor = i == 0 ? 1 : random.nextDouble(0.2, 1.5);
        double period = known.isFeasible() ? optimum * factor : 1 + 100 * random.nextDouble();
        boolean isExcluded = search.excludes(period);
        String at = "seed %d, %s of the optimum".formatted(seed, factor);
        assertThat(isExcluded && period >= optimum).as(at).isFalse();
        excluded += isExcluded && known.isFeasible() ? 1 : 0;
        below += period < 0.99 * optimum && known.isFeasible() ? 1 : 0;
        if (search.planValue() < Double.POSITIVE_INFINITY) {
          assertThat(known.isFeasible(search.plan())).as(at).isTrue();
          assertThat(search.planValue())
              .as(at)
              .isCloseTo(known.value(search.plan()), within(ROUNDING * search.planValue() + 1e-12));
        }
      }
    }
    assertThat(feasible).isGreaterThan(PROBLEMS / 4);
    assertThat(excluded).as("excluded of %d below the optimum", below).isGreaterThan(below / 2);
  }

  @Test
  void noFeasibleSliceReachesBeyondTheFarthestEnd() {
    int bound = 0;
    for (long seed = 0; seed < PROBLEMS; seed++) {
      KnownPlans known = KnownPlans.ofSeed(seed);
      CostTables costs = known.costs();
      for (int d = 0; d < costs.deviceCount(); d++) {
        int[] ends = costs.farthestEnds(d);
        assertThat(ends).as("seed %d", seed).isSorted();
        bound += ends[0] < costs.length() ? 1 : 0;
      }
      for (KnownPlans.Known plan : known.plans()) {
        for (int k = 0; k < plan.trial().count; k++) {
          int device = plan.trial().devices[k];
          assertThat(plan.trial().end(k))
              .as("seed %d, device %d", seed, device)
              .isLessThanOrEqualTo(costs.farthestEnds(device)[plan.trial().starts[k]]);
        }
      }
    }
    assertThat(bound).as("devices that cannot run all layers").isGreaterThan(PROBLEMS / 2);
  }
}

package dev.espalier.search.exact;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espalier.cost.table.CostTables;
import dev.espalier.cost.table.PartialPlans;
import dev.espalier.search.local.Trial;
import dev.espalier.search.price.PeriodSearch;
import dev.espalier.search.price.PriceSearch;
import dev.espalier.search.price.PricedCompletion;
import dev.espalier.testing.KnownPlans;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Passes over whole plans and over windows, against every feasible plan. */
class LabelSearchTest {
  private static final int PROBLEMS = 400;
  private static final int UNLIMITED = 1 << 20;
  private static final int NONE = -1;
  private static final double ROUNDING = 1e-9;

  /** Completions after some rounds of prices. */
  private static PricedCompletion completion(CostTables costs, int rounds) {
    if (!costs.isSum()) {
      return new PeriodSearch(costs, () -> false).completion().orElseThrow();
    }
    PriceSearch prices = new PriceSearch(costs, () -> false);
    double best = prices.round(Double.POSITIVE_INFINITY);
    for (int round = 1; round < rounds && !prices.isFinished(); round++) {
      best = Math.min(best, prices.round(best));
    }
    return prices.completion().orElseThrow();
  }

  private static LabelSearch pass(CostTables costs, Window window, int rounds) {
    return new LabelSearch(
        costs,
        new PartialPlans(costs),
        completion(costs, rounds),
        window,
        costs.model().ceiling(),
        UNLIMITED,
        Long.MAX_VALUE,
        () -> false);
  }

  private static boolean isClose(double a, double b) {
    return Math.abs(a - b) <= ROUNDING * Math.max(Math.abs(a), Math.abs(b)) + 1e-12;
  }

  @Test
  void passThatDropsNoLabelFindsTheOptimum() {
    int feasible = 0;
    for (long seed = 0; seed < PROBLEMS; seed++) {
      KnownPlans known = KnownPlans.ofSeed(seed);
      for (int rounds : new int[] {1, 30}) {
        String at = "seed %d after %d rounds".formatted(seed, rounds);
        LabelSearch pass = pass(known.costs(), null, rounds);
        pass.run();
        assertThat(pass.isComplete()).as(at).isTrue();
        if (!known.isFeasible()) {
          assertThat(pass.best()).as(at).isNull();
          continue;
        }
        feasible++;
        Trial plan = pass.best().trial(known.costs());
        assertThat(known.isFeasible(plan)).as(at).isTrue();
        assertThat(isClose(pass.bestValue(), known.value(plan))).as(at).isTrue();
        assertThat(isClose(pass.bestValue(), known.optimum())).as(at).isTrue();
      }
    }
    assertThat(feasible).isGreaterThan(PROBLEMS / 2);
  }

  @Test
  void windowHoldsTheBestPlanThatDiffersInItAlone() {
    int changed = 0;
    int barredOut = 0;
    for (long seed = 0; seed < PROBLEMS; seed++) {
      KnownPlans known = KnownPlans.ofSeed(seed);
      SplittableRandom random = new SplittableRandom(seed);
      for (int draw = 0; draw < 4 && known.isFeasible(); draw++) {
        Trial plan = known.plans().get(random.nextInt(known.plans().size())).trial();
        int first = random.nextInt(plan.count);
        int last = random.nextInt(first + 1, plan.count + 1);
        boolean isBarred = draw % 2 == 1;
        int barred = isBarred ? plan.devices[random.nextInt(first, last)] : NONE;
        Window window = new Window(plan, first, last);
        if (isBarred) {
          window.bar(barred);
        }
        LabelSearch pass = pass(known.costs(), window, 1 + random.nextInt(20));
        pass.run();
        String at =
            "seed %d, slices [%d, %d) of %s on %s, barred %d"
                .formatted(
                    seed,
                    first,
                    last,
                    Arrays.toString(Arrays.copyOf(plan.starts, plan.count)),
                    Arrays.toString(Arrays.copyOf(plan.devices, plan.count)),
                    barred);
        Optional<KnownPlans.Known> best =
            known.plans().stream()
                .filter(each -> differsInWindowAlone(each.trial(), plan, first, last, barred))
                .min(Comparator.comparingDouble(KnownPlans.Known::value));
        assertThat(pass.best() != null).as(at).isEqualTo(best.isPresent());
        if (pass.best() == null) {
          barredOut++;
          continue;
        }
        Trial found = pass.best().trial(known.costs());
        assertThat(known.isFeasible(found)).as(at).isTrue();
        assertThat(differsInWindowAlone(found, plan, first, last, barred)).as(at).isTrue();
        assertThat(isClose(pass.bestValue(), known.value(found))).as(at).isTrue();
        assertThat(isClose(pass.bestValue(), best.get().value())).as(at).isTrue();
        if (!isBarred) {
          assertThat(pass.bestValue())
              .as(at)
              .isLessThanOrEqualTo(known.value(plan) * (1 + ROUNDING));
        }
        changed += found.key().equals(plan.key()) ? 0 : 1;
      }
    }
    assertThat(changed).as("plans that a window changed").isGreaterThan(PROBLEMS / 2);
    assertThat(barredOut).as("windows that need the barred device").isGreaterThan(10);
  }

  private static boolean differsInWindowAlone(
      Trial found, Trial plan, int first, int last, int barred) {
    int behind = plan.count - last;
    int shift = found.count - plan.count;
    if (found.count <= first + behind
        || first < found.count && found.starts[first] != plan.starts[first]
        || !IntStream.range(0, first).allMatch(k -> isSame(found, k, plan, k))
        || !IntStream.range(last, plan.count).allMatch(k -> isSame(found, k + shift, plan, k))) {
      return false;
    }
    return IntStream.range(first, found.count - behind).noneMatch(k -> found.devices[k] == barred);
  }

  private static boolean isSame(Trial a, int j, Trial b, int k) {
    return a.devices[j] == b.devices[k] && a.starts[j] == b.starts[k];
  }
}

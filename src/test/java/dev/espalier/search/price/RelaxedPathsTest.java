package dev.espalier.search.price;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.espalier.cost.table.CostTables;
import dev.espalier.testing.KnownPlans;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** The dynamic program against every relaxed plan: slices on devices that may come back. */
class RelaxedPathsTest {
  private static final int PROBLEMS = 240;
  private static final int DRAWS = 3;
  private static final double ROUNDING = 1e-9;

  private int paths;
  private int returns;
  private int none;

  @Test
  void pathIsTheCheapestOfAllRelaxedPlans() {
    for (long seed = 0; seed < PROBLEMS; seed++) {
      KnownPlans known = KnownPlans.ofSeed(seed);
      SplittableRandom random = new SplittableRandom(seed);
      double period = known.isFeasible() ? known.optimum() * random.nextDouble(0.7, 2) : 1e9;
      double scale = known.isFeasible() && known.costs().isSum() ? known.optimum() / 2 : 1;
      RelaxedProblem relaxed = new RelaxedProblem(known.costs(), period);
      RelaxedPaths paths = new RelaxedPaths(relaxed);
      for (int draw = 0; draw < DRAWS; draw++) {
        check(
            known.costs(),
            relaxed,
            paths,
            RandomPrices.next(relaxed, scale, random),
            "seed %d, draw %d".formatted(seed, draw));
      }
    }
    assertThat(paths).isGreaterThan(PROBLEMS);
    assertThat(returns).as("paths that come back to a device").isGreaterThan(PROBLEMS / 10);
    assertThat(none).as("problems without any path").isGreaterThan(0);
  }

  private void check(
      CostTables costs, RelaxedProblem relaxed, RelaxedPaths paths, Prices prices, String at) {
    double found = paths.solve(prices, () -> false);
    double expected = new BruteForce(costs, relaxed, prices).min();
    if (expected == Double.POSITIVE_INFINITY) {
      none++;
      assertThat(found).as(at).isInfinite();
      return;
    }
    double size = Math.abs(expected) + prices.maxPaid();
    assertThat(found).as(at).isCloseTo(expected, within(ROUNDING * Math.max(size, 1e-3)));
    paths.trace();
    assertThat(traced(relaxed, paths, prices, at))
        .as(at)
        .isCloseTo(expected, within(ROUNDING * Math.max(size, 1e-3)));
    this.paths++;
  }

  /** What the traced path costs; checks that it is one. */
  private double traced(RelaxedProblem relaxed, RelaxedPaths paths, Prices prices, String at) {
    double sum = 0;
    for (int term = 0; term < relaxed.terms.length; term++) {
      sum += prices.factors()[term] * paths.value(term);
    }
    assertThat(paths.start(0)).as(at).isZero();
    int[] visits = new int[relaxed.kinds];
    boolean isReturn = false;
    for (int k = 0; k < paths.count(); k++) {
      int kind = paths.kind(k);
      sum += prices.device[kind] + prices.slice;
      assertThat(paths.end(k)).as(at).isGreaterThan(paths.start(k));
      assertThat(paths.end(k)).as(at).isLessThanOrEqualTo(relaxed.end(kind, paths.start(k)));
      isReturn |= ++visits[kind] > relaxed.members(kind).length;
      if (k > 0 && relaxed.members(kind).length == 1) {
        assertThat(kind).as(at).isNotEqualTo(paths.kind(k - 1));
      }
    }
    returns += isReturn ? 1 : 0;
    return sum;
  }

  /** Every path, device by device and end by end, priced by the parts of plans. */
  private static final class BruteForce {
    private static final int NONE = -1;

    private final CostTables costs;
    private final RelaxedProblem relaxed;
    private final Prices prices;
    private final double[] factors;
    private double min = Double.POSITIVE_INFINITY;

    BruteForce(CostTables costs, RelaxedProblem relaxed, Prices prices) {
      this.costs = costs;
      this.relaxed = relaxed;
      this.prices = prices;
      factors = prices.factors();
    }

    double min() {
      go(NONE, 0, 0);
      return min;
    }

    private void go(int before, int from, double cost) {
      if (from == relaxed.length) {
        min = Math.min(min, cost);
        return;
      }
      for (int device = 0; device < costs.deviceCount(); device++) {
        if (device == before || before != NONE && !isAllowed(before, device, from)) {
          continue;
        }
        double opened = cost + open(before, device, from);
        int end = relaxed.end(costs.kind(device), from);
        for (int to = from + 1; to <= end; to++) {
          double run = 0;
          for (int term = 0; term < factors.length; term++) {
            run += factors[term] * relaxed.terms[term].slice(device, from, to);
          }
          go(device, to, opened + run);
        }
      }
    }

    private double open(int before, int device, int boundary) {
      double sum = prices.device[costs.kind(device)] + prices.slice;
      for (int term = 0; term < factors.length; term++) {
        sum +=
            factors[term]
                * (before == NONE
                    ? relaxed.terms[term].entry(device)
                    : relaxed.terms[term].cut(before, device, boundary));
      }
      return sum;
    }

    private boolean isAllowed(int before, int device, int boundary) {
      return relaxed.isAllowed(costs.linkKind(before), costs.linkKind(device), boundary);
    }
  }
}

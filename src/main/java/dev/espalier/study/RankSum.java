package dev.espalier.study;

import java.util.Arrays;
import java.util.stream.DoubleStream;
import org.apache.commons.statistics.inference.MannWhitneyUTest;
import org.apache.commons.statistics.inference.PValueMethod;
import org.apache.commons.statistics.ranking.NaturalRanking;

/**
 * Two-sided Mann-Whitney U test: do two samples come from the same distribution?
 *
 * <p>The p is exact where both samples have at most 49 values; for larger ones it is the normal
 * approximation with corrections for ties and continuity. Commons Statistics has no exact p for
 * samples with ties, which runs that find the same plan are full of: its approximation calls three
 * values against three others, all ties, significant (0.047), although the exact p is 0.1. So ties
 * are counted here: how many ways of choosing one sample out of all values have a rank sum as
 * extreme? The smaller of the two tails counts twice.
 *
 * <p>Source: E. L. Lehmann, "Nonparametrics: statistical methods based on ranks", 1975, section 1.4
 * (the conditional distribution of the rank sum, given the ties).
 */
public final class RankSum {
  private static final int MAX_EXACT = 49;

  private RankSum() {}

  /**
   * The p of two samples, from O(n² (n + m)²) steps for n and m values.
   *
   * @throws IllegalArgumentException if a sample is empty or holds NaN
   */
  public static double pValue(double[] sample, double[] other) {
    boolean isSmall = Math.max(sample.length, other.length) <= MAX_EXACT;
    MannWhitneyUTest test =
        MannWhitneyUTest.withDefaults()
            .with(isSmall ? PValueMethod.EXACT : PValueMethod.ASYMPTOTIC);
    MannWhitneyUTest.Result result = test.test(sample, other);
    if (result.hasTiedValues() && isSmall) {
      return exactWithTies(sample, other);
    }
    // Values that are all equal have no variance to divide by.
    return Double.isNaN(result.getPValue()) ? 1 : result.getPValue();
  }

  private static double exactWithTies(double[] sample, double[] other) {
    double[] all = DoubleStream.concat(Arrays.stream(sample), Arrays.stream(other)).toArray();
    // Twice the mean rank of equal values is a whole number.
    int[] ranks =
        Arrays.stream(new NaturalRanking().apply(all)).mapToInt(rank -> (int) (2 * rank)).toArray();
    int observed = Arrays.stream(ranks, 0, sample.length).sum();
    double[] ways = waysToSum(ranks, sample.length);
    double total = Arrays.stream(ways).sum();
    double below = Arrays.stream(ways, 0, observed + 1).sum() / total;
    double above = Arrays.stream(ways, observed, ways.length).sum() / total;
    return Math.min(1, 2 * Math.min(below, above));
  }

  /** Number of choices of that many ranks for each sum; of at most 98 values, all counts fit. */
  private static double[] waysToSum(int[] ranks, int chosen) {
    double[][] ways = new double[chosen + 1][Arrays.stream(ranks).sum() + 1];
    ways[0][0] = 1;
    for (int rank : ranks) {
      for (int count = chosen; count > 0; count--) {
        for (int sum = rank; sum < ways[count].length; sum++) {
          ways[count][sum] += ways[count - 1][sum - rank];
        }
      }
    }
    return ways[chosen];
  }
}

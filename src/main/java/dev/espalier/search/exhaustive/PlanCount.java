package dev.espalier.search.exhaustive;

import dev.espalier.plan.PlanningProblem;
import java.math.BigInteger;
import java.util.OptionalLong;

/** Counts the plans of a problem, whether or not they meet its limits. */
public final class PlanCount {
  private PlanCount() {}

  /**
   * {@code sum over the allowed K of C(L-1, K-1) * N!/(N-K)!}: every way to place K-1 cuts on L-1
   * boundaries, times every way to give the K slices to N devices.
   */
  public static BigInteger of(PlanningProblem problem) {
    return sum(problem, Integer.MAX_VALUE);
  }

  /** The number of plans where it is below 2^63; takes no time where it is far above. */
  public static OptionalLong ifCountable(PlanningProblem problem) {
    BigInteger count = sum(problem, Long.SIZE - 1);
    return count.bitLength() < Long.SIZE
        ? OptionalLong.of(count.longValue())
        : OptionalLong.empty();
  }

  /** The common logarithm of the number of plans, for numbers that nobody would wait for. */
  public static double log10(PlanningProblem problem) {
    int boundaries = problem.linearization().length() - 1;
    int devices = problem.devices().size();
    double partitions = 0;
    double deployments = Math.log10(devices);
    double log = Double.NEGATIVE_INFINITY;
    for (int slices = 1; slices <= problem.maxSlices(); slices++) {
      double plans = partitions + deployments;
      if (slices >= problem.minSlices()) {
        double larger = Math.max(log, plans);
        log = larger + Math.log10(1 + Math.pow(10, Math.min(log, plans) - larger));
      }
      partitions += Math.log10(boundaries - slices + 1.0) - Math.log10(slices);
      deployments += Math.log10(devices - slices);
    }
    return log;
  }

  /** The sum, or its first terms if these alone have more bits. */
  private static BigInteger sum(PlanningProblem problem, int maxBits) {
    int boundaries = problem.linearization().length() - 1;
    int devices = problem.devices().size();
    BigInteger sum = BigInteger.ZERO;
    BigInteger partitions = BigInteger.ONE;
    BigInteger deployments = BigInteger.valueOf(devices);
    for (int slices = 1; slices <= problem.maxSlices() && sum.bitLength() <= maxBits; slices++) {
      if (slices >= problem.minSlices()) {
        sum = sum.add(partitions.multiply(deployments));
      }
      partitions =
          partitions
              .multiply(BigInteger.valueOf(boundaries - slices + 1L))
              .divide(BigInteger.valueOf(slices));
      deployments = deployments.multiply(BigInteger.valueOf(devices - slices));
    }
    return sum;
  }
}

package dev.espalier.search.exhaustive;

import dev.espalier.plan.PlanningProblem;
import java.math.BigInteger;

/** Counts the plans of a problem, whether or not they meet its limits. */
public final class PlanCount {
  private PlanCount() {}

  /**
   * {@code sum over the allowed K of C(L-1, K-1) * N!/(N-K)!}: every way to place K-1 cuts on L-1
   * boundaries, times every way to give the K slices to N devices.
   */
  public static BigInteger of(PlanningProblem problem) {
    int boundaries = problem.linearization().length() - 1;
    int devices = problem.devices().size();
    BigInteger sum = BigInteger.ZERO;
    BigInteger partitions = BigInteger.ONE;
    BigInteger deployments = BigInteger.valueOf(devices);
    for (int slices = 1; slices <= problem.maxSlices(); slices++) {
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

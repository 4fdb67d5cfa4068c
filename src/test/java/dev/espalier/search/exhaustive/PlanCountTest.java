package dev.espalier.search.exhaustive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.espalier.device.Device;
import dev.espalier.device.DeviceCatalog;
import dev.espalier.device.Network;
import dev.espalier.plan.PlanningProblem;
import dev.espalier.testing.Oracle;
import dev.espalier.testing.RandomProblems;
import dev.espalier.zoo.Zoo;
import java.math.BigInteger;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The number of plans against Pascal's triangle and against plans that were really looked at. */
class PlanCountTest {
  private static final int PROBLEMS = 500;

  /** {@code C(n, k)} by Pascal's rule, which neither multiplies nor divides. */
  private static BigInteger choose(int n, int k) {
    BigInteger[] row = new BigInteger[k + 1];
    for (int i = 0; i <= k; i++) {
      row[i] = i == 0 ? BigInteger.ONE : BigInteger.ZERO;
    }
    for (int i = 0; i < n; i++) {
      for (int j = k; j > 0; j--) {
        row[j] = row[j].add(row[j - 1]);
      }
    }
    return row[k];
  }

  private static BigInteger arrangements(int n, int k) {
    return IntStream.rangeClosed(n - k + 1, n)
        .mapToObj(BigInteger::valueOf)
        .reduce(BigInteger.ONE, BigInteger::multiply);
  }

  private static BigInteger expected(PlanningProblem problem) {
    int boundaries = problem.linearization().net().layers().size() - 1;
    return IntStream.rangeClosed(problem.minSlices(), problem.maxSlices())
        .mapToObj(
            k -> choose(boundaries, k - 1).multiply(arrangements(problem.devices().size(), k)))
        .reduce(BigInteger.ZERO, BigInteger::add);
  }

  @Test
  void isThatOfAllPartitionsTimesAllDeployments() {
    for (long seed = 0; seed < PROBLEMS; seed++) {
      PlanningProblem problem = RandomProblems.ofSeed(seed);
      BigInteger count = PlanCount.of(problem);
      assertThat(count).as("seed %d", seed).isEqualTo(expected(problem));
      assertThat(PlanCount.ifCountable(problem)).as("seed %d", seed).hasValue(count.longValue());
      assertThat(PlanCount.log10(problem))
          .as("seed %d", seed)
          .isCloseTo(Math.log10(count.doubleValue()), within(1e-9));
      assertThat(count.longValueExact())
          .as("seed %d", seed)
          .isEqualTo(new Oracle(problem).enumerate().plans());
    }
  }

  @Test
  void isExactWhereItDoesNotFitInALong() {
    PlanningProblem problem = BigProblems.beyondLong();
    assertThat(PlanCount.of(problem)).isEqualTo(expected(problem));
    assertThat(PlanCount.of(problem).bitLength()).isGreaterThanOrEqualTo(Long.SIZE);
    assertThat(PlanCount.ifCountable(problem)).isEmpty();
    assertThat(PlanCount.log10(problem))
        .isCloseTo(Math.log10(expected(problem).doubleValue()), within(1e-9));
  }

  @Test
  void ofThreeSlicesOfAnAlexNetIsWhatCountingByHandSays() {
    // By hand: b-alexnet has 41 layers, so C(40, 2) = 780 partitions of 3 slices, 3! deployments.
    List<Device> three = IntStream.range(0, 3).mapToObj(d -> new Device("d" + d, 1, 1)).toList();
    DeviceCatalog catalog = new DeviceCatalog("three", three, Network.uniform(8, 0));
    PlanningProblem problem =
        PlanningProblem.builder(Zoo.get("b-alexnet"), catalog).slices(3).build();
    assertThat(problem.linearization().length()).isEqualTo(41);
    assertThat(PlanCount.of(problem)).isEqualTo(780 * 6);
  }
}

package dev.espalier.reproduction.na2023;

import dev.espalier.plan.DeploymentMatrix;
import dev.espalier.reproduction.Claim;
import dev.espalier.search.na2023.Na2023Options;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.apache.commons.math3.util.CombinatoricsUtils;

/** What the paper says of its algorithms and of the number of plans. */
final class AlgorithmClaims {
  private static final List<String> DEVICES = List.of("d1", "d2", "d3");

  private AlgorithmClaims() {}

  static List<Claim> all() {
    return List.of(populationSizes(), crossover(), numberOfPlans());
  }

  private static Claim populationSizes() {
    return Claim.list(
        "tables 2 and 7",
        "size of the population PCN x K! x p_dc for K = 2 to 6",
        List.of(4, 12, 48, 120, 144),
        IntStream.rangeClosed(2, 6)
            .mapToObj(devices -> Na2023Options.published(devices).size(devices))
            .toList(),
        "they differ");
  }

  /** The crossover of figure 4, which exchanges the columns of L2 to L4. */
  private static Claim crossover() {
    int[] mother = {0, 0, 1, 1, 1, 2, 2};
    int[] father = {1, 1, 0, 0, 0, 2, 2};
    int[] child = mother.clone();
    System.arraycopy(father, 1, child, 1, 3);
    DeploymentMatrix parent = DeploymentMatrix.of(DEVICES, mother);
    DeploymentMatrix crossed = DeploymentMatrix.of(DEVICES, child);
    int before = parent.slices().size();
    int after = crossed.slices().size();
    return Claim.statement(
        "figure 4",
        "a child of two three-slice deployments has five slices on three devices, and pays four"
            + " transfers instead of two",
        before == 3 && after == 5 && !crossed.visitsEachDeviceOnce(),
        "%d slices and %d transfers from %d and %d".formatted(after, after - 1, before, before - 1),
        "the exchange of columns gives other slices");
  }

  /** The number of plans, of which the text and the published times say different things. */
  private static Claim numberOfPlans() {
    boolean holds = true;
    StringBuilder found = new StringBuilder();
    for (Scene.Network network : Scene.Network.values()) {
      double[] microseconds =
          PublishedTables.times(network.timeTable).stream()
              .filter(row -> row.method().equals(PublishedTables.OPTIMUM))
              .filter(row -> row.slices() > (network == Scene.Network.B_ALEXNET ? 3 : 2))
              .mapToDouble(row -> 1000 * row.values().get(0) / plans(network, row.slices()))
              .sorted()
              .toArray();
      double minimum = microseconds[0];
      double maximum = microseconds[microseconds.length - 1];
      holds &= maximum < 1.2 * minimum;
      found
          .append(found.isEmpty() ? "" : ", ")
          .append(
              String.format(
                  Locale.ROOT, "%s %.1f to %.1f us a plan", network.title, minimum, maximum));
    }
    return Claim.statement(
        "tables 5 and 10",
        "times of the exhaustive search are proportional to the C(L-1, K-1) K! plans, not to the"
            + " L!/(L-K)! or 28 x 6! of section 5.1.2",
        holds,
        found.toString(),
        "times per plan differ");
  }

  private static double plans(Scene.Network network, int slices) {
    return CombinatoricsUtils.binomialCoefficientDouble(network.layers - 1, slices - 1)
        * CombinatoricsUtils.factorialDouble(slices);
  }
}

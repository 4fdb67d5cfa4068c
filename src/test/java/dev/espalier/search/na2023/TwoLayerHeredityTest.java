package dev.espalier.search.na2023;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espalier.cost.table.CostTables;
import dev.espalier.device.Device;
import dev.espalier.plan.DeploymentMatrix;
import dev.espalier.plan.PlanningProblem;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TwoLayerHeredityTest {
  private static final PlanningProblem PROBLEM = Scene.of("b-alexnet", 4);
  private static final CostTables COSTS = new CostTables(PROBLEM);

  private final RandomGenerator random = new SplittableRandom(1);

  private StartingPopulation start(Na2023Options options) {
    List<String> devices = PROBLEM.devices().stream().map(Device::name).toList();
    return new StartingPopulation(COSTS, devices, options, random);
  }

  private TwoLayerHeredity heredity(double crossover, double mutation) {
    Na2023Options options = new Na2023Options(2, 1, crossover, mutation, 200, 50);
    return new TwoLayerHeredity(COSTS, options, start(options), random);
  }

  private static Map<Partition, Integer> byPartition(List<DeploymentMatrix> matrices) {
    Map<Partition, Integer> counts = new HashMap<>();
    matrices.forEach(matrix -> counts.merge(Partition.of(matrix), 1, Integer::sum));
    return counts;
  }

  @Test
  void startsWithEveryDeploymentOfTwoPartitions() {
    List<DeploymentMatrix> first = heredity(0.5, 0.01).first();
    assertThat(first).hasSize(48).doesNotHaveDuplicates();
    assertThat(byPartition(first).values()).containsExactly(24, 24);
  }

  @Test
  void deploymentsAreSpreadEvenlyOverPartitions() {
    List<Partition> five = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      five.add(Partition.random(4, COSTS.length() - 1, random));
    }
    List<DeploymentMatrix> spread = start(Na2023Options.published(4)).spread(five, 48);
    assertThat(new HashSet<>(spread)).hasSize(48);
    Map<Partition, Integer> counts = byPartition(spread);
    assertThat(five.stream().map(counts::get)).containsExactly(10, 10, 10, 9, 9);
  }

  @Test
  void childrenConformToThePartitionsOfTheSelected() {
    TwoLayerHeredity heredity = heredity(0, 0);
    List<DeploymentMatrix> first = heredity.first();
    double[] fitness =
        first.stream()
            .mapToDouble(matrix -> Partition.of(matrix).equals(Partition.of(first.get(0))) ? 1 : 0)
            .toArray();
    List<DeploymentMatrix> children = heredity.children(new Generation(first, fitness));
    assertThat(byPartition(children)).containsExactly(Map.entry(Partition.of(first.get(0)), 48));
    // 24 deployments are all that there are: each is there twice.
    assertThat(new HashSet<>(children)).hasSize(24);
  }

  @Test
  void pairsCrossOverWithTheirProbabilityAndAnOddOneStays() {
    int unchanged = 0;
    for (int round = 0; round < 2_000; round++) {
      List<Partition> three =
          IntStream.range(0, 3)
              .mapToObj(i -> Partition.random(4, COSTS.length() - 1, random))
              .toList();
      List<Partition> children = heredity(0.5, 0).crossed(new ArrayList<>(three));
      assertThat(children).hasSize(3);
      int kept = (int) children.stream().filter(three::contains).count();
      assertThat(kept).isIn(1, 3);
      unchanged += kept == 3 ? 1 : 0;
    }
    assertThat(unchanged).isBetween(900, 1_100);
  }

  @Test
  void aPartitionMutatesIfAnyGeneOfTheMatrixDoes() {
    TwoLayerHeredity heredity = heredity(0, 0.01);
    List<DeploymentMatrix> first = heredity.first();
    double[] alike = first.stream().mapToDouble(any -> 1).toArray();
    int changed = 0;
    for (int round = 0; round < 1_000; round++) {
      List<DeploymentMatrix> children = heredity.children(new Generation(first, alike));
      for (Partition child : byPartition(children).keySet()) {
        changed += byPartition(first).containsKey(child) ? 0 : 1;
      }
    }
    // 1 - 0.99^(4 x 41) = 0.808 of 2000.
    assertThat(changed).isBetween(1_560, 1_670);
  }
}

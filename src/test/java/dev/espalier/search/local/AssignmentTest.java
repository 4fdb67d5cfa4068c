package dev.espalier.search.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.SplittableRandom;
import org.jgrapht.alg.matching.KuhnMunkresMinimalWeightBipartitePerfectMatching;
import org.jgrapht.graph.DefaultWeightedEdge;
import org.jgrapht.graph.SimpleWeightedGraph;
import org.junit.jupiter.api.Test;

class AssignmentTest {

  @Test
  void costsAsLittleAsTheKuhnMunkresAlgorithmOfJGraphT() {
    SplittableRandom random = new SplittableRandom(7);
    for (int round = 0; round < 300; round++) {
      int columns = 1 + random.nextInt(9);
      int rows = 1 + random.nextInt(columns);
      double[][] costs = new double[rows][columns];
      for (double[] row : costs) {
        Arrays.setAll(row, c -> random.nextInt(3) == 0 ? random.nextInt(4) : random.nextDouble(9));
      }
      int[] columnOf = Assignment.solve(costs);
      assertThat(Arrays.stream(columnOf).distinct().count()).as("round %d", round).isEqualTo(rows);
      double sum = 0;
      for (int row = 0; row < rows; row++) {
        sum += costs[row][columnOf[row]];
      }
      assertThat(sum).as("round %d", round).isCloseTo(kuhnMunkres(costs), within(1e-9));
    }
  }

  @Test
  void avoidsAPenaltyWhereverItCan() {
    double[][] costs = {{1e9, 1}, {1e9, 1e9 + 1}};
    assertThat(Assignment.solve(costs)).containsExactly(1, 0);
  }

  /** Needs as many rows as columns: the rows that are missing cost nothing. */
  private static double kuhnMunkres(double[][] costs) {
    int columns = costs[0].length;
    SimpleWeightedGraph<String, DefaultWeightedEdge> graph =
        new SimpleWeightedGraph<>(DefaultWeightedEdge.class);
    Set<String> left = new HashSet<>();
    Set<String> right = new HashSet<>();
    for (int i = 0; i < columns; i++) {
      left.add("row" + i);
      right.add("column" + i);
    }
    left.forEach(graph::addVertex);
    right.forEach(graph::addVertex);
    for (int row = 0; row < columns; row++) {
      for (int column = 0; column < columns; column++) {
        graph.setEdgeWeight(
            graph.addEdge("row" + row, "column" + column),
            row < costs.length ? costs[row][column] : 0);
      }
    }
    return new KuhnMunkresMinimalWeightBipartitePerfectMatching<>(graph, left, right)
        .getMatching()
        .getWeight();
  }
}

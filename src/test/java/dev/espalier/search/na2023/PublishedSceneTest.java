package dev.espalier.search.na2023;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espalier.plan.PlanningProblem;
import dev.espalier.search.Planner;
import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What tables 3, 4, 8 and 9 of the paper show, over more runs than its ten. */
class PublishedSceneTest {
  private static final int SEEDS = 100;

  @ParameterizedTest
  @CsvSource({"b-alexnet, 3, 6", "b-resnet110-chain, 2, 4"})
  void theGapGrowsWithTheNumberOfSlicesAndIsFarLargerWithOneLayer(String model, int min, int max) {
    double twoLayersBefore = -1;
    double oneLayerBefore = -1;
    for (int slices = min; slices <= max; slices++) {
      PlanningProblem problem = Scene.of(model, slices);
      double twoLayers = average(gaps(Na2023Planner.twoLayer(), problem));
      double oneLayer = average(gaps(Na2023Planner.basic(), problem));
      assertThat(twoLayers).as("%d slices, two layers", slices).isGreaterThan(twoLayersBefore);
      assertThat(oneLayer).as("%d slices, one layer", slices).isGreaterThan(oneLayerBefore);
      assertThat(oneLayer).as("%d slices", slices).isGreaterThan(2 * twoLayers);
      twoLayersBefore = twoLayers;
      oneLayerBefore = oneLayer;
    }
  }

  @ParameterizedTest
  @CsvSource({"b-alexnet, 2, 0.9, 1", "b-alexnet, 6, 0, 0.2", "b-resnet110-chain, 4, 0, 0.2"})
  void fewSlicesAreSolvedAndManyAreNot(String model, int slices, double min, double max) {
    double[] gaps = gaps(Na2023Planner.twoLayer(), Scene.of(model, slices));
    double solved = (double) Arrays.stream(gaps).filter(gap -> gap < 1e-3).count() / SEEDS;
    assertThat(solved).isBetween(min, max);
  }

  private static double[] gaps(Planner planner, PlanningProblem problem) {
    double optimumMs = Scene.optimumMs(problem);
    double[] gaps = new double[SEEDS];
    Arrays.setAll(gaps, i -> Scene.latencyMs(planner, problem, i + 1) / optimumMs - 1);
    return gaps;
  }

  private static double average(double[] values) {
    return Arrays.stream(values).average().orElseThrow();
  }
}

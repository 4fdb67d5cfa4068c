package dev.espalier.search.na2023;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.espalier.plan.PlanningProblem;
import dev.espalier.search.PlanningResult.Planned;
import dev.espalier.search.SearchOptions;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The averages of tables 3, 4, 8 and 9 of the paper, over the seeds 1 to 100. */
class PublishedSceneTest {
  private static final int SEEDS = 100;

  /** The mean of an independent simulation of the same reading over 1000 runs, ms. */
  @ParameterizedTest
  @CsvSource({
    "b-alexnet, 2, 24.80, 24.72, 72, 290",
    "b-alexnet, 3, 26.10, 25.86, 92, 1120",
    "b-alexnet, 4, 24.51, 23.28, 109, 5290",
    "b-alexnet, 5, 29.22, 26.66, 124, 14970",
    "b-alexnet, 6, 43.62, 44.35, 120, 17460",
    "b-resnet110-chain, 2, 230.53, 236.48, 84, 340",
    "b-resnet110-chain, 4, 267.04, 254.17, 115, 5550"
  })
  void theAverageIsWithinTenPercentOfThePublishedOne(
      String model,
      int slices,
      double publishedMs,
      double simulatedMs,
      int generations,
      int plans) {
    Sample sample = Sample.of(Scene.of(model, slices));
    assertThat(sample.mean / publishedMs).isCloseTo(1, within(0.1));
    assertThat(simulatedMs).isCloseTo(sample.mean, within(3 * sample.standardError));
    assertThat(sample.generations / generations).isCloseTo(1, within(0.1));
    assertThat(sample.plans / plans).isCloseTo(1, within(0.1));
  }

  /** The paper's 234.21 ms is out of line with its own averages for two and four slices. */
  @ParameterizedTest
  @CsvSource({"b-resnet110-chain, 3, 234.21, 290.95"})
  void oneAverageIsOutOfLine(String model, int slices, double publishedMs, double simulatedMs) {
    Sample sample = Sample.of(Scene.of(model, slices));
    assertThat(sample.mean / publishedMs).isGreaterThan(1.1);
    assertThat(simulatedMs).isCloseTo(sample.mean, within(3 * sample.standardError));
  }

  /** Published gaps to the optimum: 180, 191, 192, 257 % and 16, 24, 55 %. */
  @ParameterizedTest
  @CsvSource({
    "b-alexnet, 3, 1.80",
    "b-alexnet, 4, 1.91",
    "b-alexnet, 5, 1.92",
    "b-alexnet, 6, 2.57",
    "b-resnet110-chain, 2, 0.16",
    "b-resnet110-chain, 3, 0.24",
    "b-resnet110-chain, 4, 0.55"
  })
  void theBaselineIsWithinAFactorOfTwoPointOneOfItsPublishedGaps(
      String model, int slices, double published) {
    PlanningProblem problem = Scene.of(model, slices);
    double optimumMs = Scene.optimumMs(problem);
    double ofAll =
        IntStream.rangeClosed(1, SEEDS)
            .mapToDouble(seed -> Na2023Planner.basic().run(problem, options(seed)).bestOfAll())
            .average()
            .orElseThrow();
    double gap = ofAll / optimumMs - 1;
    assertThat(gap / published).isBetween(1 / 2.1, 2.1);
    assertThat(ofAll).isGreaterThan(Sample.of(problem).mean);
  }

  private static SearchOptions options(int seed) {
    return SearchOptions.defaults().withSeed(seed);
  }

  /** Averages of the two-layer algorithm. */
  private record Sample(double mean, double standardError, double generations, double plans) {

    static Sample of(PlanningProblem problem) {
      double[] values = new double[SEEDS];
      double generations = 0;
      double plans = 0;
      for (int seed = 1; seed <= SEEDS; seed++) {
        Planned found = (Planned) Na2023Planner.twoLayer().plan(problem, options(seed));
        values[seed - 1] = found.plan().value();
        generations += found.search().generations();
        plans += found.search().evaluations();
      }
      double mean = Arrays.stream(values).average().orElseThrow();
      double squares = Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum();
      double standardError = Math.sqrt(squares / (SEEDS - 1) / SEEDS);
      return new Sample(mean, standardError, generations / SEEDS, plans / SEEDS);
    }
  }
}

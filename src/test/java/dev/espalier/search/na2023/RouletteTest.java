package dev.espalier.search.na2023;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class RouletteTest {

  @Test
  void drawsInProportionToFitness() {
    double[] fitness = {1, 4, 2.5, 0.5};
    Roulette wheel = new Roulette(fitness);
    RandomGenerator random = new SplittableRandom(1);
    int[] counts = new int[fitness.length];
    for (int i = 0; i < 100_000; i++) {
      counts[wheel.spin(random)]++;
    }
    assertThat(ChiSquared.of(counts, fitness)).isLessThan(ChiSquared.LIMIT_3);
  }

  @Test
  void hardlyEverDrawsAnInfeasibleMember() {
    Roulette wheel = new Roulette(new double[] {Pricing.fitness(Double.POSITIVE_INFINITY), 400});
    RandomGenerator random = new SplittableRandom(2);
    for (int i = 0; i < 10_000; i++) {
      assertThat(wheel.spin(random)).isEqualTo(1);
    }
  }

  @Test
  void drawsAllAlikeWhereNoneIsFeasible() {
    double infeasible = Pricing.fitness(Double.POSITIVE_INFINITY);
    double[] fitness = {infeasible, infeasible, infeasible, infeasible};
    Roulette wheel = new Roulette(fitness);
    RandomGenerator random = new SplittableRandom(3);
    int[] counts = new int[fitness.length];
    for (int i = 0; i < 100_000; i++) {
      counts[wheel.spin(random)]++;
    }
    assertThat(ChiSquared.of(counts, fitness)).isLessThan(ChiSquared.LIMIT_3);
  }

  @Test
  void aPlanThatTakesNoTimeKeepsTheWheelFinite() {
    double boundless = Pricing.fitness(0);
    Roulette wheel = new Roulette(new double[] {boundless, boundless, 1});
    RandomGenerator random = new SplittableRandom(4);
    int[] counts = new int[3];
    for (int i = 0; i < 10_000; i++) {
      counts[wheel.spin(random)]++;
    }
    assertThat(counts[0]).isBetween(4_700, 5_300);
    assertThat(counts[2]).isZero();
  }
}

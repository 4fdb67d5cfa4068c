package dev.espalier.search.price;

import java.util.random.RandomGenerator;

/** Random prices of the size of the costs of a problem, some of them 0. */
final class RandomPrices {
  private RandomPrices() {}

  static Prices next(RelaxedProblem relaxed, double scale, RandomGenerator random) {
    Prices prices = new Prices(relaxed);
    for (int kind = 0; kind < prices.device.length; kind++) {
      prices.device[kind] = next(scale, random);
    }
    for (int term = 0; term < prices.limit.length; term++) {
      prices.limit[term] = prices.isLimit(term) ? next(scale, random) : 0;
    }
    if (relaxed.isCountLimited) {
      prices.slice = next(scale, random) * (random.nextBoolean() ? 1 : -1);
    }
    return prices;
  }

  private static double next(double scale, RandomGenerator random) {
    return random.nextInt(4) == 0 ? 0 : scale * random.nextDouble();
  }
}

package dev.espalier.study.random;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.commons.math3.stat.correlation.PearsonsCorrelation;
import org.junit.jupiter.api.Test;

class RandomStreamTest {
  private static final int SAMPLES = 20_000;

  @Test
  void aSampleDependsNeitherOnOrderNorOnThreads() {
    RandomStream stream = RandomStream.of(1, "speed");
    long[] inOrder = IntStream.range(0, SAMPLES).mapToLong(i -> stream.at(i).nextLong()).toArray();
    long[] inParallel =
        IntStream.range(0, SAMPLES)
            .parallel()
            .map(i -> SAMPLES - 1 - i)
            .mapToLong(i -> RandomStream.of(1, "speed").at(i).nextLong())
            .toArray();

    for (int i = 0; i < SAMPLES; i++) {
      assertThat(inParallel[SAMPLES - 1 - i]).isEqualTo(inOrder[i]);
    }
  }

  /** Bytes of results depend on these numbers, so that they never change. */
  @Test
  void numbersAreThoseOfEarlierVersions() {
    assertThat(RandomStream.of(1, "speed").at(0).nextLong()).isEqualTo(3754480156640675199L);
    assertThat(RandomStream.of(1, "speed").at(1).nextLong()).isEqualTo(-2808359123527828604L);
  }

  @Test
  void seedsPurposesAndSamplesHaveNumbersOfTheirOwn() {
    Set<Long> seen = new HashSet<>();
    for (long seed = 0; seed < 20; seed++) {
      for (int purpose = 0; purpose < 20; purpose++) {
        RandomStream stream = RandomStream.of(seed, "device " + purpose);
        for (int sample = 0; sample < 50; sample++) {
          seen.add(stream.at(sample).nextLong());
        }
      }
    }
    assertThat(seen).hasSize(20 * 20 * 50);
  }

  @Test
  void streamsAreUniformAndUncorrelated() {
    double[] first = uniform(RandomStream.of(1, "cam 1"));
    double[] second = uniform(RandomStream.of(1, "cam 2"));
    double[] third = uniform(RandomStream.of(2, "cam 1"));

    double limit = 4 / Math.sqrt(SAMPLES);
    assertThat(Math.abs(new PearsonsCorrelation().correlation(first, second))).isLessThan(limit);
    assertThat(Math.abs(new PearsonsCorrelation().correlation(first, third))).isLessThan(limit);
    for (int bin = 0; bin < 10; bin++) {
      double from = bin / 10.0;
      long count = IntStream.range(0, SAMPLES).filter(i -> in(first[i], from)).count();
      assertThat((double) count).isBetween(0.1 * SAMPLES - 170, 0.1 * SAMPLES + 170);
    }
  }

  private static boolean in(double x, double from) {
    return x >= from && x < from + 0.1;
  }

  private static double[] uniform(RandomStream stream) {
    Distribution distribution = new Distribution.Uniform(0, 1);
    return IntStream.range(0, SAMPLES).mapToDouble(i -> distribution.draw(stream.at(i))).toArray();
  }
}

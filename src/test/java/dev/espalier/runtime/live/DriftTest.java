package dev.espalier.runtime.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalDouble;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DriftTest {
  private final Drift drift = new Drift(0.2, 0.5, 4, 250, false);

  private OptionalDouble add(double ms, double atMs) {
    return drift.add(ms, 10, atMs);
  }

  @Test
  void longerTimesCountAfterAWhileAndTheShortestOfThemIsRight() {
    assertThat(add(31, 0)).isEmpty();
    assertThat(add(44, 100)).isEmpty();
    assertThat(add(30, 150)).isEmpty();
    assertThat(add(90, 200)).as("four, but in less than the while").isEmpty();
    assertThat(add(33, 250)).hasValue(3);
  }

  @Test
  void oneGoodTimeEndsARowOfBadOnes() {
    for (int i = 0; i < 100; i++) {
      assertThat(add(i % 4 == 3 ? 10.5 : 40, 100.0 * i)).isEmpty();
    }
  }

  @Test
  void shorterTimesCountAtOnce() {
    assertThat(add(5, 0)).isEmpty();
    assertThat(drift.isInDoubt()).isTrue();
    assertThat(add(6, 1)).hasValue(0.5);
    assertThat(drift.isInDoubt()).isFalse();
  }

  @Test
  void shorterDifferencesCountAsLongerOnesDo() {
    Drift differences = new Drift(0.2, 0.5, 4, 250, true);
    for (int i = 0; i < 3; i++) {
      assertThat(differences.add(1 + i, 10, 100.0 * i)).isEmpty();
    }
    assertThat(differences.add(2, 10, 300)).hasValue(0.3);
  }

  @Test
  void whatIsWithinTheToleranceIsNoChange() {
    Random random = new Random(1);
    for (int i = 0; i < 1_000; i++) {
      assertThat(add(8.1 + 3.8 * random.nextDouble(), 10.0 * i)).isEmpty();
    }
    assertThat(new Drift(0.2, 0.5, 1, 0, false).add(0.7, 0.3, 0))
        .as("below what threads take to wake up")
        .isEmpty();
  }

  @Test
  void directionsAreNotMixed() {
    for (int i = 0; i < 100; i++) {
      assertThat(add(i % 2 == 0 ? 50 : 2, 100.0 * i)).isEmpty();
    }
  }
}

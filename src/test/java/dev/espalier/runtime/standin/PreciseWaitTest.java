package dev.espalier.runtime.standin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class PreciseWaitTest {
  private static final int RUNS = 201;
  private static final long WAIT_NS = 700_000;

  /** A thread that is alone ends within a few us; the bound leaves room for others. */
  @Test
  void endsWithinMicrosecondsInTheMedian() throws InterruptedException {
    long[] lateNs = new long[RUNS];
    for (int i = 0; i < RUNS; i++) {
      long due = System.nanoTime() + WAIT_NS;
      PreciseWait.until(due);
      lateNs[i] = System.nanoTime() - due;
    }
    Arrays.sort(lateNs);
    assertThat(lateNs[0]).isNotNegative();
    assertThat(lateNs[RUNS / 2]).isLessThan(20_000);
  }

  @Test
  void doesNotWaitForATimeThatHasPassed() throws InterruptedException {
    long begun = System.nanoTime();
    PreciseWait.until(begun - 1);
    assertThat(System.nanoTime() - begun).isLessThan(WAIT_NS);
  }

  @Test
  void endsWhenInterrupted() {
    Thread.currentThread().interrupt();
    assertThatThrownBy(() -> PreciseWait.until(Long.MAX_VALUE / 2 + System.nanoTime()))
        .isInstanceOf(InterruptedException.class);
    assertThat(Thread.currentThread().isInterrupted()).isFalse();
  }
}

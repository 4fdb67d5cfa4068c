package dev.espalier.runtime.coordinator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class ClockEstimateTest {
  private static final long S = 1_000_000_000L;

  @Test
  void nothingIsKnownWithoutARoundTrip() {
    ClockEstimate clock = new ClockEstimate();
    assertThat(clock.own(7)).isEqualTo(7);
    assertThat(clock.uncertaintyNs()).isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void clocksOfOneMachineAreOne() {
    ClockEstimate clock = new ClockEstimate();
    clock.add(100, 130, 200);
    clock.add(2 * S, 2 * S + 80, 2 * S + 100);
    assertThat(clock.isSame()).isTrue();
    assertThat(clock.own(5)).isEqualTo(5);
  }

  @Test
  void shortestTripOfAWindowCounts() {
    ClockEstimate clock = new ClockEstimate();
    clock.add(0, 50 * S + 900_000, 1_000_000);
    clock.add(S, 51 * S + 10_000, S + 20_000);
    clock.add(2 * S, 52 * S, 2 * S + 4_000_000);
    assertThat(clock.uncertaintyNs()).isEqualTo(10_000);
    assertThat(clock.own(51 * S)).isEqualTo(S);
  }

  /** An offset of 7 s that grows by 50 millionths, with trips of 0.1 to 10 ms, longer one way. */
  @Test
  void driftingClockIsFollowedWithinTheUncertainty() {
    Random random = new Random(3);
    ClockEstimate clock = new ClockEstimate();
    for (long t = 0; t < 60 * S; t += S / 4) {
      long there = 50_000 + (long) (random.nextDouble() * random.nextDouble() * 5_000_000);
      long back = 50_000 + (long) (random.nextDouble() * random.nextDouble() * 5_000_000);
      clock.add(t, other(t + there), t + there + back);
    }
    for (long t = 3 * S; t < 55 * S; t += S / 3) {
      assertThat(clock.own(other(t))).isCloseTo(t, Offset.offset(400_000L));
    }
    assertThat(clock.uncertaintyNs()).isLessThan(200_000);
  }

  private static long other(long own) {
    return own + 7 * S + own / 20_000;
  }
}

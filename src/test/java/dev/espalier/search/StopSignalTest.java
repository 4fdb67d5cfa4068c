package dev.espalier.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class StopSignalTest {
  @Test
  void restOfALimitIsNoMoreThanTheLimitAndNeverNothing() {
    SearchOptions hour = SearchOptions.defaults().withTimeLimit(Duration.ofHours(1));
    StopSignal stop = StopSignal.start(hour);
    assertThat(stop.leftMs()).isPositive().isLessThanOrEqualTo(3.6e6);
    assertThat(stop.rest(hour).timeLimit().orElseThrow())
        .isLessThanOrEqualTo(Duration.ofHours(1))
        .isGreaterThan(Duration.ofMinutes(50));
    SearchOptions over = SearchOptions.defaults().withTimeLimit(Duration.ofNanos(1));
    StopSignal late = StopSignal.start(over);
    while (!late.requested()) {
      Thread.onSpinWait();
    }
    assertThat(late.leftMs()).isNotPositive();
    assertThat(late.rest(over).timeLimit()).contains(Duration.ofNanos(1));
    assertThat(late.rest(over).cancelled().getAsBoolean()).isTrue();
  }

  @Test
  void withoutALimitOnlyCancellationIsShared() {
    AtomicBoolean cancelled = new AtomicBoolean();
    SearchOptions options = SearchOptions.defaults().withCancellation(cancelled::get);
    StopSignal stop = StopSignal.start(options);
    assertThat(stop.leftMs()).isInfinite();
    assertThat(stop.rest(options).timeLimit()).isEmpty();
    assertThat(stop.rest(options).cancelled().getAsBoolean()).isFalse();
    cancelled.set(true);
    assertThat(stop.rest(SearchOptions.defaults()).cancelled().getAsBoolean()).isTrue();
  }
}

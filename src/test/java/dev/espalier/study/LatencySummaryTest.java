package dev.espalier.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class LatencySummaryTest {

  /** Six runs of one order and four of the other: table 3 of Na et al. 2023, row First-Fork. */
  @Test
  void tenRunsOfTheFirstForkAreSummedUpAsPublished() {
    LatencySummary summary =
        LatencySummary.of(
            315.48, 206.53, 315.48, 315.48, 206.53, 315.48, 206.53, 315.48, 206.53, 315.48);
    assertThat(summary.average()).isCloseTo(271.9, within(5e-3));
    assertThat(summary.maximum()).isEqualTo(315.48);
    assertThat(summary.minimum()).isEqualTo(206.53);
    assertThat(summary.mode()).isEqualTo(315.48);
    assertThat(summary.standardDeviation()).isCloseTo(56.26, within(5e-3));
  }

  @Test
  void valuesThatDifferByRoundingAreOneMode() {
    LatencySummary summary = LatencySummary.of(9, 1.0000001, 5, 1.0000002, 7);
    assertThat(summary.mode()).isEqualTo(1.0000001);
  }

  @Test
  void smallestOfSeveralModesCounts() {
    assertThat(LatencySummary.of(3, 2, 3, 2, 1).mode()).isEqualTo(2);
  }

  @Test
  void singleRunDoesNotDeviate() {
    assertThat(LatencySummary.of(4)).isEqualTo(new LatencySummary(4, 4, 4, 4, 0));
  }

  @Test
  void latenciesThatDifferByRoundingDoNotDeviate() {
    double latencyMs = 12.403091013813238;
    LatencySummary summary = LatencySummary.of(latencyMs, Math.nextUp(latencyMs), latencyMs);
    assertThat(summary.standardDeviation()).isZero();
  }

  @Test
  void zeroIsALatency() {
    assertThat(LatencySummary.of(0, 0)).isEqualTo(new LatencySummary(0, 0, 0, 0, 0));
  }

  @Test
  void noRunsAreRefused() {
    assertThatThrownBy(LatencySummary::of).hasMessage("a summary needs one latency or more");
  }
}

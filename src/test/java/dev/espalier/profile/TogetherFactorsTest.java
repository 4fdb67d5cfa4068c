package dev.espalier.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class TogetherFactorsTest {
  private static final SegmentFit FIT = new SegmentFit(3, 0.5, 1);

  private static Profile profile(SegmentTime... segments) {
    return new Profile(
        Setup.UNKNOWN,
        Optional.of("net"),
        List.of(layer("a", 10), layer("b", 30), layer("c", 60), layer("d", 0.001)),
        List.of(segments),
        OptionalDouble.empty(),
        OptionalDouble.empty());
  }

  private static LayerTime layer(String name, double ms) {
    return LayerTime.of(name, Timing.ofRuns(ms));
  }

  private static SegmentTime segment(String from, String to, double ms) {
    return new SegmentTime(from, to, Timing.ofRuns(ms));
  }

  @Test
  void shortestSegmentThatContainsALayerDecides() {
    TogetherFactors factors =
        new TogetherFactors(profile(segment("a", "b", 9), segment("a", "c", 61)), FIT);
    assertThat(factors.of(0)).isCloseTo((9 - 1) / 40.0, within(1e-12));
    assertThat(factors.of(1)).isCloseTo((9 - 1) / 40.0, within(1e-12));
    assertThat(factors.of(2)).isCloseTo((61 - 1) / 100.0, within(1e-12));
  }

  @Test
  void layersInNoSegmentHaveTheFactorOfAll() {
    TogetherFactors factors = new TogetherFactors(profile(segment("a", "b", 9)), FIT);
    assertThat(factors.of(2)).isEqualTo(0.5);
  }

  @Test
  void segmentsBelowTheResolutionOfTheClockDecideNothing() {
    TogetherFactors factors =
        new TogetherFactors(profile(segment("d", "d", 1.5), segment("a", "b", 0.5)), FIT);
    assertThat(factors.of(3)).isEqualTo(0.5);
    // Faster than its overhead alone: the two cannot be separated.
    assertThat(factors.of(0)).isEqualTo(0.5);
  }
}

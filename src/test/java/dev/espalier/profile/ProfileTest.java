package dev.espalier.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class ProfileTest {
  private static final List<LayerTime> LAYERS =
      List.of(
          LayerTime.of("a", Timing.of(1)),
          LayerTime.of("b", Timing.of(2)),
          LayerTime.of("c", Timing.of(4)),
          LayerTime.of("d", Timing.of(8)));

  private static Profile profile(SegmentTime... segments) {
    return profile(OptionalDouble.empty(), segments);
  }

  private static Profile profile(OptionalDouble sliceOverheadMs, SegmentTime... segments) {
    return new Profile(
        Setup.UNKNOWN,
        Optional.empty(),
        LAYERS,
        List.of(segments),
        OptionalDouble.empty(),
        sliceOverheadMs);
  }

  private static SegmentTime segment(String from, String to, double ms) {
    return new SegmentTime(from, to, Timing.of(ms));
  }

  @Test
  void differenceOfASegmentIsToTheSumOfItsLayers() {
    Profile profile = profile(segment("b", "d", 10));

    assertThat(profile.differenceMs(profile.segments().get(0))).isEqualTo(-4);
    assertThat(profile.totalMs()).isEqualTo(15);
  }

  @Test
  void namesMustBeUniqueAndKnown() {
    assertThatThrownBy(() -> Profile.of(Optional.empty(), List.of(LAYERS.get(0), LAYERS.get(0))))
        .hasMessage("layer \"a\" is listed twice; list each layer once");
    assertThatThrownBy(() -> Profile.of(Optional.empty(), List.of()))
        .hasMessageContaining("layers must not be empty");
    assertThatThrownBy(() -> profile(segment("a", "x", 1)))
        .hasMessage("segment: to names layer \"x\", which is not in the profile");
    assertThatThrownBy(() -> profile(segment("c", "a", 1)))
        .hasMessage("segment \"c\" to \"a\" ends before it begins");
    assertThatThrownBy(() -> profile(segment("a", "c", 1), segment("a", "c", 2)))
        .hasMessageContaining("is listed twice");
  }

  @Test
  void threeSegmentsGiveTheFactorAndTheOverhead() {
    SegmentFit fit =
        SegmentFit.of(
                profile(
                    segment("a", "b", 0.5 + 0.8 * 3),
                    segment("c", "d", 0.5 + 0.8 * 12),
                    segment("a", "d", 0.5 + 0.8 * 15)))
            .orElseThrow();

    assertThat(fit.segments()).isEqualTo(3);
    assertThat(fit.factor()).isCloseTo(0.8, within(1e-9));
    assertThat(fit.overheadMs()).isCloseTo(0.5, within(1e-9));
  }

  @Test
  void fewSegmentsGiveTheFactorAlone() {
    SegmentFit without = SegmentFit.of(profile(segment("a", "d", 12))).orElseThrow();
    SegmentFit with =
        SegmentFit.of(profile(OptionalDouble.of(3), segment("a", "d", 12))).orElseThrow();

    assertThat(without.factor()).isCloseTo(0.8, within(1e-12));
    assertThat(without.overheadMs()).isZero();
    assertThat(with.factor()).isCloseTo(0.6, within(1e-12));
    assertThat(with.overheadMs()).isEqualTo(3);
    assertThat(SegmentFit.of(profile())).isEmpty();
  }
}

package dev.espalier.profile;

import java.util.Arrays;
import java.util.List;

/**
 * What each layer of a profile takes where it runs together with its neighbors, in relation to its
 * time by itself: the ratio of the shortest measured segment that contains it, overhead aside.
 * Fusion differs from one part of a network to the next, so a single factor for all would put time
 * into the wrong slices. Layers in no segment that is long enough to be timed have the factor of
 * {@link SegmentFit}.
 */
final class TogetherFactors {
  /** Segments whose layers take less than this many clock ticks are too short to be compared. */
  private static final double MIN_TICKS = 20;

  private final double[] factors;

  TogetherFactors(Profile profile, SegmentFit fit) {
    factors = new double[profile.layers().size()];
    Arrays.fill(factors, fit.factor());
    List<SegmentTime> longestFirst =
        profile.segments().stream()
            .sorted((a, b) -> profile.layers(b).size() - profile.layers(a).size())
            .toList();
    for (SegmentTime segment : longestFirst) {
      double alone = Profile.sumMs(profile.layers(segment));
      double together = segment.time().medianMs() - fit.overheadMs();
      if (alone >= MIN_TICKS * Sample.RESOLUTION_MS && together > 0) {
        int from = profile.indexOf(segment.from()).orElseThrow();
        Arrays.fill(factors, from, from + profile.layers(segment).size(), together / alone);
      }
    }
  }

  /** The factor of the layer at an index of the profile. */
  double of(int layer) {
    return factors[layer];
  }
}

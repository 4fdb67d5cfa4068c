package dev.espalier.profile;

import java.util.List;
import java.util.Optional;

/**
 * What running layers together changes: {@code t(segment) = overhead + factor x sum of the times of
 * its layers}. The factor is below 1 where a runtime fuses layers or a profiler slows them down one
 * by one.
 *
 * <p>Three segments or more give both numbers, by non-negative least squares of the residuals
 * divided by the square root of the time. Fewer give the factor alone, with the overhead of the
 * profile or none.
 *
 * @param segments number of segments that were measured
 * @param factor time of layers that run together, in relation to their times one by one
 * @param overheadMs time to start a segment, ms
 */
public record SegmentFit(int segments, double factor, double overheadMs) {
  private static final int MIN_SEGMENTS = 3;

  /** Fits the segments of a profile; empty if it has none, or their layers take no time. */
  public static Optional<SegmentFit> of(Profile profile) {
    List<SegmentTime> segments = profile.segments();
    double sumMs = segments.stream().mapToDouble(s -> Profile.sumMs(profile.layers(s))).sum();
    if (!(sumMs > 0)) {
      return Optional.empty();
    }
    boolean isFree = profile.sliceOverheadMs().isEmpty() && segments.size() >= MIN_SEGMENTS;
    double fixedMs = profile.sliceOverheadMs().orElse(0);
    double[][] rows = new double[segments.size()][];
    double[] target = new double[rows.length];
    for (int s = 0; s < rows.length; s++) {
      double ms = segments.get(s).time().medianMs();
      double weight = Sample.weight(ms);
      rows[s] =
          new double[] {
            weight * Profile.sumMs(profile.layers(segments.get(s))), isFree ? weight : 0
          };
      target[s] = weight * Math.max(0, ms - fixedMs);
    }
    double[] fitted = LeastSquares.nonNegative(rows, target);
    return Optional.of(new SegmentFit(segments.size(), fitted[0], fixedMs + fitted[1]));
  }
}

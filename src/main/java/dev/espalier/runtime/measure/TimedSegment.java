package dev.espalier.runtime.measure;

import dev.espalier.profile.SegmentTime;
import dev.espalier.profile.Timing;
import dev.espalier.runtime.Session;
import dev.espalier.segment.Segment;
import java.nio.file.Path;

/**
 * A segment and its file.
 *
 * @param segment the segment
 * @param file its file
 */
record TimedSegment(Segment segment, Path file) {
  private static final double NS_PER_MS = 1e6;

  /** What a run takes, timed as often as the settings say; {@code between} runs after each. */
  SegmentTime time(Session.Prepared prepared, MeasureSettings settings, Runnable between) {
    for (int i = 0; i < settings.warmUp(); i++) {
      prepared.time();
    }
    double[] ms = new double[settings.runs()];
    for (int i = 0; i < ms.length; i++) {
      settings.pause();
      ms[i] = prepared.time() / NS_PER_MS;
      between.run();
    }
    return new SegmentTime(first(), last(), Timing.ofRuns(ms));
  }

  private String first() {
    return segment.layers().get(0);
  }

  private String last() {
    return segment.layers().get(segment.layers().size() - 1);
  }
}

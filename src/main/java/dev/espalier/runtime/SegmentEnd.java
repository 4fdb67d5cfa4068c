package dev.espalier.runtime;

/** What happens at the end of each segment of a run. */
@FunctionalInterface
public interface SegmentEnd {
  /** Nothing: the next segment begins at once. */
  SegmentEnd UNPACED = (segment, begunNs) -> System.nanoTime();

  /**
   * A segment has been computed; returns when the next one may begin.
   *
   * @param segment number of the segment
   * @param begunNs when it began, by {@code System.nanoTime}
   * @return when it ended, by {@code System.nanoTime}
   */
  long of(int segment, long begunNs);
}

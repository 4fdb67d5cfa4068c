package dev.espalier.runtime.measure;

import dev.espalier.segment.Segment;
import java.nio.file.Path;

/**
 * A segment and its file.
 *
 * @param segment the segment
 * @param file its file
 */
record TimedSegment(Segment segment, Path file) {

  /** Name of its first layer. */
  String first() {
    return segment.layers().get(0);
  }

  /** Name of its last layer. */
  String last() {
    return segment.layers().get(segment.layers().size() - 1);
  }
}

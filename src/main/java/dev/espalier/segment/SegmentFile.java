package dev.espalier.segment;

import dev.espalier.internal.Checks;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A segment and the file it is in.
 *
 * @param segment the segment
 * @param stored the file to run
 * @param weights the file of its weights, if they are too large to lie in the file itself
 * @param computeMs predicted time of computing it on its device, ms; empty where the devices are
 *     not known
 */
public record SegmentFile(
    Segment segment, StoredFile stored, Optional<StoredFile> weights, OptionalDouble computeMs) {

  /**
   * @throws IllegalArgumentException if the time is negative or not a number
   */
  public SegmentFile {
    computeMs.ifPresent(ms -> Checks.notNegative("segment", "computeMs", ms));
  }
}

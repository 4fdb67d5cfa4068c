package dev.espalier.study.run;

/**
 * A device on the way of the samples: the source, the devices of the slices in order, the sink.
 *
 * @param device name of the device
 * @param firstSegment number of its first segment
 * @param endSegment number after its last one; equal to {@code firstSegment} where a source or sink
 *     runs none
 */
public record Stage(String device, int firstSegment, int endSegment) {

  /** Whether it runs segments, and is not merely source or sink. */
  public boolean isSlice() {
    return endSegment > firstSegment;
  }

  /** Its device, with its role where it runs no segment. */
  public String name() {
    return isSlice() ? device : device + (firstSegment == 0 ? " (source)" : " (sink)");
  }
}

package dev.espalier.study.run;

import java.util.List;

/**
 * What one sample did at one stage. All times are in ms since the run began, on the clock of the
 * coordinator. The sample waits in a queue from {@code arrivedMs} to {@code begunMs}, is computed
 * until {@code computedMs}, is copied until {@code readyMs}, waits for the connection until {@code
 * sentMs}, and is on the wire until the {@code arrivedMs} of the next stage.
 *
 * @param sample number of the sample, from 0
 * @param epoch number of the {@link Deployment}
 * @param stage index of the stage in that deployment
 * @param firstSegment number of the first segment that ran; of no importance where none did
 * @param arrivedMs when it had arrived completely
 * @param begunMs when its first segment began
 * @param segmentEndsMs when each segment ended; empty where the stage ran none, as a source or sink
 *     does
 * @param computedMs when its last segment had ended
 * @param readyMs when the message was ready to be sent
 * @param sentMs when sending began
 * @param to index of the stage that it was sent to; -1 for the coordinator
 * @param sentBytes bytes of the message
 */
public record Hop(
    long sample,
    int epoch,
    int stage,
    int firstSegment,
    double arrivedMs,
    double begunMs,
    List<Double> segmentEndsMs,
    double computedMs,
    double readyMs,
    double sentMs,
    int to,
    long sentBytes) {

  /** Copies the list. */
  public Hop {
    segmentEndsMs = List.copyOf(segmentEndsMs);
  }

  /** Whether segments ran, and the sample was not merely passed on. */
  public boolean isComputed() {
    return !segmentEndsMs.isEmpty();
  }

  /**
   * Place among the hops of its sample. It follows from the segments, as clocks of devices differ.
   * A device may be source or sink and run a slice, too: then the sample passes it twice.
   */
  public int place() {
    if (isComputed()) {
      return firstSegment;
    }
    return to < 0 ? Integer.MAX_VALUE : -1;
  }

  /** Number of the segment after the last one that ran. */
  public int endSegment() {
    return firstSegment + segmentEndsMs.size();
  }

  /**
   * Time of computing a segment, ms.
   *
   * @param segment number of a segment that ran
   */
  public double segmentMs(int segment) {
    int index = segment - firstSegment;
    return segmentEndsMs.get(index) - (index == 0 ? begunMs : segmentEndsMs.get(index - 1));
  }

  /** Time of computing all segments that ran, ms. */
  public double computeMs() {
    return lastSegmentEndMs() - begunMs;
  }

  /** When its last segment had ended, ms; where none ran, when it was taken from the queue. */
  public double lastSegmentEndMs() {
    return segmentEndsMs.isEmpty() ? begunMs : segmentEndsMs.get(segmentEndsMs.size() - 1);
  }
}

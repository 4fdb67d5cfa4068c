package dev.espalier.runtime.agent;

import dev.espalier.io.tensor.TensorValues;
import dev.espalier.model.ElementType;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * Time stamps of one sample at one stage, on the clock of the agent ({@code System.nanoTime}, ns).
 *
 * @param sample number of the sample
 * @param epoch number of the deployment
 * @param stage index of the stage
 * @param firstSegment number of the first segment that ran
 * @param arrivedNs when the sample had arrived completely
 * @param begunNs when its first segment began
 * @param computedNs when its last segment had ended
 * @param readyNs when the message to the next stage was ready
 * @param sentNs when sending it began
 * @param to index of the stage that it was sent to; -1 for the coordinator
 * @param sentBytes bytes of the message
 * @param segmentEndsNs when each segment ended
 */
public record StampedHop(
    long sample,
    int epoch,
    int stage,
    int firstSegment,
    long arrivedNs,
    long begunNs,
    long computedNs,
    long readyNs,
    long sentNs,
    int to,
    long sentBytes,
    List<Long> segmentEndsNs) {
  /** Numbers before the ends of segments, and the number of these. */
  private static final int NUMBERS = 12;

  /** Hops as a tensor of 64-bit integers, one behind another. */
  static TensorValues write(List<StampedHop> hops) {
    int numbers = hops.stream().mapToInt(hop -> NUMBERS + hop.segmentEndsNs.size()).sum();
    ByteBuffer bytes =
        ByteBuffer.allocateDirect(numbers * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    for (StampedHop hop : hops) {
      bytes.putLong(hop.sample).putLong(hop.epoch).putLong(hop.stage).putLong(hop.firstSegment);
      bytes.putLong(hop.arrivedNs).putLong(hop.begunNs).putLong(hop.computedNs);
      bytes.putLong(hop.readyNs).putLong(hop.sentNs).putLong(hop.to).putLong(hop.sentBytes);
      bytes.putLong(hop.segmentEndsNs.size());
      hop.segmentEndsNs.forEach(bytes::putLong);
    }
    return new TensorValues(ElementType.INT64, List.of((long) numbers), bytes.flip());
  }

  /**
   * Reads hops.
   *
   * @throws IllegalArgumentException if the tensor holds something else
   */
  public static List<StampedHop> read(TensorValues values) {
    if (values.type() != ElementType.INT64) {
      throw new IllegalArgumentException("time stamps: expected int64 but found " + values.type());
    }
    List<StampedHop> hops = new ArrayList<>();
    ByteBuffer bytes = values.bytes();
    while (bytes.hasRemaining()) {
      hops.add(readOne(bytes));
    }
    return hops;
  }

  private static StampedHop readOne(ByteBuffer bytes) {
    if (bytes.remaining() < NUMBERS * Long.BYTES) {
      throw new IllegalArgumentException("time stamps: expected 12 numbers but found fewer");
    }
    long sample = bytes.getLong();
    int epoch = Math.toIntExact(bytes.getLong());
    int stage = Math.toIntExact(bytes.getLong());
    int firstSegment = Math.toIntExact(bytes.getLong());
    long[] stamps = new long[5];
    for (int i = 0; i < stamps.length; i++) {
      stamps[i] = bytes.getLong();
    }
    int to = Math.toIntExact(bytes.getLong());
    long sentBytes = bytes.getLong();
    long ends = bytes.getLong();
    if (ends < 0 || ends > bytes.remaining() / Long.BYTES) {
      throw new IllegalArgumentException(
          "time stamps: " + ends + " ends of segments do not follow");
    }
    List<Long> segmentEnds = new ArrayList<>();
    for (int i = 0; i < ends; i++) {
      segmentEnds.add(bytes.getLong());
    }
    return new StampedHop(
        sample,
        epoch,
        stage,
        firstSegment,
        stamps[0],
        stamps[1],
        stamps[2],
        stamps[3],
        stamps[4],
        to,
        sentBytes,
        segmentEnds);
  }

  /** This hop of a message of so many bytes to a stage. */
  StampedHop to(int other, long bytes) {
    return new StampedHop(
        sample,
        epoch,
        stage,
        firstSegment,
        arrivedNs,
        begunNs,
        computedNs,
        readyNs,
        sentNs,
        other,
        bytes,
        segmentEndsNs);
  }

  /** This hop with the time at which sending began. */
  StampedHop sentAt(long ns) {
    return new StampedHop(
        sample,
        epoch,
        stage,
        firstSegment,
        arrivedNs,
        begunNs,
        computedNs,
        readyNs,
        ns,
        to,
        sentBytes,
        segmentEndsNs);
  }
}

package dev.espalier.runtime.wire;

import dev.espalier.io.tensor.TensorValues;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One message.
 *
 * @param kind what it is
 * @param epoch number of the deployment that it belongs to, from 0
 * @param sample number of the sample; -1 if it is about none
 * @param segment number of the segment that runs next (of the exit's segment in an answer); -1 if
 *     it is about none
 * @param exitSoFar number of the exit, in order of the segments, whose answer is the most confident
 *     so far and is carried along; -1 if none is. In an answer: the exit that was taken
 * @param leaveAt number of the exit at which the sample leaves whatever its confidence; -1 if exits
 *     decide
 * @param text body of control messages, JSON; empty if there is none
 * @param tensors tensors by name, in the order in which they are sent
 * @param lease memory of the tensors
 */
public record Frame(
    FrameKind kind,
    int epoch,
    long sample,
    int segment,
    int exitSoFar,
    int leaveAt,
    String text,
    Map<String, TensorValues> tensors,
    Lease lease)
    implements AutoCloseable {

  /** No sample, segment or exit. */
  public static final int NONE = -1;

  /** Copies the map. */
  public Frame {
    tensors = Collections.unmodifiableMap(new LinkedHashMap<>(tensors));
  }

  /** A control message. */
  public static Frame control(FrameKind kind, int epoch, String text) {
    return new Frame(kind, epoch, NONE, NONE, NONE, NONE, text, Map.of(), Lease.NONE);
  }

  /** A message about a sample that says no more. */
  public static Frame about(FrameKind kind, int epoch, long sample) {
    return new Frame(kind, epoch, sample, NONE, NONE, NONE, "", Map.of(), Lease.NONE);
  }

  /** This frame in another epoch. */
  public Frame inEpoch(int other) {
    return new Frame(kind, other, sample, segment, exitSoFar, leaveAt, text, tensors, lease);
  }

  /** This frame with another memory to return. */
  public Frame withLease(Lease other) {
    return new Frame(kind, epoch, sample, segment, exitSoFar, leaveAt, text, tensors, other);
  }

  /** Returns the memory of the tensors, which must not be used afterwards. */
  @Override
  public void close() {
    lease.close();
  }
}

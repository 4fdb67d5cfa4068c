package dev.espalier.runtime.wire;

import java.util.Map;

/**
 * What a peer may send. Sizes are checked before memory is taken for them.
 *
 * @param frameBytes maximum size of a frame, bytes
 * @param textBytes maximum size of its text, bytes
 * @param tensors maximum number of its tensors
 * @param nameBytes maximum size of the name of a tensor, bytes
 * @param rank maximum number of axes of a tensor
 * @param frameMs time that a frame of any size may take from its first byte to its last one, ms
 * @param bytesPerSecond speed of the slowest link: a frame may take the time of its bytes at this
 *     speed beside {@code frameMs}
 * @param handshakeMs time that a peer has to prove who it is, ms
 */
public record FrameLimits(
    int frameBytes,
    int textBytes,
    int tensors,
    int nameBytes,
    int rank,
    int frameMs,
    int bytesPerSecond,
    int handshakeMs) {
  private static final int MS_PER_SECOND = 1000;
  private static final FrameLimits DEFAULT =
      new FrameLimits(64 << 20, 4 << 20, 256, 800, 16, 30_000, 10_000, 10_000);

  /** Maximum size of a frame of a peer that has not proved who it is, bytes. */
  private static final int HANDSHAKE_BYTES = 4096;

  /**
   * @throws IllegalArgumentException if a number is out of range
   */
  public FrameLimits {
    Map.of(
            "frameBytes", frameBytes,
            "nameBytes", nameBytes,
            "frameMs", frameMs,
            "bytesPerSecond", bytesPerSecond,
            "handshakeMs", handshakeMs)
        .forEach((name, value) -> check(name, value, 1));
    Map.of("textBytes", textBytes, "tensors", tensors, "rank", rank)
        .forEach((name, value) -> check(name, value, 0));
  }

  private static void check(String name, int value, int minimum) {
    if (value < minimum) {
      throw new IllegalArgumentException(
          "limits: %s must be >= %d but is %d".formatted(name, minimum, value));
    }
  }

  /** Frames of 64 MiB with texts of 4 MiB, complete in 30 s and the time of their bytes. */
  public static FrameLimits defaults() {
    return DEFAULT;
  }

  /** These limits with another maximum size of a frame. */
  public FrameLimits withFrameBytes(int bytes) {
    return new FrameLimits(
        bytes, textBytes, tensors, nameBytes, rank, frameMs, bytesPerSecond, handshakeMs);
  }

  /** These limits with other times for a frame and for the proof of a peer, ms. */
  public FrameLimits withTimes(int frame, int handshake) {
    return new FrameLimits(
        frameBytes, textBytes, tensors, nameBytes, rank, frame, bytesPerSecond, handshake);
  }

  /** What a peer may send before it has proved who it is: small frames without tensors. */
  FrameLimits beforeAuthentication() {
    return new FrameLimits(
        Math.min(frameBytes, HANDSHAKE_BYTES),
        HANDSHAKE_BYTES,
        0,
        nameBytes,
        rank,
        frameMs,
        bytesPerSecond,
        handshakeMs);
  }

  /** Time that a frame of this size may take, ms. */
  long frameMs(long bytes) {
    return frameMs + bytes * MS_PER_SECOND / bytesPerSecond;
  }
}

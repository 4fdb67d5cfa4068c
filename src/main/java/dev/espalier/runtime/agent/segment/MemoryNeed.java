package dev.espalier.runtime.agent.segment;

import dev.espalier.io.json.control.DeployOrder;
import dev.espalier.model.TensorSpec;
import dev.espalier.runtime.wire.BufferPool;
import dev.espalier.runtime.wire.Endpoint;
import dev.espalier.segment.Manifest;
import dev.espalier.segment.SegmentFile;
import dev.espalier.segment.SegmentOutput;
import java.io.IOException;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Memory that an agent needs at most for the samples of a deployment. The coordinator lets no more
 * samples be on their way than a window at each stage and one more, and no device holds one twice.
 * An agent that has so much never waits for memory: it always answers pings, and always comes to
 * the end of a sample when its deployment ends.
 */
public final class MemoryNeed {
  /** A part of a file, which may come while samples are held. */
  private static final long FILE_PART_BYTES = 1 << 20;

  private final DeployOrder deployment;
  private final Manifest manifest;
  private final Map<String, TensorSpec> tensors = new HashMap<>();

  public MemoryNeed(DeployOrder deployment) {
    this.deployment = deployment;
    manifest = deployment.manifest();
    manifest.segments().stream()
        .flatMap(file -> file.segment().outputs().stream())
        .map(SegmentOutput::tensor)
        .forEach(tensor -> tensors.put(tensor.name(), tensor));
  }

  /** The largest number of samples that are on their way at the same time. */
  private long samples() {
    return (long) deployment.settings().window() * (deployment.route().size() + 1);
  }

  /** Tensors of the largest message between any two stages, bytes. */
  public long largestMessageBytes() {
    int segments = manifest.segments().size();
    return Math.max(answerBytes(), dataBytes(0, segments));
  }

  /** The largest message at one of some segments, with an earlier answer that is carried along. */
  private long dataBytes(int from, int to) {
    long crossing =
        IntStream.range(from, to)
            .mapToLong(number -> bytes(manifest.crossing(number)))
            .max()
            .orElse(0);
    return crossing + answerBytes();
  }

  private long answerBytes() {
    return manifest.exits().stream()
        .mapToLong(exit -> bytes(exit.outputs().stream().map(tensors::get).toList()))
        .max()
        .orElse(0);
  }

  private static long bytes(Collection<TensorSpec> some) {
    return some.stream().mapToLong(CarvedMemory::bytes).sum();
  }

  /** What arrives at the agent, bytes. */
  long arrivalsBytes() {
    boolean isSink = deployment.sink().filter(sink -> sink == deployment.stage()).isPresent();
    // Any of them may be the source, which gets the inputs of the model.
    long inputs = dataBytes(0, 1);
    long own = dataBytes(deployment.own().firstSegment(), deployment.own().endSegment());
    long data = BufferPool.occupied(Math.max(inputs, own));
    long answer = isSink ? BufferPool.occupied(answerBytes()) : 0;
    return samples() * (data + answer) + FILE_PART_BYTES;
  }

  /** What the agent's segments produce, bytes. */
  long outputsBytes() {
    long each =
        manifest
            .segments()
            .subList(deployment.own().firstSegment(), deployment.own().endSegment())
            .stream()
            .map(SegmentFile::segment)
            .mapToLong(
                segment -> bytes(segment.outputs().stream().map(SegmentOutput::tensor).toList()))
            .sum();
    return samples() * BufferPool.occupied(each);
  }

  /**
   * Checks that there is so much.
   *
   * @throws IOException if there is not; the message says what helps
   */
  public void check(Endpoint endpoint, BufferPool outputs) throws IOException {
    long largest = largestMessageBytes();
    if (largest > endpoint.limits().frameBytes()) {
      throw new IOException(
          "messages have up to %d bytes but it takes at most %d; give it a larger --max-frame-mib"
              .formatted(largest, endpoint.limits().frameBytes()));
    }
    long needed = Math.max(arrivalsBytes(), outputsBytes());
    long present = Math.min(endpoint.pool().capacity(), outputs.capacity());
    if (needed > present) {
      throw new IOException(
          "samples need up to %d bytes of memory but it has %d; reduce --window, %d now, or give it a"
                  .formatted(needed, present, deployment.settings().window())
              + " larger --max-memory-mib");
    }
  }
}

package dev.espalier.runtime.measure;

import dev.espalier.io.tensor.TensorValues;
import dev.espalier.profile.SegmentTime;
import dev.espalier.profile.Timing;
import dev.espalier.runtime.OutputMemory;
import dev.espalier.runtime.Session;
import dev.espalier.segment.Segment;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A segment and its file.
 *
 * @param segment the segment
 * @param file its file
 */
record TimedSegment(Segment segment, Path file) {
  private static final double NS_PER_MS = 1e6;

  /**
   * What a run takes, from tensors in memory to tensors in memory, as an agent runs it: with what
   * it takes to hand them over. Timed as often as the settings say.
   *
   * @param inputs tensors, its inputs among them
   * @param between runs after each
   */
  SegmentTime time(
      Session session,
      Map<String, TensorValues> inputs,
      MeasureSettings settings,
      Runnable between) {
    Map<String, TensorValues> direct = direct(inputs);
    OutputMemory memory = memory();
    for (int i = 0; i < settings.warmUp(); i++) {
      session.run(direct, segment.outputs(), memory);
    }
    double[] ms = new double[settings.runs()];
    for (int i = 0; i < ms.length; i++) {
      settings.pause();
      long begunNs = System.nanoTime();
      session.run(direct, segment.outputs(), memory);
      ms[i] = (System.nanoTime() - begunNs) / NS_PER_MS;
      between.run();
    }
    return new SegmentTime(first(), last(), Timing.ofRuns(ms));
  }

  /** Its inputs where the runtime reads them, as those of a message are. */
  private Map<String, TensorValues> direct(Map<String, TensorValues> inputs) {
    Map<String, TensorValues> direct = new HashMap<>(inputs);
    segment
        .inputs()
        .forEach(
            input ->
                direct.computeIfPresent(
                    input.name(),
                    (name, value) ->
                        new TensorValues(
                            value.type(),
                            value.shape(),
                            ByteBuffer.allocateDirect(value.bytes().remaining())
                                .put(value.bytes())
                                .flip())));
    return direct;
  }

  /** The same memory for an output in each run. */
  private static OutputMemory memory() {
    Map<String, ByteBuffer> buffers = new HashMap<>();
    return tensor ->
        Optional.of(
            buffers.computeIfAbsent(
                tensor.name(), name -> ByteBuffer.allocateDirect(Math.toIntExact(tensor.bytes()))));
  }

  private String first() {
    return segment.layers().get(0);
  }

  private String last() {
    return segment.layers().get(segment.layers().size() - 1);
  }
}

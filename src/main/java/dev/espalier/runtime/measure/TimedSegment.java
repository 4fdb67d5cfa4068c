package dev.espalier.runtime.measure;

import dev.espalier.io.tensor.TensorValues;
import dev.espalier.runtime.OutputMemory;
import dev.espalier.runtime.Session;
import dev.espalier.segment.Segment;
import dev.espalier.segment.SegmentInput;
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

  /**
   * Runs it as an agent does: its inputs lie where the runtime reads them, as those of a message
   * do, and its outputs are written to memory that is there.
   *
   * @param present tensors, its inputs among them
   */
  Runnable run(Session session, Map<String, TensorValues> present) {
    Map<String, TensorValues> inputs = new HashMap<>();
    for (SegmentInput input : segment.inputs()) {
      inputs.put(input.name(), direct(present.get(input.name())));
    }
    Map<String, ByteBuffer> outputs = new HashMap<>();
    OutputMemory memory =
        tensor ->
            Optional.of(
                outputs.computeIfAbsent(
                    tensor.name(),
                    name -> ByteBuffer.allocateDirect(Math.toIntExact(tensor.bytes()))));
    return () -> session.run(inputs, segment.outputs(), memory);
  }

  private static TensorValues direct(TensorValues values) {
    ByteBuffer bytes = values.bytes();
    return new TensorValues(
        values.type(),
        values.shape(),
        ByteBuffer.allocateDirect(bytes.remaining()).put(bytes).flip());
  }

  /** Name of its first layer. */
  String first() {
    return segment.layers().get(0);
  }

  /** Name of its last layer. */
  String last() {
    return segment.layers().get(segment.layers().size() - 1);
  }
}

package dev.espalier.runtime.agent.segment;

import dev.espalier.model.TensorSpec;
import dev.espalier.runtime.OutputMemory;
import java.nio.ByteBuffer;
import java.util.Optional;

/** Memory for outputs, one behind another in one buffer, each at a multiple of 64 bytes. */
final class CarvedMemory implements OutputMemory {
  private static final int ALIGNMENT = 64;

  private final ByteBuffer memory;
  private int used;

  CarvedMemory(ByteBuffer memory) {
    this.memory = memory;
  }

  /** What a tensor takes, bytes. */
  static long bytes(TensorSpec tensor) {
    return (tensor.bytes() + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
  }

  @Override
  public Optional<ByteBuffer> of(TensorSpec tensor) {
    ByteBuffer part = memory.slice(used, Math.toIntExact(tensor.bytes()));
    used += (int) bytes(tensor);
    return Optional.of(part);
  }
}

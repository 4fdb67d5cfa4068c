package dev.espalier.runtime;

import dev.espalier.model.TensorSpec;
import java.nio.ByteBuffer;
import java.util.Optional;

/** Where outputs of a run are written. */
@FunctionalInterface
public interface OutputMemory {
  /** The runtime takes memory itself, and outputs are copied from there. */
  OutputMemory OF_RUNTIME = tensor -> Optional.empty();

  /**
   * Memory for an output of known type and shape.
   *
   * @return a direct buffer of as many bytes as the tensor has; empty to leave it to the runtime
   */
  Optional<ByteBuffer> of(TensorSpec tensor);
}

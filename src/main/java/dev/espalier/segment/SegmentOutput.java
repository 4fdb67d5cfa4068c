package dev.espalier.segment;

import dev.espalier.model.TensorSpec;
import java.util.List;

/**
 * A tensor that a segment produces for others.
 *
 * @param tensor the tensor
 * @param readers numbers of the later segments that read it, ascending; empty if it is nothing but
 *     an answer
 */
public record SegmentOutput(TensorSpec tensor, List<Integer> readers) {

  /** Copies the list. */
  public SegmentOutput {
    readers = List.copyOf(readers);
  }

  /** Name of the tensor. */
  public String name() {
    return tensor.name();
  }
}

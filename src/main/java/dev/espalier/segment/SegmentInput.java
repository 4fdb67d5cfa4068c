package dev.espalier.segment;

import dev.espalier.error.InvalidFieldException;
import dev.espalier.internal.Checks;
import dev.espalier.model.TensorSpec;
import java.util.OptionalInt;

/**
 * A tensor that a segment reads and does not produce.
 *
 * @param tensor the tensor
 * @param producer number of the segment that produces it; empty if it is an input of the model
 */
public record SegmentInput(TensorSpec tensor, OptionalInt producer) {

  /**
   * @throws IllegalArgumentException if the number is negative
   */
  public SegmentInput {
    producer.ifPresent(
        number -> {
          if (number < 0) {
            throw new InvalidFieldException(
                "from",
                "%s: the segment that produces it must be >= 0 but is %d"
                    .formatted(Checks.quoted("tensor", tensor.name()), number));
          }
        });
  }

  /** Name of the tensor. */
  public String name() {
    return tensor.name();
  }
}

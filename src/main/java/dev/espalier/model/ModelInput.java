package dev.espalier.model;

import dev.espalier.internal.Checks;
import java.util.Optional;

/**
 * A tensor that enters the network.
 *
 * @param tensor the tensor that layers read
 * @param sentBytes what is sent where it crosses a link, bytes: less than the tensor takes where,
 *     for example, a picture travels as a JPEG file and is decoded where it is read
 */
public record ModelInput(TensorSpec tensor, long sentBytes) {

  /**
   * @throws IllegalArgumentException if the size is negative or above 2^53
   */
  public ModelInput {
    Checks.count(Checks.quoted("model input", tensor.name()), "sentBytes", sentBytes, 0);
  }

  /** A tensor that is sent as it is. */
  public ModelInput(TensorSpec tensor) {
    this(tensor, tensor.bytes());
  }

  /**
   * A tensor of unknown type and shape, which is sent as it is.
   *
   * @throws IllegalArgumentException if the name is blank or the size negative or above 2^53
   */
  public ModelInput(String name, long bytes) {
    this(
        new TensorSpec(
            Checks.name("model input", "name", name),
            Checks.count(Checks.quoted("model input", name), "bytes", bytes, 0),
            Optional.empty(),
            Optional.empty()));
  }

  /** The name by which layers refer to it. */
  public String name() {
    return tensor.name();
  }

  /** Its size in memory, bytes. */
  public long bytes() {
    return tensor.bytes();
  }

  /** This input with another size where it is sent, bytes. */
  public ModelInput withSentBytes(long bytes) {
    return new ModelInput(tensor, bytes);
  }
}

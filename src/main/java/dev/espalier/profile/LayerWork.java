package dev.espalier.profile;

import dev.espalier.internal.Checks;
import dev.espalier.model.Linearization;

/**
 * What a layer computes and moves.
 *
 * @param flops multiply-accumulates and other operations
 * @param readBytes size of its input tensors and weights, bytes
 * @param writeBytes size of its output tensors, bytes
 */
public record LayerWork(long flops, long readBytes, long writeBytes) {

  /**
   * @throws IllegalArgumentException if a number is negative or above 2^53
   */
  public LayerWork {
    Checks.count("layer", "flops", flops, 0);
    Checks.count("layer", "readBytes", readBytes, 0);
    Checks.count("layer", "writeBytes", writeBytes, 0);
  }

  /** The work of a position of a network. */
  public static LayerWork of(Linearization net, int position) {
    return new LayerWork(
        net.layer(position).flops(), net.readBytes(position), net.layer(position).outputBytes());
  }

  /** Bytes that are read or written. */
  public double movedBytes() {
    return (double) readBytes + writeBytes;
  }
}

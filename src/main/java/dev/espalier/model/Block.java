package dev.espalier.model;

import dev.espalier.internal.Checks;

/**
 * What happens inside a layer that stands for several, which its inputs, weights and outputs do not
 * show. With it, a plan of blocks costs what the same plan of their layers costs.
 *
 * @param layers number of layers that it stands for
 * @param movedBytes bytes that these layers read and write, beyond the inputs, the weights and the
 *     outputs of the block, each counted once
 * @param heldBytes maximum size of the tensors that are held while one of these layers runs, beyond
 *     those that cross the boundary in front of the block, bytes
 */
public record Block(int layers, long movedBytes, long heldBytes) {

  /**
   * @throws IllegalArgumentException if there is no layer, or a size is negative or above 2^53
   */
  public Block {
    Checks.count("block", "layers", layers, 1);
    Checks.count("block", "movedBytes", movedBytes, 0);
    Checks.count("block", "heldBytes", heldBytes, 0);
  }
}

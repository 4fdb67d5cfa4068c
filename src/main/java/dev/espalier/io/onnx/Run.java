package dev.espalier.io.onnx;

import dev.espalier.model.Block;
import dev.espalier.model.Layer;
import dev.espalier.model.Linearization;
import dev.espalier.model.TensorSpec;
import java.util.List;

/**
 * A run of layers that becomes a block.
 *
 * @param mains their main nodes, in their order
 * @param movedBytes bytes that they read and write, each by itself
 * @param heldBytes maximum size of the tensors that are held while one of them runs, beyond those
 *     that cross the boundary in front of the run
 */
record Run(List<Integer> mains, long movedBytes, long heldBytes) {

  /** The layers from a position on. */
  static Run of(Linearization order, int from, List<Integer> mains) {
    long moved = 0;
    long live = 0;
    for (int i = from; i < from + mains.size(); i++) {
      moved += order.readBytes(i) + order.layer(i).outputBytes();
      live = Math.max(live, order.liveBytes(i));
    }
    long crossing = order.liveBytes(from) - order.layer(from).outputBytes();
    return new Run(mains, moved, live - crossing);
  }

  /** The block that a layer is which stands for this run. */
  Block block(Layer layer, List<TensorSpec> inputs) {
    long visible =
        inputs.stream().mapToLong(TensorSpec::bytes).sum()
            + layer.weightBytes()
            + layer.outputBytes();
    return new Block(mains.size(), Math.max(0, movedBytes - visible), heldBytes);
  }
}

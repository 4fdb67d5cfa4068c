package dev.espalier.io.onnx;

import dev.espalier.model.Layer;
import dev.espalier.model.Linearization;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * Chooses the boundaries of a linearized network that are worth cutting. Runs of layers between two
 * of them become blocks. A boundary is dropped
 *
 * <ul>
 *   <li>in front of an elementwise, normalizing or reshaping layer that alone reads what the layer
 *       before it produces, if hardly more bytes cross the boundary behind it: cutting there
 *       instead moves next to no work;
 *   <li>within a section that a single tensor enters and a single tensor leaves, such as a residual
 *       block or an inception module, if at least as many bytes cross it as cross each end, and the
 *       section has at most a quarter of all operations.
 * </ul>
 *
 * <p>Boundaries behind an exit, at a fork, and where a branch begins or ends always stay. So every
 * block is a run of one section of the linearization, and plans of blocks are plans of layers.
 */
final class Blocks {
  private static final Set<String> FOLLOWERS =
      Set.of(
          ("Relu LeakyRelu PRelu Clip Sigmoid Tanh HardSigmoid HardSwish Elu Selu Celu Gelu Softplus"
                  + " Softsign Mish ThresholdedRelu Softmax LogSoftmax BatchNormalization"
                  + " InstanceNormalization LayerNormalization GroupNormalization LRN Dropout"
                  + " Identity Cast Flatten Reshape Squeeze Unsqueeze Transpose Add Sum Sub Mul Div"
                  + " Pow Sqrt Erf Exp Log Neg Abs QuantizeLinear DequantizeLinear")
              .split(" "));

  /** Extents that shapes are computed from cross beside the tensors themselves. */
  private static final double SLACK = 0.01;

  /** A section with a larger part of all operations is worth cutting. */
  private static final int PARTS = 4;

  /** Tensors that cross more boundaries than this, and a quarter of all, bound no section. */
  private static final int LONG_LIFE = 16;

  private final Linearization order;
  private final int length;

  /** Boundaries that stay in any case. */
  private final boolean[] fixed;

  private final boolean[] kept;

  private Blocks(Linearization order) {
    this.order = order;
    length = order.length();
    fixed = new boolean[length + 1];
    kept = new boolean[length + 1];
    Arrays.fill(kept, true);
  }

  /** Positions of the linearization in runs, each of which becomes a layer. */
  static List<List<Integer>> of(Linearization order) {
    Blocks blocks = new Blocks(order);
    Lives lives = new Lives(order);
    blocks.fix(lives);
    blocks.dropBeforeFollowers(lives);
    blocks.dropWithinSections(lives);
    return blocks.runs();
  }

  private void fix(Lives lives) {
    fixed[0] = true;
    fixed[length] = true;
    for (int b = 1; b < length; b++) {
      fixed[b] = order.branch(b - 1) != order.branch(b) || lives.isReadElsewhere(b - 1);
    }
    for (int e = 0; e < order.net().exits().size(); e++) {
      fixed[order.exitPosition(e) + 1] = true;
    }
  }

  private void dropBeforeFollowers(Lives lives) {
    for (int b = 1; b < length; b++) {
      boolean isFollower = FOLLOWERS.contains(order.layer(b).op());
      if (!fixed[b]
          && isFollower
          && lives.lastReader(b - 1) == b
          && lives.readers(b - 1) == 1
          && order.payloadBytes(b + 1) <= order.payloadBytes(b) * (1 + SLACK)) {
        kept[b] = false;
      }
    }
  }

  private void dropWithinSections(Lives lives) {
    int start = 0;
    for (int b = 1; b <= length; b++) {
      if (fixed[b]) {
        dropWithinSections(start, b, lives.crossing(start, b, Math.max(LONG_LIFE, length / PARTS)));
        start = b;
      }
    }
  }

  /**
   * @param crossing number of tensors that cross each boundary from the first on, long ones aside
   */
  private void dropWithinSections(int first, int last, int[] crossing) {
    int from = first;
    for (int b = first + 1; b <= last; b++) {
      if (b == last || crossing[b - first] <= 1) {
        dropWithin(from, b);
        from = b;
      }
    }
  }

  private void dropWithin(int from, int to) {
    long flops = 0;
    for (int i = from; i < to; i++) {
      flops += order.layer(i).flops();
    }
    if (flops > allFlops() / PARTS) {
      return;
    }
    long ends = Math.max(order.payloadBytes(from), order.payloadBytes(to));
    for (int b = from + 1; b < to; b++) {
      kept[b] &= order.payloadBytes(b) < ends;
    }
  }

  private long allFlops() {
    return order.layers().stream().mapToLong(Layer::flops).sum();
  }

  private List<List<Integer>> runs() {
    List<List<Integer>> runs = new ArrayList<>();
    List<Integer> run = new ArrayList<>();
    for (int i = 0; i < length; i++) {
      run.add(i);
      if (kept[i + 1] || fixed[i + 1]) {
        runs.add(run);
        run = new ArrayList<>();
      }
    }
    return runs;
  }
}

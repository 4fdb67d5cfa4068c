package dev.espalier.cost;

import dev.espalier.model.Linearization;

/** Memory that a slice fills. */
public final class Memory {
  private Memory() {}

  /**
   * Weights of the positions [from, to) plus the largest set of tensors that is live while one of
   * them runs, bytes.
   */
  public static long sliceBytes(Linearization net, int from, int to) {
    long weights = 0;
    long live = 0;
    for (int i = from; i < to; i++) {
      weights += net.layer(i).weightBytes();
      live = Math.max(live, net.liveBytes(i));
    }
    return weights + live;
  }
}

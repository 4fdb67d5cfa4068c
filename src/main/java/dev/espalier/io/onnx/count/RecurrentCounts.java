package dev.espalier.io.onnx.count;

import java.util.List;
import java.util.Map;

/** Recurrent networks and transforms of signals. */
final class RecurrentCounts {
  private RecurrentCounts() {}

  static void addTo(Map<String, CountRule> rules) {
    // Elementwise operations per hidden element and step, the two additions to each gate aside:
    // LSTM 5 activations, 3 products, 1 sum; GRU 3 activations, 3 products, 2 sums; RNN its one.
    rules.put("LSTM", node -> recurrent(node, 4, 9));
    rules.put("com.microsoft:DynamicQuantizeLSTM", node -> recurrent(node, 4, 9));
    rules.put("GRU", node -> recurrent(node, 3, 8));
    rules.put("RNN", node -> recurrent(node, 1, 1));
    rules.put("DFT", node -> Operations.plain(fourier(node, length(node))));
    rules.put("STFT", RecurrentCounts::shortTimeFourier);
  }

  /** For each step, sample and direction, gates x hidden x (features + hidden) products. */
  private static Operations recurrent(CountedNode node, int gates, int elementwise) {
    List<Long> x = node.shape(0);
    List<Long> recurrence = node.shape(2);
    boolean isTurned = recurrence.get(1) < recurrence.get(2); // as quantized weights are
    long hidden = recurrence.get(isTurned ? 1 : 2);
    long runs = CountedNode.product(x.get(0), x.get(1), node.shape(1).get(0));
    long products = CountedNode.product(runs, gates, hidden, x.get(2) + hidden);
    long others = CountedNode.product(runs, hidden, 2L * gates + elementwise);
    return new Operations(products + others, products);
  }

  private static long length(CountedNode node) {
    List<Long> shape = node.shape(0);
    return shape.stream().mapToLong(Long::longValue).max().orElse(1);
  }

  /**
   * 5 n log2 n for a transform of n numbers, the usual count of the fast algorithm (Cooley and
   * Tukey, 1965), here for each number of the input.
   */
  private static long fourier(CountedNode node, long length) {
    int log = Long.SIZE - Long.numberOfLeadingZeros(Math.max(1, length - 1));
    return CountedNode.product(5, node.inputElements(), log);
  }

  private static Operations shortTimeFourier(CountedNode node) {
    List<Long> out = node.output().shape();
    long length = 2 * out.get(2);
    int log = Long.SIZE - Long.numberOfLeadingZeros(Math.max(1, length - 1));
    return Operations.plain(CountedNode.product(5, out.get(0), out.get(1), length, log));
  }
}

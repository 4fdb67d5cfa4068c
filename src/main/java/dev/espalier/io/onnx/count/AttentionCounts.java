package dev.espalier.io.onnx.count;

import java.util.List;
import java.util.Map;

/**
 * Attention: scores = queries x keys, softmax over the keys, output = scores x values. Masked
 * scores are counted as the others.
 */
final class AttentionCounts {
  private static final int SOFTMAX = 3;

  private AttentionCounts() {}

  static void addTo(Map<String, CountRule> rules) {
    rules.put("Attention", AttentionCounts::attention);
    rules.put("com.microsoft:MultiHeadAttention", AttentionCounts::multiHead);
    rules.put("com.microsoft:GroupQueryAttention", AttentionCounts::multiHead);
    rules.put("com.microsoft:Attention", AttentionCounts::fused);
    rules.put("com.microsoft:QAttention", AttentionCounts::fused);
  }

  /** Extents of one batch of heads; {@code size} and {@code values} are those of all heads. */
  private static Operations scores(
      long batch, long heads, long queries, long keys, long size, long values) {
    long products = CountedNode.product(batch, queries, keys, size + values);
    long softmax = CountedNode.product(SOFTMAX, batch, heads, queries, keys);
    return new Operations(products + softmax, products);
  }

  private static Operations attention(CountedNode node) {
    List<Long> q = node.shape(0);
    List<Long> k = node.shape(1);
    List<Long> out = node.output().shape();
    long past = node.has(4) ? node.shape(4).get(2) : 0;
    if (q.size() == 4) {
      long heads = q.get(1);
      return scores(
          q.get(0),
          heads,
          q.get(2),
          past + k.get(2),
          CountedNode.product(heads, q.get(3)),
          CountedNode.product(heads, out.get(3)));
    }
    long heads = node.attributes().integer("q_num_heads");
    return scores(q.get(0), heads, q.get(1), past + k.get(1), q.get(2), out.get(2));
  }

  /** Queries of batch x sequence x size; keys the same, or packed with them, or split by heads. */
  private static Operations multiHead(CountedNode node) {
    List<Long> q = node.shape(0);
    List<Long> out = node.output().shape();
    long heads = node.attributes().integer("num_heads");
    long keys = q.get(1);
    if (node.has(1)) {
      List<Long> k = node.shape(1);
      keys = k.get(k.size() == 4 ? 2 : 1);
    }
    return scores(q.get(0), heads, q.get(1), keys, out.get(2), out.get(2));
  }

  /** With the product that makes queries, keys and values of the input. */
  private static Operations fused(CountedNode node) {
    List<Long> x = node.shape(0);
    List<Long> weights = node.shape(1);
    long heads = node.attributes().integer("num_heads");
    long values = node.last(1) == 0 ? 0 : node.output().shape().get(2);
    long size = (weights.get(1) - values) / 2;
    return Operations.products(
            CountedNode.product(x.get(0), x.get(1), weights.get(0), weights.get(1)))
        .plus(scores(x.get(0), heads, x.get(1), x.get(1), size, values));
  }
}

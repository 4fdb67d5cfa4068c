package dev.espalier.io.onnx.shape;

import dev.espalier.io.onnx.tensor.Dimensions;
import dev.espalier.io.onnx.tensor.TensorType;
import java.util.List;
import java.util.Map;

/** Attention and what goes with it. */
final class AttentionRules {
  private AttentionRules() {}

  static void addTo(Map<String, ShapeRule> rules) {
    rules.put("Attention", AttentionRules::attention);
    rules.put("com.microsoft:Attention", AttentionRules::fused);
    rules.put("com.microsoft:QAttention", AttentionRules::fused);
    rules.put("com.microsoft:MultiHeadAttention", AttentionRules::multiHead);
    rules.put("com.microsoft:GroupQueryAttention", AttentionRules::grouped);
    rules.put("RotaryEmbedding", in -> List.of(in.atLeast(0, 3)));
    rules.put("com.microsoft:RotaryEmbedding", in -> List.of(in.atLeast(0, 3)));
  }

  /**
   * Query, key and value, either batch x heads x sequence x size of a head or batch x sequence x
   * (heads x size); mask; past key and value. Outputs: y, present key and value, scores.
   */
  private static List<TensorType> attention(Operands in) {
    TensorType query = in.atLeast(0, 3);
    boolean isSplit = query.rank() == 4;
    List<Long> q = heads(in, 0, isSplit ? 0 : in.attributes().integer("q_num_heads"));
    long keyHeads = isSplit ? 0 : in.attributes().integer("kv_num_heads");
    List<Long> k = heads(in, 1, keyHeads);
    List<Long> v = heads(in, 2, keyHeads);
    if (!q.get(3).equals(k.get(3)) || !k.get(2).equals(v.get(2))) {
      throw new IllegalArgumentException(
          "queries %s, keys %s and values %s do not fit together (batch x heads x sequence x size)"
              .formatted(Dimensions.text(q), Dimensions.text(k), Dimensions.text(v)));
    }
    long past = in.has(4) ? in.ranked(4, 4).shape().get(2) : 0;
    long total = past + k.get(2);
    List<Long> output =
        isSplit
            ? Dimensions.with(q, 3, v.get(3))
            : List.of(q.get(0), q.get(2), Dimensions.product(List.of(q.get(1), v.get(3))));
    return List.of(
        query.shaped(output),
        in.type(1).shaped(Dimensions.with(k, 2, total)),
        in.type(2).shaped(Dimensions.with(v, 2, total)),
        query.shaped(Dimensions.with(q, 3, total)));
  }

  /** Extents of batch, heads, sequence and head. */
  private static List<Long> heads(Operands in, int input, long heads) {
    if (heads == 0) {
      return in.ranked(input, 4).shape();
    }
    List<Long> shape = in.ranked(input, 3).shape();
    if (heads < 1 || shape.get(2) % heads != 0) {
      throw new IllegalArgumentException(
          "%s, %s, cannot be divided among %d heads"
              .formatted(in.name(input), in.type(input), heads));
    }
    return List.of(shape.get(0), heads, shape.get(1), shape.get(2) / heads);
  }

  /** Input: batch x sequence x size, weights of queries, keys and values in one. */
  private static List<TensorType> fused(Operands in) {
    List<Long> input = in.ranked(0, 3).shape();
    List<Long> weights = in.ranked(1, 2).shape();
    long values =
        in.attributes()
            .integers("qkv_hidden_sizes")
            .filter(sizes -> sizes.size() == 3)
            .map(sizes -> sizes.get(2))
            .orElse(weights.get(1) / 3);
    return List.of(
        in.type(in.node().getOpType().equals("QAttention") ? 3 : 0)
            .shaped(List.of(input.get(0), input.get(1), values)));
  }

  /** Queries, keys and values of batch x sequence x size; they may be packed in the queries. */
  private static List<TensorType> multiHead(Operands in) {
    TensorType query = in.atLeast(0, 3);
    List<Long> shape = query.shape();
    if (query.rank() == 5) { // batch x sequence x heads x 3 x size
      long size = Dimensions.product(List.of(shape.get(2), shape.get(4)));
      return List.of(query.shaped(List.of(shape.get(0), shape.get(1), size)));
    }
    if (!in.has(2)) {
      return List.of(query);
    }
    List<Long> value = in.atLeast(2, 3).shape();
    long size =
        value.size() == 3
            ? value.get(2)
            : Dimensions.product(List.of(value.get(1), value.get(3))); // batch x heads x ...
    return List.of(query.shaped(List.of(shape.get(0), shape.get(1), size)));
  }

  private static List<TensorType> grouped(Operands in) {
    TensorType query = in.ranked(0, 3);
    if (in.has(1)) {
      return List.of(query);
    }
    long queries = in.attributes().integer("num_heads");
    long heads = queries + 2 * in.attributes().integer("kv_num_heads");
    long size = heads < 1 ? 0 : query.shape().get(2) / heads;
    return List.of(
        query.shaped(
            Dimensions.with(query.shape(), 2, Dimensions.product(List.of(queries, size)))));
  }
}

package dev.espalier.io.onnx.split;

import ai.onnx.proto.OnnxMl.SparseTensorProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import dev.espalier.io.InvalidFileException;
import dev.espalier.io.onnx.tensor.NodeReads;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The nodes and weights that a segment consists of: the nodes of its layers, the weights that they
 * read, and the nodes that compute constants from weights. What several segments read is in each.
 */
final class NeededParts {
  private final SourceGraph source;
  private final Set<String> given;
  private final SortedSet<Integer> nodes;
  private final SortedMap<String, TensorProto> weights = new TreeMap<>();
  private final SortedMap<String, SparseTensorProto> sparseWeights = new TreeMap<>();

  private NeededParts(SourceGraph source, Collection<Integer> nodes, Set<String> given) {
    this.source = source;
    this.given = given;
    this.nodes = new TreeSet<>(nodes);
  }

  /**
   * Collects the parts.
   *
   * @param nodes indices of the nodes of the layers
   * @param given tensors that come from elsewhere
   * @throws InvalidFileException if a tensor is read that comes from nowhere
   */
  static NeededParts of(SourceGraph source, Collection<Integer> nodes, Set<String> given) {
    NeededParts parts = new NeededParts(source, nodes, given);
    parts.collect();
    return parts;
  }

  private void collect() {
    Deque<Integer> open = new ArrayDeque<>(nodes);
    Set<String> seen = new HashSet<>(given);
    while (!open.isEmpty()) {
      for (String tensor : NodeReads.of(source.node(open.pop()))) {
        if (seen.add(tensor)) {
          find(tensor).filter(nodes::add).ifPresent(open::push);
        }
      }
    }
    for (int n : List.copyOf(nodes)) {
      List<String> outputs = source.node(n).getOutputList();
      if (!outputs.isEmpty() && weights.containsKey(outputs.get(0))) {
        nodes.remove(n); // a large Constant, which is a weight now
      }
    }
  }

  /** Takes a weight along; of anything else, the node that produces it. */
  private Optional<Integer> find(String tensor) {
    Optional<TensorProto> weight = source.weight(tensor);
    if (weight.isPresent()) {
      weights.put(tensor, weight.get());
      return Optional.empty();
    }
    Optional<SparseTensorProto> sparse = source.sparseWeight(tensor);
    if (sparse.isPresent()) {
      sparseWeights.put(tensor, sparse.get());
      return Optional.empty();
    }
    Optional<Integer> producer = source.producer(tensor);
    if (producer.isEmpty()) {
      throw new InvalidFileException(
          ("graph \"%s\": tensor \"%s\" is read but is neither an output of a node before, nor a"
                  + " weight, nor one of the inputs %s")
              .formatted(source.graph().getName(), tensor, new TreeSet<>(given)));
    }
    return producer;
  }

  /** Indices of the nodes, in the order of the graph. */
  SortedSet<Integer> nodes() {
    return nodes;
  }

  /** The weights, by name. */
  Map<String, TensorProto> weights() {
    return weights;
  }

  /** The sparse weights, by name. */
  Map<String, SparseTensorProto> sparseWeights() {
    return sparseWeights;
  }
}

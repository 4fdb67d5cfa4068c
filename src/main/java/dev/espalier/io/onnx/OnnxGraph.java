package dev.espalier.io.onnx;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.SparseTensorProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import dev.espalier.internal.Printable;
import dev.espalier.io.InvalidFileException;
import dev.espalier.io.onnx.tensor.NodeReads;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The main graph of an ONNX model by indices: which node produces a tensor, which nodes read it, in
 * which order they can run. Immutable.
 */
final class OnnxGraph {
  /** Stands for the producer of a tensor that no node produces. */
  static final int NO_NODE = -1;

  private static final int MAX_SHOWN = 200;
  private static final int MAX_MESSAGE = 500;

  private final String file;
  private final GraphProto graph;
  private final Map<String, TensorProto> initializers = new HashMap<>();
  private final Map<String, SparseTensorProto> sparse = new HashMap<>();
  private final List<ValueInfoProto> inputs = new ArrayList<>();
  private final Map<String, Integer> producers = new HashMap<>();
  private final List<List<String>> reads = new ArrayList<>();
  private final int[][] readers;
  private final int[] order;

  /**
   * Takes O(nodes + edges).
   *
   * @param file name of the file, for messages
   * @throws InvalidFileException if a tensor is produced twice or never, if there is a cycle, or if
   *     there is no output
   */
  OnnxGraph(GraphProto graph, String file) {
    this.graph = graph;
    this.file = file;
    graph.getInitializerList().forEach(tensor -> initializers.put(tensor.getName(), tensor));
    graph
        .getSparseInitializerList()
        .forEach(tensor -> sparse.put(tensor.getValues().getName(), tensor));
    Set<String> given = findInputs();
    findProducers(given);
    for (int node = 0; node < graph.getNodeCount(); node++) {
      reads.add(NodeReads.of(graph.getNode(node)));
    }
    checkReads(given);
    checkOutputs();
    readers = findReaders();
    order = sorted();
  }

  private Set<String> findInputs() {
    Set<String> given = new HashSet<>(initializers.keySet());
    given.addAll(sparse.keySet());
    Set<String> names = new HashSet<>();
    for (ValueInfoProto input : graph.getInputList()) {
      if (!names.add(input.getName())) {
        throw invalid("the input \"%s\" is listed twice".formatted(shown(input.getName())));
      }
      if (given.add(input.getName())) {
        inputs.add(input);
      }
    }
    return given;
  }

  private void findProducers(Set<String> given) {
    for (int node = 0; node < graph.getNodeCount(); node++) {
      for (String output : graph.getNode(node).getOutputList()) {
        if (output.isEmpty()) {
          continue;
        }
        Integer other = producers.put(output, node);
        if (other != null || given.contains(output)) {
          throw invalid(
              "%s: its output \"%s\" already is %s"
                  .formatted(
                      subject(node),
                      shown(output),
                      other == null ? "an input or an initializer" : "that of " + subject(other)));
        }
      }
    }
  }

  private void checkReads(Set<String> given) {
    for (int node = 0; node < reads.size(); node++) {
      for (String read : reads.get(node)) {
        if (!producers.containsKey(read) && !given.contains(read)) {
          throw invalid(
              "%s: its input \"%s\" is neither the output of a node nor an input or an initializer"
                  .formatted(subject(node), shown(read)));
        }
      }
    }
  }

  private void checkOutputs() {
    if (graph.getOutputCount() == 0) {
      throw invalid("its graph has no output; expected one for each exit");
    }
    Set<String> names = new HashSet<>();
    for (ValueInfoProto output : graph.getOutputList()) {
      String name = output.getName();
      if (!names.add(name)) {
        throw invalid("the output \"%s\" is listed twice".formatted(shown(name)));
      }
      if (!producers.containsKey(name)) {
        boolean isGiven =
            initializers.containsKey(name)
                || inputs.stream().anyMatch(input -> input.getName().equals(name));
        throw invalid(
            "the output \"%s\" is %s; expected a tensor that a node computes"
                .formatted(
                    shown(name), isGiven ? "an input or an initializer" : "produced by no node"));
      }
    }
  }

  private int[][] findReaders() {
    int[] counts = new int[reads.size()];
    reads.forEach(
        tensors ->
            tensors.forEach(
                tensor -> {
                  int producer = producer(tensor);
                  if (producer != NO_NODE) {
                    counts[producer]++;
                  }
                }));
    int[][] found = new int[reads.size()][];
    Arrays.setAll(found, node -> new int[counts[node]]);
    for (int reader = reads.size() - 1; reader >= 0; reader--) {
      for (String tensor : reads.get(reader)) {
        int producer = producer(tensor);
        if (producer != NO_NODE) {
          found[producer][--counts[producer]] = reader;
        }
      }
    }
    return found;
  }

  /** Nodes in an order in which each follows those that it reads from. */
  private int[] sorted() {
    int[] missing = new int[reads.size()];
    int[] sorted = new int[reads.size()];
    int count = 0;
    for (int node = 0; node < missing.length; node++) {
      for (String read : reads.get(node)) {
        missing[node] += producer(read) == NO_NODE ? 0 : 1;
      }
      if (missing[node] == 0) {
        sorted[count++] = node;
      }
    }
    for (int next = 0; next < count; next++) {
      for (int reader : readers[sorted[next]]) {
        if (--missing[reader] == 0) {
          sorted[count++] = reader;
        }
      }
    }
    if (count < sorted.length) {
      throw cycle(missing);
    }
    return sorted;
  }

  /** Goes back from a node that cannot run until a node is met again: that one is on a cycle. */
  private InvalidFileException cycle(int[] missing) {
    int node = 0;
    while (missing[node] == 0) {
      node++;
    }
    Set<Integer> met = new HashSet<>();
    String read = "";
    while (met.add(node)) {
      for (String each : reads.get(node)) {
        if (producer(each) != NO_NODE && missing[producer(each)] > 0) {
          read = each;
        }
      }
      node = producer(read);
    }
    return invalid(
        "%s: its output \"%s\" depends on itself, so the graph has a cycle"
            .formatted(subject(node), shown(read)));
  }

  /** Number of nodes. */
  int size() {
    return reads.size();
  }

  /** The node at an index. */
  NodeProto node(int index) {
    return graph.getNode(index);
  }

  /** Nodes so that each follows those that it reads from; not to be changed. */
  int[] order() {
    return order;
  }

  /** Tensors that a node reads, each once, those that its inner graphs capture included. */
  List<String> reads(int node) {
    return reads.get(node);
  }

  /** The nodes that read from a node, ascending, once for each tensor; not to be changed. */
  int[] readers(int node) {
    return readers[node];
  }

  /** The node that produces a tensor, or {@link #NO_NODE}. */
  int producer(String tensor) {
    return producers.getOrDefault(tensor, NO_NODE);
  }

  /** The inputs that have no default. */
  List<ValueInfoProto> inputs() {
    return inputs;
  }

  /** The outputs, in their order. */
  List<ValueInfoProto> outputs() {
    return graph.getOutputList();
  }

  /** The tensors within, as far as the file declares their types. */
  List<ValueInfoProto> declared() {
    return graph.getValueInfoList();
  }

  /** The initializer with a name, or null. */
  TensorProto initializer(String tensor) {
    return initializers.get(tensor);
  }

  /** The sparse initializer with a name, or null. */
  SparseTensorProto sparseInitializer(String tensor) {
    return sparse.get(tensor);
  }

  /** What messages call a node. */
  String subject(int node) {
    NodeProto proto = node(node);
    String name =
        proto.getName().isEmpty() ? Integer.toString(node) : "\"" + shown(proto.getName()) + "\"";
    return "node %s (%s)".formatted(name, shown(proto.getOpType()));
  }

  /** A model that cannot be imported; a message may list a shape that is thousands of numbers. */
  InvalidFileException invalid(String what) {
    return new InvalidFileException(
        "%s: %s".formatted(file, Printable.shortened(what, MAX_MESSAGE)));
  }

  /** Text of the model as messages show it. */
  static String shown(String text) {
    return Printable.shortened(text, MAX_SHOWN);
  }
}

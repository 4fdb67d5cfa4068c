package dev.espalier.io.onnx;

import dev.espalier.io.onnx.file.OnnxFile;
import dev.espalier.io.onnx.shape.InferredTensors;
import dev.espalier.model.BranchyNet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A network imported from an ONNX file, with the way back: which nodes of the graph each layer
 * consists of.
 */
public final class OnnxNetwork {
  private final BranchyNet net;
  private final OnnxFile file;
  private final InferredTensors tensors;
  private final Map<String, List<Integer>> nodes;
  private final ImportSummary summary;

  OnnxNetwork(
      BranchyNet net,
      OnnxFile file,
      InferredTensors tensors,
      Map<String, List<Integer>> nodes,
      ImportSummary summary) {
    this.net = net;
    this.file = file;
    this.tensors = tensors;
    this.nodes = Map.copyOf(nodes);
    this.summary = summary;
  }

  /** The network for planning. Names of its tensors are those of the graph. */
  public BranchyNet net() {
    return net;
  }

  /** The file it comes from. */
  public OnnxFile file() {
    return file;
  }

  /** Types and sizes of all tensors of the graph. */
  public InferredTensors tensors() {
    return tensors;
  }

  /**
   * The nodes that a layer consists of, as indices into the node list of the graph, ascending. Each
   * node belongs to at most one layer.
   *
   * @throws IllegalArgumentException if the network has no such layer
   */
  public List<Integer> nodes(String layer) {
    List<Integer> found = nodes.get(layer);
    if (found == null) {
      throw new IllegalArgumentException("layer \"%s\" does not exist".formatted(layer));
    }
    return found;
  }

  /**
   * Number of elements of all weights, each tensor once, as the literature counts: of a batch
   * normalization scale and shift, not the running statistics, and no scalars, shapes or axes.
   */
  public long parameters() {
    return summary.parameters();
  }

  /**
   * Multiply-accumulates of one inference: of convolutions and matrix products, without biases and
   * other operations.
   */
  public long multiplyAccumulates() {
    return summary.multiplyAccumulates();
  }

  /** Number of layers where each node is one: that of the finest granularity. */
  public int nodePositions() {
    return summary.nodePositions();
  }

  /** What may make a plan inaccurate, one sentence each. */
  public List<String> warnings() {
    return summary.warnings();
  }

  /** What was assumed or left out, one sentence each. */
  public List<String> notes() {
    return summary.notes();
  }

  /** What was assumed of the probabilities of the exits; empty if they were given. */
  public Optional<String> assumedProbabilities() {
    return summary.assumedProbabilities();
  }

  /** Numbers of layers, parameters and multiply-accumulates, in a sentence. */
  public String totals() {
    return String.format(
        Locale.ROOT,
        "%d layers, %.4g million parameters, %.4g million multiply-accumulates (of convolutions and"
            + " matrix products)",
        net.layers().size(),
        parameters() / 1e6,
        multiplyAccumulates() / 1e6);
  }
}

package dev.espalier.model;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/**
 * The linearized network: an order of all layers in which each branch directly follows its fork,
 * and the quantities that depend on the order alone: reach, payloads, live tensors.
 *
 * <p>Positions are 0-based; boundary b is the gap before position b. Immutable and thread-safe.
 */
public final class Linearization {
  private final BranchyNet net;
  private final List<Layer> layers;
  private final Map<String, Integer> positions = new HashMap<>();
  private final int[] branches;
  private final int[] places;
  private final List<Integer> forkPositions;
  private final int[] exitPositions;
  private final double[] reach;
  private final TensorLives tensors;
  private final long[] payloadBytes;
  private final long[] heldBytes;

  private Linearization(BranchyNet net, Linearizer.Layout layout) {
    this.net = net;
    layers = List.copyOf(layout.layers());
    branches = layout.branches().stream().mapToInt(branch -> branch).toArray();
    places = places(branches, net.exits().size());
    for (int i = 0; i < layers.size(); i++) {
      positions.put(layers.get(i).name(), i);
    }
    forkPositions = layout.forks().stream().map(positions::get).toList();
    exitPositions = net.exits().stream().mapToInt(exit -> positions.get(exit.layer())).toArray();
    reach = reach(net, exitPositions, layers.size());
    tensors = new TensorLives(net, layers);
    payloadBytes = tensors.sentBytes();
    heldBytes = tensors.heldBytes();
  }

  /**
   * Linearizes a network.
   *
   * @throws IllegalArgumentException if the graph has a cycle, a layer leads to no exit, or a
   *     branch depends on the final exit's layer
   */
  public static Linearization of(BranchyNet net) {
    return new Linearization(net, new Linearizer(net).layout());
  }

  /** The 1-based place of each position among those of its branch. */
  private static int[] places(int[] branches, int count) {
    int[] seen = new int[count];
    return Arrays.stream(branches).map(branch -> ++seen[branch]).toArray();
  }

  /** {@code r_i = 1 - sum of the probabilities of all exits whose layer is before i}. */
  private static double[] reach(BranchyNet net, int[] exitPositions, int length) {
    double[] leaving = new double[length];
    for (int e = 0; e < exitPositions.length; e++) {
      leaving[exitPositions[e]] += net.exits().get(e).probability();
    }
    double[] reach = new double[length];
    double left = 0;
    for (int i = 0; i < length; i++) {
      // Rounding of printed probabilities must not make a reach negative.
      reach[i] = Math.max(0, 1 - left);
      left += leaving[i];
    }
    return reach;
  }

  /** The network that was linearized. */
  public BranchyNet net() {
    return net;
  }

  /** Number of positions L. */
  public int length() {
    return layers.size();
  }

  /** All layers in order of position. */
  public List<Layer> layers() {
    return layers;
  }

  /** The layer at a position. */
  public Layer layer(int position) {
    return layers.get(position);
  }

  /** Position of a layer, empty if the network has no such layer. */
  public OptionalInt positionOf(String layer) {
    Integer position = positions.get(layer);
    return position == null ? OptionalInt.empty() : OptionalInt.of(position);
  }

  /** Whether a position belongs to the trunk, not to a side branch. */
  public boolean isInTrunk(int position) {
    return branches[position] == 0;
  }

  /**
   * The branch of a position: 0 for the trunk, else the number of the exit that the side branch
   * leads to, counted from 1 in the order of the network's exits.
   */
  public int branch(int position) {
    return branches[position];
  }

  /** The place of a position in its branch, counted from 1. */
  public int placeInBranch(int position) {
    return places[position];
  }

  /** The name L_i of a position in the flat order of Na et al. 2023, section 4.1: from L1 on. */
  public String flatName(int position) {
    return "L" + (position + 1);
  }

  /** The label l_{x,y} of Na et al. 2023: branch x and place y in it, such as {@code l1,2}. */
  public String label(int position) {
    return "l" + branches[position] + "," + places[position];
  }

  /**
   * Positions of the forks, in order, each once: the trunk layers whose output a side branch reads.
   * A side exit on a trunk layer itself is its own fork; a branch that reads the model input alone
   * has none.
   */
  public List<Integer> forkPositions() {
    return forkPositions;
  }

  /** Position of the layer of the exit listed at {@code exitIndex}. */
  public int exitPosition(int exitIndex) {
    return exitPositions[exitIndex];
  }

  /** Probability r_i that a sample still runs this position. */
  public double reach(int position) {
    return reach[position];
  }

  /**
   * Bytes that must cross boundary b when it is cut: every tensor produced before b and read at or
   * after b. Boundary 0 carries the model inputs, boundary L nothing.
   */
  public long payloadBytes(int boundary) {
    return payloadBytes[boundary];
  }

  /**
   * The tensors that must cross a boundary when it is cut, in the order in which they are produced;
   * their sizes sum to the payload where the model inputs are sent as they are. Takes O(tensors).
   */
  public List<TensorSpec> crossing(int boundary) {
    return tensors.crossing(boundary);
  }

  /**
   * Bytes that must be held while a position runs: the tensors that cross its boundary, and its
   * output.
   */
  public long liveBytes(int position) {
    Layer layer = layers.get(position);
    long inside = layer.block().map(Block::heldBytes).orElse(0L);
    return heldBytes[position] + Math.max(layer.outputBytes(), inside);
  }

  /**
   * Bytes that a position reads: its input tensors and its weights, and what the layers of a block
   * exchange.
   */
  public long readBytes(int position) {
    Layer layer = layers.get(position);
    return tensors.readBytes(position)
        + layer.weightBytes()
        + layer.block().map(Block::movedBytes).orElse(0L);
  }

  /** Bytes that bring the model inputs to the first position from another device. */
  public long inputBytes() {
    return payloadBytes[0];
  }

  /** The answer of the exit listed at {@code exitIndex}. */
  public List<TensorSpec> results(int exitIndex) {
    List<String> named = net.exits().get(exitIndex).outputs();
    List<TensorSpec> outputs = layer(exitPositions[exitIndex]).outputs();
    return named.isEmpty()
        ? outputs
        : outputs.stream().filter(output -> named.contains(output.name())).toList();
  }

  /** Size of the answer of the exit listed at {@code exitIndex}, bytes. */
  public long resultBytes(int exitIndex) {
    return results(exitIndex).stream().mapToLong(TensorSpec::bytes).sum();
  }
}

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
  private final long[] payloadBytes;
  private final long[] readBytes;

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
    payloadBytes = payloadBytes();
    readBytes = readBytes();
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

  /** Bytes of every tensor produced before b and read at or after b, for every boundary b. */
  private long[] payloadBytes() {
    int length = layers.size();
    int[] lastReader = new int[length + 1];
    Arrays.fill(lastReader, -1);
    for (int i = 0; i < length; i++) {
      for (String input : layers.get(i).inputs()) {
        // Index 0 is the model input, index i + 1 the output of position i.
        lastReader[positions.getOrDefault(input, -1) + 1] = i;
      }
    }
    // A tensor crosses the boundaries from after its producer up to its last reader.
    long[] change = new long[length + 2];
    for (int tensor = 0; tensor <= length; tensor++) {
      if (lastReader[tensor] >= tensor) {
        long bytes = tensor == 0 ? net.input().bytes() : layers.get(tensor - 1).outputBytes();
        change[tensor] += bytes;
        change[lastReader[tensor] + 1] -= bytes;
      }
    }
    long[] payload = new long[length + 1];
    long crossing = 0;
    for (int b = 0; b <= length; b++) {
      crossing += change[b];
      payload[b] = crossing;
    }
    return payload;
  }

  private long[] readBytes() {
    return layers.stream()
        .mapToLong(
            layer ->
                layer.weightBytes() + layer.inputs().stream().mapToLong(this::tensorBytes).sum())
        .toArray();
  }

  private long tensorBytes(String tensor) {
    Integer position = positions.get(tensor);
    return position == null ? net.input().bytes() : layers.get(position).outputBytes();
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
   * after b. Boundary 0 carries the model input, boundary L nothing.
   */
  public long payloadBytes(int boundary) {
    return payloadBytes[boundary];
  }

  /** Bytes that must be held while a position runs: payload of its boundary plus its output. */
  public long liveBytes(int position) {
    return payloadBytes[position] + layers.get(position).outputBytes();
  }

  /** Bytes that a position reads: its input tensors and its weights. */
  public long readBytes(int position) {
    return readBytes[position];
  }
}

package dev.espalier.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Where the tensors of a linearized network are produced and last read. A tensor crosses the
 * boundaries from after its producer up to its last reader. Immutable.
 */
final class TensorLives {
  /** The model inputs, then the outputs of all positions. */
  private final List<TensorSpec> tensors = new ArrayList<>();

  /** What each tensor takes where it is sent, bytes. */
  private final long[] sentBytes;

  /** The first boundary that each tensor crosses. */
  private final int[] from;

  /** The last position that reads each tensor, -1 if there is none. */
  private final int[] lastReader;

  private final int length;
  private final long[] readBytes;

  TensorLives(BranchyNet net, List<Layer> layers) {
    length = layers.size();
    net.inputs().forEach(input -> tensors.add(input.tensor()));
    layers.forEach(layer -> tensors.addAll(layer.outputs()));
    sentBytes = tensors.stream().mapToLong(TensorSpec::bytes).toArray();
    for (int i = 0; i < net.inputs().size(); i++) {
      sentBytes[i] = net.inputs().get(i).sentBytes();
    }
    from =
        IntStream.concat(
                net.inputs().stream().mapToInt(input -> 0),
                IntStream.range(0, length)
                    .flatMap(i -> layers.get(i).outputs().stream().mapToInt(output -> i + 1)))
            .toArray();
    Map<String, Integer> indices = new HashMap<>();
    for (int t = 0; t < from.length; t++) {
      indices.put(tensors.get(t).name(), t);
    }
    lastReader = new int[from.length];
    Arrays.fill(lastReader, -1);
    readBytes = new long[length];
    for (int i = 0; i < length; i++) {
      for (String input : layers.get(i).inputs()) {
        int tensor = indices.get(input);
        lastReader[tensor] = i;
        readBytes[i] += tensors.get(tensor).bytes();
      }
    }
  }

  /** Bytes that are sent over each boundary when it is cut. */
  long[] sentBytes() {
    return crossingBytes(sentBytes);
  }

  /** Bytes of memory that the tensors which cross each boundary take. */
  long[] heldBytes() {
    return crossingBytes(tensors.stream().mapToLong(TensorSpec::bytes).toArray());
  }

  private long[] crossingBytes(long[] bytes) {
    long[] change = new long[length + 2];
    for (int t = 0; t < bytes.length; t++) {
      if (lastReader[t] >= from[t]) {
        change[from[t]] += bytes[t];
        change[lastReader[t] + 1] -= bytes[t];
      }
    }
    long[] crossing = new long[length + 1];
    long sum = 0;
    for (int b = 0; b <= length; b++) {
      sum += change[b];
      crossing[b] = sum;
    }
    return crossing;
  }

  /** The tensors that cross a boundary. */
  List<TensorSpec> crossing(int boundary) {
    return IntStream.range(0, from.length)
        .filter(t -> from[t] <= boundary && boundary <= lastReader[t])
        .mapToObj(tensors::get)
        .toList();
  }

  /** Bytes of the tensors that a position reads. */
  long readBytes(int position) {
    return readBytes[position];
  }
}

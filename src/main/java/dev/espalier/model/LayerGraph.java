package dev.espalier.model;

import dev.espalier.error.InvalidFieldException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The edges of a network, by indices in the order of the file. Arrays, as a graph of objects takes
 * a kilobyte for each edge of a dense network. Immutable.
 */
final class LayerGraph {
  /** Stands for the model input among the producers of a layer. */
  static final int MODEL_INPUT = -1;

  private final Map<String, Integer> indices = new HashMap<>();
  private final int[][] producers;
  private final int[][] readers;

  /**
   * Takes O(layers + edges).
   *
   * @throws IllegalArgumentException if there is a cycle
   */
  LayerGraph(BranchyNet net) {
    List<Layer> layers = net.layers();
    Map<String, Integer> makers = new HashMap<>();
    for (int i = 0; i < layers.size(); i++) {
      indices.put(layers.get(i).name(), i);
      for (TensorSpec output : layers.get(i).outputs()) {
        makers.put(output.name(), i);
      }
    }
    producers = new int[layers.size()][];
    for (int i = 0; i < producers.length; i++) {
      producers[i] =
          layers.get(i).inputs().stream()
              .mapToInt(input -> makers.getOrDefault(input, MODEL_INPUT))
              .toArray();
    }
    readers = readers(producers);
    checkAcyclic(net);
  }

  private static int[][] readers(int[][] producers) {
    int[] counts = new int[producers.length];
    for (int[] each : producers) {
      for (int producer : each) {
        if (producer != MODEL_INPUT) {
          counts[producer]++;
        }
      }
    }
    int[][] readers = new int[producers.length][];
    for (int i = 0; i < readers.length; i++) {
      readers[i] = new int[counts[i]];
    }
    for (int reader = producers.length - 1; reader >= 0; reader--) {
      for (int producer : producers[reader]) {
        if (producer != MODEL_INPUT) {
          readers[producer][--counts[producer]] = reader;
        }
      }
    }
    return readers;
  }

  /** An input that depends on its reader is on a cycle: both are strongly connected. */
  private void checkAcyclic(BranchyNet net) {
    int[] component = new StrongComponents(producers).components();
    for (int reader = 0; reader < producers.length; reader++) {
      for (int j = 0; j < producers[reader].length; j++) {
        int producer = producers[reader][j];
        if (producer != MODEL_INPUT && component[producer] == component[reader]) {
          Layer layer = net.layers().get(reader);
          throw new InvalidFieldException(
              "layers/" + reader + "/inputs/" + j,
              "layer \"%s\": input \"%s\" closes a cycle, because it depends on \"%s\" itself"
                  .formatted(layer.name(), layer.inputs().get(j), layer.name()));
        }
      }
    }
  }

  /** Number of layers. */
  int size() {
    return producers.length;
  }

  /** Index of a layer of the network. */
  int indexOf(String layer) {
    return indices.get(layer);
  }

  /**
   * Producers of the inputs of a layer, in its order: layers, repeated where it reads several of
   * their outputs, or {@link #MODEL_INPUT}; not to be changed.
   */
  int[] producers(int layer) {
    return producers[layer];
  }

  /** The layers that read outputs of one, ascending, once for each; not to be changed. */
  int[] readers(int layer) {
    return readers[layer];
  }
}

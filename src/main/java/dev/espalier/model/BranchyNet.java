package dev.espalier.model;

import dev.espalier.error.InvalidFieldException;
import dev.espalier.internal.Checks;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * An early-exit network: a directed acyclic graph of layers with a trunk that ends in the final
 * exit and side branches that end in early exits (Teerapittayanon, McDanel, Kung: BranchyNet, ICPR
 * 2016).
 *
 * <p>The names are checked here; the graph (cycles, layers that lead nowhere) is checked by {@link
 * Linearization#of}.
 *
 * @param name the network's name
 * @param input the tensor that enters it
 * @param layers all layers, in any order; the order breaks ties of the linearization
 * @param exits all exits, the final one last; their probabilities sum to 1
 */
public record BranchyNet(String name, ModelInput input, List<Layer> layers, List<Exit> exits) {

  /**
   * Maximum deviation from 1 of the sum of the exit probabilities: they are often printed with few
   * digits.
   */
  private static final double PROBABILITY_SUM_TOLERANCE = 1e-6;

  /**
   * @throws IllegalArgumentException if a name is blank, repeated or unknown, if there is no layer
   *     or no exit, if two exits share a layer, or if the probabilities do not sum to 1
   */
  public BranchyNet {
    Checks.name("model", "name", name);
    layers = List.copyOf(layers);
    exits = List.copyOf(exits);
    if (layers.isEmpty()) {
      throw new InvalidFieldException("layers", "model: layers must not be empty");
    }
    if (exits.isEmpty()) {
      throw new InvalidFieldException(
          "exits", "model: exits must not be empty; the last one listed is the final exit");
    }
    Map<String, String> tensors = new HashMap<>();
    tensors.put(input.name(), Checks.quoted("model input", input.name()));
    checkLayerNames(layers, tensors);
    checkInputNames(layers, tensors);
    checkExits(exits, layers.stream().map(Layer::name).collect(Collectors.toSet()));
    checkTotals(input, layers);
  }

  private static void checkLayerNames(List<Layer> layers, Map<String, String> tensors) {
    for (int i = 0; i < layers.size(); i++) {
      Layer layer = layers.get(i);
      String earlier = tensors.put(layer.name(), Checks.quoted("layer", layer.name()) + " at " + i);
      if (earlier != null) {
        throw new InvalidFieldException(
            "layers/" + i + "/name",
            "layer name \"%s\" is already taken by the %s; names must be unique"
                .formatted(layer.name(), earlier));
      }
    }
  }

  private static void checkInputNames(List<Layer> layers, Map<String, String> tensors) {
    for (int i = 0; i < layers.size(); i++) {
      List<String> inputs = layers.get(i).inputs();
      for (int j = 0; j < inputs.size(); j++) {
        if (!tensors.containsKey(inputs.get(j))) {
          throw new InvalidFieldException(
              "layers/" + i + "/inputs/" + j,
              "layer \"%s\": input \"%s\" is neither a layer nor the model input"
                  .formatted(layers.get(i).name(), inputs.get(j)));
        }
      }
    }
  }

  private static void checkExits(List<Exit> exits, Set<String> layers) {
    Map<String, Exit> byName = new HashMap<>();
    Map<String, Exit> byLayer = new HashMap<>();
    double sum = 0;
    for (int e = 0; e < exits.size(); e++) {
      Exit exit = exits.get(e);
      sum += exit.probability();
      if (byName.put(exit.name(), exit) != null) {
        throw new InvalidFieldException(
            "exits/" + e + "/name", "exit name \"%s\" is listed twice".formatted(exit.name()));
      }
      if (!layers.contains(exit.layer())) {
        throw new InvalidFieldException(
            "exits/" + e + "/layer",
            "exit \"%s\": layer \"%s\" does not exist".formatted(exit.name(), exit.layer()));
      }
      Exit other = byLayer.put(exit.layer(), exit);
      if (other != null) {
        throw new InvalidFieldException(
            "exits/" + e + "/layer",
            "exit \"%s\": layer \"%s\" already is the layer of exit \"%s\""
                .formatted(exit.name(), exit.layer(), other.name()));
      }
    }
    if (!(Math.abs(sum - 1) <= PROBABILITY_SUM_TOLERANCE)) {
      throw new InvalidFieldException(
          "exits", "probabilities of the exits must sum to 1 but sum to " + sum);
    }
  }

  /** The planner sums sizes in many places; this check keeps all of these sums exact. */
  private static void checkTotals(ModelInput input, List<Layer> layers) {
    double flops = 0;
    double bytes = input.bytes();
    for (Layer layer : layers) {
      flops += layer.flops();
      bytes += (double) layer.weightBytes() + layer.outputBytes();
    }
    if (Math.max(flops, bytes) > Checks.MAX_COUNT) {
      throw new InvalidFieldException(
          "layers",
          "the flops and the bytes of all layers must each sum to at most 2^53 but sum to %s and %s"
              .formatted(flops, bytes));
    }
  }

  /**
   * This network with some of its exits, at other probabilities. Layers that lead to none of them
   * do not run and are dropped.
   *
   * @param kept exits of this network, the final one last; their probabilities sum to 1
   * @throws IllegalArgumentException if the exits are not those of a network on these layers
   */
  public BranchyNet withExits(List<Exit> kept) {
    if (kept.isEmpty()) {
      throw new InvalidFieldException("exits", "exits must not be empty");
    }
    Map<String, Layer> byName =
        layers.stream().collect(Collectors.toMap(Layer::name, layer -> layer));
    Set<String> needed = new HashSet<>();
    Deque<String> open = new ArrayDeque<>(kept.stream().map(Exit::layer).toList());
    while (!open.isEmpty()) {
      String name = open.pop();
      if (byName.containsKey(name) && needed.add(name)) {
        open.addAll(byName.get(name).inputs());
      }
    }
    List<Layer> running = layers.stream().filter(layer -> needed.contains(layer.name())).toList();
    return new BranchyNet(name, input, running, kept);
  }

  /** The exit that every sample can reach: the last one listed. */
  public Exit finalExit() {
    return exits.get(exits.size() - 1);
  }
}

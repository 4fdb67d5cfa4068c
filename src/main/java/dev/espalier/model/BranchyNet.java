package dev.espalier.model;

import dev.espalier.error.InvalidFieldException;
import dev.espalier.internal.Checks;
import dev.espalier.internal.NearestName;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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
 * @param inputs the tensors that enter it
 * @param layers all layers, in any order; the order breaks ties of the linearization
 * @param exits all exits, the final one last; their probabilities sum to 1
 */
public record BranchyNet(
    String name, List<ModelInput> inputs, List<Layer> layers, List<Exit> exits) {

  /**
   * Maximum deviation from 1 of the sum of the exit probabilities: they are often printed with few
   * digits.
   */
  private static final double PROBABILITY_SUM_TOLERANCE = 1e-6;

  /** Amount by which probabilities may exceed 1 through rounding. */
  private static final double ROUNDING = 1e-9;

  /**
   * @throws IllegalArgumentException if a name is blank, repeated or unknown, if there is no input,
   *     no layer or no exit, if two exits share a layer, if an exit's outputs are not those of its
   *     layer, or if the probabilities do not sum to 1
   */
  public BranchyNet {
    Checks.name("model", "name", name);
    inputs = List.copyOf(inputs);
    layers = List.copyOf(layers);
    exits = List.copyOf(exits);
    Checks.notEmpty("model", "inputs", inputs);
    if (layers.isEmpty()) {
      throw new InvalidFieldException("layers", "model: layers must not be empty");
    }
    if (exits.isEmpty()) {
      throw new InvalidFieldException(
          "exits", "model: exits must not be empty; the last one listed is the final exit");
    }
    Set<String> tensors = new TensorNames(inputs, layers).all();
    checkInputNames(layers, tensors);
    checkExits(exits, layers.stream().collect(Collectors.toMap(Layer::name, layer -> layer)));
    checkTotals(inputs, layers);
  }

  /**
   * A network with a single input.
   *
   * @throws IllegalArgumentException as the canonical constructor
   */
  public BranchyNet(String name, ModelInput input, List<Layer> layers, List<Exit> exits) {
    this(name, List.of(input), layers, exits);
  }

  private static void checkInputNames(List<Layer> layers, Set<String> tensors) {
    for (int i = 0; i < layers.size(); i++) {
      List<String> inputs = layers.get(i).inputs();
      for (int j = 0; j < inputs.size(); j++) {
        if (!tensors.contains(inputs.get(j))) {
          throw new InvalidFieldException(
              "layers/" + i + "/inputs/" + j,
              "layer \"%s\": input \"%s\" is neither a layer's output nor a model input%s"
                  .formatted(
                      layers.get(i).name(),
                      inputs.get(j),
                      NearestName.hint(inputs.get(j), tensors)));
        }
      }
    }
  }

  private static void checkExits(List<Exit> exits, Map<String, Layer> layers) {
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
      Layer layer = layers.get(exit.layer());
      if (layer == null) {
        throw new InvalidFieldException(
            "exits/" + e + "/layer",
            "exit \"%s\": layer \"%s\" does not exist%s"
                .formatted(
                    exit.name(), exit.layer(), NearestName.hint(exit.layer(), layers.keySet())));
      }
      Exit other = byLayer.put(exit.layer(), exit);
      if (other != null) {
        throw new InvalidFieldException(
            "exits/" + e + "/layer",
            "exit \"%s\": layer \"%s\" already is the layer of exit \"%s\""
                .formatted(exit.name(), exit.layer(), other.name()));
      }
      checkOutputs(e, exit, layer);
    }
    if (!(Math.abs(sum - 1) <= PROBABILITY_SUM_TOLERANCE)) {
      throw new InvalidFieldException(
          "exits", "probabilities of the exits must sum to 1 but sum to " + sum);
    }
  }

  private static void checkOutputs(int index, Exit exit, Layer layer) {
    List<String> produced = layer.outputs().stream().map(TensorSpec::name).toList();
    for (int i = 0; i < exit.outputs().size(); i++) {
      if (!produced.contains(exit.outputs().get(i))) {
        throw new InvalidFieldException(
            "exits/" + index + "/outputs/" + i,
            "exit \"%s\": its layer \"%s\" has no output \"%s\"; expected one of %s%s"
                .formatted(
                    exit.name(),
                    layer.name(),
                    exit.outputs().get(i),
                    String.join(", ", produced),
                    NearestName.hint(exit.outputs().get(i), produced)));
      }
    }
  }

  /** The planner sums sizes in many places; this check keeps all of these sums exact. */
  private static void checkTotals(List<ModelInput> inputs, List<Layer> layers) {
    double flops = 0;
    double bytes = inputs.stream().mapToDouble(ModelInput::bytes).sum();
    for (Layer layer : layers) {
      flops += layer.flops();
      bytes += (double) layer.weightBytes() + layer.outputBytes();
      bytes += layer.block().map(Block::movedBytes).orElse(0L);
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
    Map<String, Layer> byOutput = new HashMap<>();
    Map<String, Layer> byName = new HashMap<>();
    for (Layer layer : layers) {
      byName.put(layer.name(), layer);
      layer.outputs().forEach(tensor -> byOutput.put(tensor.name(), layer));
    }
    Set<Layer> needed = Collections.newSetFromMap(new IdentityHashMap<>());
    Deque<Layer> open = new ArrayDeque<>();
    kept.stream().map(exit -> byName.get(exit.layer())).filter(Objects::nonNull).forEach(open::add);
    while (!open.isEmpty()) {
      Layer layer = open.pop();
      if (needed.add(layer)) {
        layer.inputs().stream().map(byOutput::get).filter(Objects::nonNull).forEach(open::push);
      }
    }
    List<Layer> running = layers.stream().filter(needed::contains).toList();
    return new BranchyNet(name, inputs, running, kept);
  }

  /**
   * This network with other probabilities of its exits.
   *
   * @param probabilities one for each exit, in order; they sum to 1
   * @throws IllegalArgumentException if one is not from 0 to 1, or they do not sum to 1
   */
  public BranchyNet withProbabilities(double... probabilities) {
    List<Exit> changed = new ArrayList<>();
    for (int e = 0; e < probabilities.length; e++) {
      changed.add(exits.get(e).withProbability(probabilities[e]));
    }
    return withExits(changed);
  }

  /**
   * This network with other probabilities of some exits: the other exits divide the rest in
   * proportion to their probabilities here; where those are all 0, the last of them takes it.
   *
   * @param fixed probability by name of the exit
   * @throws IllegalArgumentException if one is not from 0 to 1, or they sum to more than 1, or to
   *     less and there is no other exit
   */
  public BranchyNet withSomeProbabilities(Map<String, Double> fixed) {
    double rest = 1 - fixed.values().stream().mapToDouble(probability -> probability).sum();
    boolean isAllFixed = fixed.size() == exits.size();
    if (!(rest >= -ROUNDING) || (isAllFixed && rest > ROUNDING)) {
      throw new InvalidFieldException(
          "probability",
          "the probabilities of all exits must sum to 1 but those of %s sum to %s"
              .formatted(String.join(", ", fixed.keySet()), 1 - rest));
    }
    List<Exit> others = exits.stream().filter(exit -> !fixed.containsKey(exit.name())).toList();
    double all = others.stream().mapToDouble(Exit::probability).sum();
    List<Exit> changed = new ArrayList<>();
    for (Exit exit : exits) {
      boolean isLast = !others.isEmpty() && exit == others.get(others.size() - 1);
      double left = all > 0 ? Math.min(1, exit.probability() / all) : isLast ? 1 : 0;
      changed.add(exit.withProbability(fixed.getOrDefault(exit.name(), Math.max(0, rest) * left)));
    }
    return withExits(changed);
  }

  /** This network with other inputs of the same names, such as sent in another form. */
  public BranchyNet withInputs(List<ModelInput> others) {
    return new BranchyNet(name, others, layers, exits);
  }

  /** The exit that every sample can reach: the last one listed. */
  public Exit finalExit() {
    return exits.get(exits.size() - 1);
  }
}

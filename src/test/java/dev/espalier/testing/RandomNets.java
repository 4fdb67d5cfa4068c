package dev.espalier.testing;

import dev.espalier.model.BranchyNet;
import dev.espalier.model.Exit;
import dev.espalier.model.Layer;
import dev.espalier.model.ModelInput;
import dev.espalier.model.TensorSpec;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * Random early-exit networks: a trunk of chains, residual blocks, parallel paths and dense joins,
 * and up to three side exits in the trunk, on a branch, or behind a branch of their own, which may
 * hang on another one or read the model input alone. Sizes of zero and equal sizes are common.
 */
final class RandomNets {
  private static final String INPUT = "image";

  private final RandomGenerator random;
  private final int maxLayers;
  private final List<Layer> layers = new ArrayList<>();
  private final List<String> trunk = new ArrayList<>();
  private final List<String> branches = new ArrayList<>();
  private final List<String> exitLayers = new ArrayList<>();

  private RandomNets(RandomGenerator random, int maxLayers) {
    this.random = random;
    this.maxLayers = maxLayers;
  }

  static BranchyNet next(RandomGenerator random, int maxLayers) {
    return new RandomNets(random, maxLayers).net();
  }

  private BranchyNet net() {
    int sideExits = random.nextInt(4);
    int trunkLayers = 1 + random.nextInt(Math.max(1, maxLayers - sideExits));
    while (trunk.size() < trunkLayers) {
      growTrunk(trunkLayers - trunk.size());
    }
    for (int e = 0; e < sideExits; e++) {
      addSideExit(maxLayers - layers.size());
    }
    if (random.nextBoolean()) {
      shuffle(layers);
    }
    shuffle(exitLayers);
    exitLayers.add(trunk.get(trunk.size() - 1));
    BranchyNet net = new BranchyNet("random", new ModelInput(INPUT, bytes()), layers, exits());
    // A stream of its own: what follows in that of the test is the same for all networks.
    RandomNets tensors = new RandomNets(new SplittableRandom(layers.hashCode()), 0);
    return tensors.random.nextInt(3) == 0 ? tensors.withManyTensors(net) : net;
  }

  /** Some layers have two outputs and a second model input is read, in a form sent in few bytes. */
  private BranchyNet withManyTensors(BranchyNet net) {
    ModelInput second = new ModelInput("mask", bytes()).withSentBytes(bytes() / 10);
    Map<String, List<TensorSpec>> outputs = new HashMap<>();
    for (Layer layer : net.layers()) {
      TensorSpec only = layer.outputs().get(0);
      outputs.put(
          layer.name(),
          random.nextBoolean()
              ? List.of(only)
              : List.of(
                  TensorSpec.of(layer.name() + ":a", bytes()),
                  TensorSpec.of(layer.name() + ":b", bytes())));
    }
    List<Layer> many = new ArrayList<>();
    for (Layer layer : net.layers()) {
      List<String> inputs = new ArrayList<>();
      for (String input : layer.inputs()) {
        inputs.addAll(input.equals(INPUT) ? List.of(INPUT) : some(outputs.get(input)));
      }
      if (random.nextInt(4) == 0) {
        inputs.add(second.name());
      }
      many.add(
          new Layer(
              layer.name(),
              layer.op(),
              inputs,
              layer.flops(),
              layer.weightBytes(),
              outputs.get(layer.name())));
    }
    List<Exit> exits =
        net.exits().stream()
            .map(
                exit ->
                    new Exit(
                        exit.name(),
                        exit.layer(),
                        exit.probability(),
                        random.nextBoolean() ? List.of() : some(outputs.get(exit.layer()))))
            .toList();
    return new BranchyNet("random", List.of(net.inputs().get(0), second), many, exits);
  }

  /** Names of one or all of some tensors. */
  private List<String> some(List<TensorSpec> tensors) {
    return random.nextBoolean()
        ? List.of(oneOf(tensors).name())
        : tensors.stream().map(TensorSpec::name).toList();
  }

  private void growTrunk(int room) {
    String last = trunk.isEmpty() ? INPUT : trunk.get(trunk.size() - 1);
    int block = random.nextInt(4);
    if (block == 1 && room >= 2) {
      trunkLayer(List.of(trunkLayer(List.of(last)), last));
    } else if (block == 2 && room >= 3) {
      trunkLayer(paths(last, room - 1));
    } else if (block == 3 && !trunk.isEmpty()) {
      trunkLayer(withOthers(last, trunk.subList(0, trunk.size() - 1)));
    } else {
      trunkLayer(List.of(last));
    }
  }

  /** Ends of two or more parallel paths, of which one may start at the model input. */
  private List<String> paths(String last, int room) {
    List<String> ends = new ArrayList<>();
    int left = room;
    while (left > 0 && ends.size() < 3) {
      String end = !ends.isEmpty() && random.nextInt(4) == 0 ? INPUT : last;
      int length = 1 + random.nextInt(Math.min(2, left));
      for (int i = 0; i < length; i++) {
        end = trunkLayer(List.of(end));
      }
      left -= length;
      ends.add(end);
    }
    if (ends.size() < 3 && random.nextBoolean()) {
      ends.add(last);
    }
    return ends;
  }

  private List<String> withOthers(String first, List<String> others) {
    List<String> inputs = new ArrayList<>(List.of(first));
    for (String other : others) {
      if (random.nextInt(3) == 0) {
        inputs.add(other);
      }
    }
    if (random.nextInt(6) == 0) {
      inputs.add(INPUT);
    }
    shuffle(inputs);
    return inputs.stream().distinct().toList();
  }

  private void addSideExit(int room) {
    List<String> inside = trunk.subList(0, trunk.size() - 1);
    List<String> places = new ArrayList<>(random.nextBoolean() ? inside : branches);
    places.removeAll(exitLayers);
    if (!places.isEmpty() && (room == 0 || random.nextInt(3) == 0)) {
      exitLayers.add(oneOf(places));
    } else if (room > 0) {
      exitLayers.add(branch(inside, 1 + random.nextInt(Math.min(3, room))));
    }
  }

  private String branch(List<String> inside, int length) {
    List<String> forks = new ArrayList<>(random.nextInt(3) == 0 ? branches : inside);
    String fork = forks.isEmpty() || random.nextInt(8) == 0 ? INPUT : oneOf(forks);
    String last = fork;
    List<String> own = new ArrayList<>();
    for (int i = 0; i < length; i++) {
      List<String> others = new ArrayList<>(own);
      if (random.nextInt(4) == 0) {
        others.addAll(inside);
        others.addAll(branches);
      }
      others.remove(last);
      last =
          layer(
              "b" + layers.size(),
              i == 0 && random.nextBoolean() ? List.of(fork) : withOthers(last, others));
      own.add(last);
    }
    branches.addAll(own);
    return last;
  }

  private String trunkLayer(List<String> inputs) {
    String name = layer("t" + layers.size(), inputs);
    trunk.add(name);
    return name;
  }

  private String layer(String name, List<String> inputs) {
    layers.add(
        new Layer(name, "Op", inputs, flops(), random.nextInt(5) == 0 ? 0 : bytes(), bytes()));
    return name;
  }

  private List<Exit> exits() {
    double[] weights = new double[exitLayers.size()];
    double sum = 0;
    for (int e = 0; e < weights.length; e++) {
      weights[e] = random.nextInt(8) == 0 ? 0 : random.nextDouble();
      sum += weights[e];
    }
    List<Exit> exits = new ArrayList<>();
    for (int e = 0; e < weights.length; e++) {
      double probability = sum == 0 ? (e == 0 ? 1 : 0) : weights[e] / sum;
      exits.add(new Exit("exit" + e, exitLayers.get(e), probability));
    }
    return exits;
  }

  private long bytes() {
    return switch (random.nextInt(6)) {
      case 0 -> 0;
      case 1, 2 -> 10_000L * (1 + random.nextInt(8));
      default -> random.nextInt(200_000);
    };
  }

  private long flops() {
    return switch (random.nextInt(6)) {
      case 0 -> 0;
      case 1 -> 5_000_000L * (1 + random.nextInt(4));
      default -> random.nextInt(50_000_000);
    };
  }

  private <T> T oneOf(List<T> items) {
    return items.get(random.nextInt(items.size()));
  }

  private void shuffle(List<?> items) {
    for (int i = items.size(); i > 1; i--) {
      Collections.swap(items, i - 1, random.nextInt(i));
    }
  }
}

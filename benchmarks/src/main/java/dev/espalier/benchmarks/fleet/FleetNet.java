package dev.espalier.benchmarks.fleet;

import dev.espalier.model.BranchyNet;
import dev.espalier.model.Exit;
import dev.espalier.model.Layer;
import dev.espalier.model.ModelInput;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Draws a chain of layers with zero, one or two early exits, each as probable.
 *
 * <p>Of a trunk layer, operations are log-uniform from 1e6 to 5e7, weights from 1e4 to 1e6 bytes
 * and the output from 2e3 to 2e5 bytes. An early exit hangs on a layer in the second or third
 * quarter of the trunk, through a head of a tenth of a trunk layer's operations and weights with an
 * answer of 40 bytes, and is taken with a probability from 0 to 0.4.
 */
final class FleetNet {
  private static final String INPUT = "image";
  private static final long INPUT_BYTES = 150_000;
  private static final long ANSWER_BYTES = 40;
  private static final int MAX_EARLY_EXITS = 2;
  private static final double MAX_EXIT_PROBABILITY = 0.4;
  private static final double HEAD = 0.1;

  private FleetNet() {}

  /** A chain with this number of positions, heads of exits included. */
  static BranchyNet chain(int positions, RandomGenerator random) {
    int heads = random.nextInt(MAX_EARLY_EXITS + 1);
    int trunk = positions - heads;
    List<Layer> layers = new ArrayList<>();
    for (int i = 0; i < trunk; i++) {
      String input = i == 0 ? INPUT : "t" + (i - 1);
      layers.add(layer("t" + i, input, 1, (long) Draws.logUniform(2e3, 2e5, random), random));
    }
    List<Exit> exits = new ArrayList<>();
    double rest = 1;
    for (int place : places(heads, trunk, random)) {
      String head = "e" + exits.size();
      layers.add(layer(head, "t" + place, HEAD, ANSWER_BYTES, random));
      double probability = random.nextDouble(MAX_EXIT_PROBABILITY);
      rest -= probability;
      exits.add(new Exit(head, head, probability));
    }
    exits.add(new Exit("final", "t" + (trunk - 1), rest));
    return new BranchyNet("drawn", new ModelInput(INPUT, INPUT_BYTES), layers, exits);
  }

  /** Different layers from the second and third quarter, ascending. */
  private static List<Integer> places(int count, int trunk, RandomGenerator random) {
    List<Integer> places = new ArrayList<>();
    while (places.size() < count) {
      int place = trunk / 4 + random.nextInt(trunk / 2);
      if (!places.contains(place)) {
        places.add(place);
      }
    }
    Collections.sort(places);
    return places;
  }

  private static Layer layer(
      String name, String input, double size, long outputBytes, RandomGenerator random) {
    long flops = (long) (size * Draws.logUniform(1e6, 5e7, random));
    long weightBytes = (long) (size * Draws.logUniform(1e4, 1e6, random));
    return new Layer(name, "Op", List.of(input), flops, weightBytes, outputBytes);
  }
}

package dev.espalier.benchmarks.soundness;

import dev.espalier.model.BranchyNet;
import dev.espalier.model.Exit;
import dev.espalier.model.Layer;
import dev.espalier.model.ModelInput;
import java.util.ArrayList;
import java.util.List;

/** Draws networks: a trunk, in a third of them with skips, and up to three early exits. */
final class MixedNet {
  private static final int MAX_EXITS = 3;
  private static final int SKIP_SPAN = 4;

  private final Dice dice;
  private final List<Layer> layers = new ArrayList<>();
  private final List<Exit> exits = new ArrayList<>();

  private MixedNet(Dice dice) {
    this.dice = dice;
  }

  /** A network of this number of layers. */
  static BranchyNet of(int length, Dice dice) {
    return new MixedNet(dice).draw(length);
  }

  private BranchyNet draw(int length) {
    int heads = Math.min(dice.from(0, MAX_EXITS), (length - 1) / 2);
    int trunk = length - heads;
    boolean skips = dice.oneIn(3);
    for (int i = 0; i < trunk; i++) {
      List<String> inputs = new ArrayList<>(List.of(i == 0 ? "image" : "t" + (i - 1)));
      if (skips && i > 1 && dice.oneIn(3)) {
        inputs.add("t" + (i - dice.from(2, Math.min(i, SKIP_SPAN))));
      }
      layers.add(layer("t" + i, inputs));
    }
    double rest = 1;
    for (int place : dice.someOf(0, trunk - 2, heads)) {
      String head = "e" + place;
      layers.add(layer(head, List.of("t" + place)));
      double probability = dice.oneIn(4) ? 0 : rest * dice.random().nextDouble();
      rest -= probability;
      exits.add(new Exit(head, head, probability));
    }
    exits.add(new Exit("final", "t" + (trunk - 1), rest));
    return new BranchyNet("mixed", new ModelInput("image", bytes(2e3, 2e5)), layers, exits);
  }

  private Layer layer(String name, List<String> inputs) {
    long flops = bytes(1e5, 5e7);
    return new Layer(name, "Op", inputs, flops, bytes(1e3, 1e6), bytes(1e2, 2e5));
  }

  private long bytes(double from, double to) {
    return dice.oneIn(10) ? 0 : (long) dice.logUniform(from, to);
  }
}

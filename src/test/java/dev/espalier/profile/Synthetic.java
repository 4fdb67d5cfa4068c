package dev.espalier.profile;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.ToDoubleFunction;

/** Profiles of layers whose times are computed. */
final class Synthetic {
  private Synthetic() {}

  static LayerTime layer(String name, String op, LayerWork work, double ms) {
    return new LayerTime(name, Optional.of(op), Timing.of(ms), Optional.of(work));
  }

  /** Random layers of one operator, from 10^3 to 10^8 operations. */
  static List<LayerTime> layers(String op, int count, long seed, ToDoubleFunction<LayerWork> ms) {
    Random random = new Random(seed);
    List<LayerTime> layers = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      LayerWork work =
          new LayerWork(
              (long) Math.pow(10, 3 + 5 * random.nextDouble()),
              (long) Math.pow(10, 2 + 4 * random.nextDouble()),
              (long) Math.pow(10, 2 + 3 * random.nextDouble()));
      layers.add(layer(op + i, op, work, ms.applyAsDouble(work)));
    }
    return layers;
  }

  static Profile profile(List<LayerTime> layers) {
    return Profile.of(Optional.of("net"), layers);
  }
}

package dev.espalier.search.joint;

import dev.espalier.device.Device;
import dev.espalier.device.DeviceCatalog;
import dev.espalier.device.Network;
import dev.espalier.exit.Criterion;
import dev.espalier.exit.ExitChoices;
import dev.espalier.exit.log.ExitLog;
import dev.espalier.exit.log.ExitLogBuilder;
import dev.espalier.exit.log.Fallback;
import dev.espalier.exit.log.LogChoices;
import dev.espalier.exit.log.ThresholdGrid;
import dev.espalier.model.BranchyNet;
import dev.espalier.model.Exit;
import dev.espalier.model.Layer;
import dev.espalier.model.ModelInput;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * Networks of trunk layers t0, t1, ... with a branch layer b0, b1, ... behind each but the last
 * one, linearized as t0, b0, t1, b1, ..., and logs of their exits exit0, exit1, ...
 */
final class Chains {
  private Chains() {}

  static List<String> exits(int sideExits) {
    return IntStream.rangeClosed(0, sideExits).mapToObj(e -> "exit" + e).toList();
  }

  /** A chain whose layers all have the same numbers. */
  static BranchyNet net(
      int sideExits, long inputBytes, long flops, long weightBytes, long outputBytes) {
    List<Layer> layers = new ArrayList<>();
    List<Exit> exits = new ArrayList<>();
    for (int e = 0; e <= sideExits; e++) {
      String before = e == 0 ? "image" : "t" + (e - 1);
      layers.add(new Layer("t" + e, "Op", List.of(before), flops, 0, outputBytes));
      if (e < sideExits) {
        layers.add(new Layer("b" + e, "Op", List.of("t" + e), flops / 4, weightBytes, 0));
      }
      exits.add(new Exit("exit" + e, (e < sideExits ? "b" : "t") + e, e < sideExits ? 0 : 1));
    }
    return new BranchyNet("chain", new ModelInput("image", inputBytes), layers, exits);
  }

  /** Devices d0, d1, ..., each twice as fast as the one before. */
  static DeviceCatalog devices(int count) {
    List<Device> devices = new ArrayList<>();
    for (int d = 0; d < count; d++) {
      devices.add(new Device("d" + d, 0.5 * (1 << d), 100 * (1 << d)));
    }
    return new DeviceCatalog("devices", devices, Network.uniform(40, 0.5));
  }

  /**
   * A log in which later exits are better and confidence, though not accurate at every exit, says
   * something: each sample has a difficulty, and each exit a skill and a boast.
   */
  static ExitLog log(long seed, int sideExits, int samples) {
    Random random = new Random(seed);
    ExitLogBuilder log = ExitLog.builder(exits(sideExits), Criterion.CONFIDENCE);
    double[] boast = random.doubles(sideExits + 1, -0.2, 0.3).toArray();
    for (int s = 0; s < samples; s++) {
      double difficulty = random.nextDouble();
      double[] confidence = new double[sideExits + 1];
      boolean[] right = new boolean[sideExits + 1];
      for (int e = 0; e <= sideExits; e++) {
        double skill = 0.55 + 0.45 * e / sideExits;
        double chance = Math.max(0.05, Math.min(1, skill + 0.5 * (0.5 - difficulty)));
        right[e] = random.nextDouble() < chance;
        double said = chance + boast[e] + 0.1 * random.nextGaussian() + (right[e] ? 0.05 : -0.05);
        confidence[e] = Math.max(0, Math.min(1, said));
      }
      log.add(confidence, right);
    }
    return log.build();
  }

  /** What a log lets one choose from, with the same thresholds for each side exit. */
  static ExitChoices choices(ExitLog log, double... thresholds) {
    ThresholdGrid grid = ThresholdGrid.same(log.exits().size() - 1, thresholds);
    return LogChoices.of("clean", log, grid, Fallback.FINAL);
  }
}

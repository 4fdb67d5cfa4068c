package dev.espalier.exit.log;

import dev.espalier.exit.Criterion;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.IntStream;

/** Small random logs whose values often are equal to a threshold or to each other. */
public final class RandomLogs {
  private RandomLogs() {}

  /**
   * A log of exits exit0, exit1, ... that are correct two times in three, whatever their values.
   */
  public static ExitLog log(Random random, Criterion criterion, int exits, int samples) {
    List<String> names = IntStream.range(0, exits).mapToObj(e -> "exit" + e).toList();
    ExitLogBuilder log = ExitLog.builder(names, criterion);
    for (int s = 0; s < samples; s++) {
      double[] values = random.doubles(exits).map(v -> Math.round(20 * v) / 20.0).toArray();
      boolean[] right = new boolean[exits];
      for (int e = 0; e < exits; e++) {
        right[e] = random.nextInt(3) > 0;
      }
      log.add(values, right);
    }
    return log.build();
  }

  /** One to four thresholds for each side exit, some of them out of reach. */
  static ThresholdGrid grid(Random random, int sideExits) {
    double[][] ofExit = new double[sideExits][];
    for (int e = 0; e < sideExits; e++) {
      TreeSet<Double> thresholds = new TreeSet<>();
      for (int i = random.nextInt(4); i >= 0; i--) {
        thresholds.add((random.nextInt(27) - 3) / 20.0);
      }
      ofExit[e] = thresholds.stream().mapToDouble(t -> t).toArray();
    }
    return ThresholdGrid.perExit(ofExit);
  }

  static BitSet subset(Random random, int sideExits) {
    BitSet deployed = new BitSet();
    IntStream.range(0, sideExits).filter(e -> random.nextBoolean()).forEach(deployed::set);
    return deployed;
  }
}

package dev.espalier.testing;

import dev.espalier.exit.Criterion;
import dev.espalier.exit.ExitChoices;
import dev.espalier.exit.ExitTable;
import dev.espalier.exit.log.ExitLog;
import dev.espalier.exit.log.ExitLogBuilder;
import dev.espalier.exit.log.Fallback;
import dev.espalier.exit.log.LogChoices;
import dev.espalier.exit.log.ThresholdGrid;
import dev.espalier.model.BranchyNet;
import dev.espalier.model.Exit;
import java.util.List;
import java.util.OptionalDouble;
import java.util.random.RandomGenerator;

/** Random exit behavior for a network. */
public final class RandomExits {
  /** The one condition of the data. */
  public static final String CONDITION = "clean";

  private RandomExits() {}

  /**
   * What a random exit table, or a random exit log with up to three thresholds, leaves to choose.
   */
  public static ExitChoices choices(BranchyNet net, RandomGenerator random) {
    return random.nextBoolean() ? table(net, random).choices(CONDITION) : log(net, random);
  }

  /** A random exit log: the later the exit, the surer and the more often right. */
  private static ExitChoices log(BranchyNet net, RandomGenerator random) {
    int exits = net.exits().size();
    ExitLogBuilder log =
        ExitLog.builder(net.exits().stream().map(Exit::name).toList(), Criterion.CONFIDENCE);
    int samples = 1 + random.nextInt(60);
    for (int s = 0; s < samples; s++) {
      double[] confidence = new double[exits];
      boolean[] right = new boolean[exits];
      for (int e = 0; e < exits; e++) {
        confidence[e] = Math.pow(random.nextDouble(), 1.0 / (e + 1));
        right[e] = random.nextDouble() < confidence[e];
      }
      log.add(confidence, right);
    }
    Fallback[] fallbacks = Fallback.values();
    double[] thresholds = random.doubles(1 + random.nextInt(3)).sorted().distinct().toArray();
    return LogChoices.of(
        CONDITION,
        log.build(),
        ThresholdGrid.same(exits - 1, thresholds),
        fallbacks[random.nextInt(fallbacks.length)]);
  }

  /** A random exit table of one condition; at some exits nobody leaves. */
  public static ExitTable table(BranchyNet net, RandomGenerator random) {
    List<String> exits = net.exits().stream().map(Exit::name).toList();
    ExitTable.Builder table = ExitTable.builder();
    int thresholds = 1 + random.nextInt(5);
    for (int t = 0; t < thresholds; t++) {
      double left = 1;
      for (int e = 0; e < exits.size(); e++) {
        boolean isLast = e == exits.size() - 1;
        double probability =
            isLast ? left : random.nextInt(5) == 0 ? 0 : left * random.nextDouble();
        left -= probability;
        table.row(
            CONDITION,
            (t + 1) / 10.0,
            exits.get(e),
            probability,
            probability == 0 ? OptionalDouble.empty() : OptionalDouble.of(random.nextDouble()));
      }
    }
    return table.build();
  }
}

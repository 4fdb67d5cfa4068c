package dev.espalier.testing;

import dev.espalier.exit.ExitChoices;
import dev.espalier.exit.ExitTable;
import dev.espalier.model.BranchyNet;
import dev.espalier.model.Exit;
import java.util.List;
import java.util.OptionalDouble;
import java.util.random.RandomGenerator;

/** Random exit behaviour for a network. */
public final class RandomExits {
  /** The one condition of the data. */
  public static final String CONDITION = "clean";

  private RandomExits() {}

  /** What a random exit table of one condition and up to five thresholds has to choose from. */
  public static ExitChoices choices(BranchyNet net, RandomGenerator random) {
    return table(net, random).choices(CONDITION);
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
        double share = isLast ? left : random.nextInt(5) == 0 ? 0 : left * random.nextDouble();
        left -= share;
        table.row(
            CONDITION,
            (t + 1) / 10.0,
            exits.get(e),
            share,
            share == 0 ? OptionalDouble.empty() : OptionalDouble.of(random.nextDouble()));
      }
    }
    return table.build();
  }
}

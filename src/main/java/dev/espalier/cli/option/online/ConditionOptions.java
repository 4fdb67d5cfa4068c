package dev.espalier.cli.option.online;

import dev.espalier.cli.option.ExitOptions;
import dev.espalier.error.InvalidFieldException;
import dev.espalier.exit.ExitData;
import dev.espalier.plan.change.Change;
import dev.espalier.plan.change.World;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options that describe conditions, such as blur, under which the exits behave otherwise. */
public final class ConditionOptions {
  @Mixin private ExitOptions exitOptions;

  @Option(
      names = "--threshold",
      paramLabel = "T",
      description = "With --exits: threshold of all side exits.")
  private Double threshold;

  /** Whether exit data are given. */
  public boolean areGiven() {
    return exitOptions.areGiven();
  }

  /** Name of the file of exit data; null if there is none. */
  public String fileName() {
    return exitOptions.fileName();
  }

  /**
   * The world with the conditions of the exit data, and under the one that is named.
   *
   * @throws InvalidFieldException if there is no such condition or threshold
   */
  public World in(World world) {
    if (!exitOptions.areGiven()) {
      exitOptions.refuse();
      if (threshold != null) {
        throw new InvalidFieldException("threshold", "--threshold needs --exits FILE");
      }
      return world;
    }
    if (threshold == null) {
      throw new InvalidFieldException("threshold", "--exits needs --threshold T");
    }
    ExitData data = exitOptions.read(world.allDevices().linearization().net(), Optional.empty());
    Map<String, List<Double>> byName = new TreeMap<>();
    for (String condition : data.conditions()) {
      double[] probabilities = data.behavior(condition, threshold).probabilities();
      byName.put(condition, Arrays.stream(probabilities).boxed().toList());
    }
    List<String> present = exitOptions.conditions(data);
    World among = world.withConditions(byName);
    return present.size() == 1 ? among.with(new Change.Condition(present.get(0))) : among;
  }
}

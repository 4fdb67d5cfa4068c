package dev.espalier.cli.option.vary;

import dev.espalier.cli.option.ExitOptions;
import dev.espalier.cli.parse.AxisText;
import dev.espalier.error.InvalidFieldException;
import dev.espalier.exit.ExitData;
import dev.espalier.study.map.MapAxis;
import dev.espalier.study.sweep.ExitPick;
import dev.espalier.study.sweep.Parameter.ExitProbability;
import dev.espalier.study.sweep.Setting;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options that fix the exits to one condition and one threshold of what was measured. */
public final class MeasuredOptions {
  private static final String THRESHOLD = "threshold";

  @Mixin private ExitOptions exitOptions;

  @Option(
      names = "--threshold",
      paramLabel = "T",
      description = "With --exits: threshold of all side exits.")
  private Double threshold;

  /** Name of the file of exit data, null if there is none. */
  public String fileName() {
    return exitOptions.fileName();
  }

  /**
   * The network and the devices with the measured behavior of the exits, if it is given.
   *
   * @throws InvalidFieldException if the condition or the threshold is missing or not measured
   */
  public Setting base(Setting given) {
    if (!exitOptions.areGiven()) {
      exitOptions.refuse();
      if (threshold != null) {
        throw new InvalidFieldException(THRESHOLD, "--threshold needs --exits FILE");
      }
      return given;
    }
    ExitData data = exitOptions.read(given.model(), Optional.empty());
    List<String> conditions = exitOptions.conditions(data);
    if (conditions.size() > 1) {
      throw new InvalidFieldException(
          "condition",
          "--condition NAME is needed: %s has %s"
              .formatted(exitOptions.fileName(), String.join(", ", conditions)));
    }
    if (threshold == null) {
      throw new InvalidFieldException(THRESHOLD, "--exits needs --threshold T");
    }
    Optional<String> condition = Optional.of(conditions.get(0));
    check(given.withExits(new ExitPick(data, condition, OptionalDouble.empty())));
    return given.withExits(new ExitPick(data, condition, OptionalDouble.of(threshold)));
  }

  private void check(Setting open) {
    try {
      AxisText.parse(THRESHOLD + "=" + threshold, open);
    } catch (InvalidFieldException e) {
      throw new InvalidFieldException(THRESHOLD, "--threshold: " + e.getMessage());
    }
  }

  /**
   * Refuses to vary what was measured.
   *
   * @throws InvalidFieldException if a probability is varied though exit data are given
   */
  public void refuse(List<MapAxis> axes) {
    boolean isProbability =
        axes.stream().anyMatch(axis -> axis.parameter() instanceof ExitProbability);
    if (exitOptions.areGiven() && isProbability) {
      throw new InvalidFieldException("vary", "--exits and --vary probability exclude each other");
    }
  }

  /** The file of exit data and how it is used, by the names of the options; empty if none is. */
  public Map<String, String> exitData(Setting base) {
    return base.exits().map(pick -> described(pick)).orElse(Map.of());
  }

  private Map<String, String> described(ExitPick pick) {
    Map<String, String> described = exitOptions.described(pick.data());
    described.put("condition", pick.condition().orElseThrow());
    described.put(THRESHOLD, String.valueOf(threshold));
    return described;
  }
}

package dev.espalier.cli.option;

import dev.espalier.cli.parse.AxisText;
import dev.espalier.cli.parse.ExitSets;
import dev.espalier.error.InvalidFieldException;
import dev.espalier.exit.ExitData;
import dev.espalier.study.sweep.Axis;
import dev.espalier.study.sweep.ExitPick;
import dev.espalier.study.sweep.Grid;
import dev.espalier.study.sweep.Parameter;
import dev.espalier.study.sweep.Setting;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options that vary parameters, and those that fix the exits. */
public final class SweepOptions {
  private static final String CONDITION = "condition";
  private static final String THRESHOLD = "threshold";
  private static final String ACTIVE = Parameter.Active.NAME;

  @Option(
      names = "--vary",
      required = true,
      paramLabel = "PARAM=VALUES",
      description = {
        "What to vary, once or twice. PARAM: bandwidth or bandwidth:A:B (Mbps), link-latency or"
            + " link-latency:A:B (ms), probability:EXIT, gamma:EDGE:CLOUD (compute time of device"
            + " EDGE over that of CLOUD), input-bytes[:NAME] (bytes sent for an input), and, with --exits, condition and threshold.",
        "VALUES: a list such as 1,2,5, a range FROM:TO:STEP such as 0:1:0.1, or FROM:TO:xFACTOR"
            + " such as 1:1000:x10; all stands for every measured condition or threshold."
      })
  private List<String> vary;

  @Mixin private ExitOptions exitOptions;

  @Option(
      names = "--threshold",
      paramLabel = "T",
      description = "With --exits: threshold of all side exits, unless it is varied.")
  private Double threshold;

  @Option(
      names = "--active",
      paramLabel = "SETS",
      description =
          "With --exits: sets of side exits to compare, one curve each, such as"
              + " 1,1-2,1+3,none; a point plans the network without the other side exits.")
  private String active;

  @Option(
      names = "--breakpoints",
      description =
          "Instead of the values, find every value between the smallest and the largest at which"
              + " the best plan changes.")
  private boolean breakpoints;

  /** Whether to find the values at which the plan changes. */
  public boolean isOfBreakpoints() {
    return breakpoints;
  }

  /** Name of the file of exit data, null if there is none. */
  public String fileName() {
    return exitOptions.fileName();
  }

  /**
   * The network and the devices with the fixed condition and threshold of measured exit behavior.
   */
  public Setting base(Setting given) {
    if (!exitOptions.areGiven()) {
      exitOptions.refuse();
      refuseWithoutExits(THRESHOLD, threshold != null);
      refuseWithoutExits(ACTIVE, active != null);
      for (String parameter : List.of(CONDITION, THRESHOLD)) {
        if (isVaried(parameter)) {
          throw new InvalidFieldException(
              "vary", "--vary %s needs --exits FILE".formatted(parameter));
        }
      }
      return given;
    }
    ExitData data = exitOptions.read(given.model(), Optional.empty());
    List<String> conditions = exitOptions.conditions(data);
    refuseTwice(CONDITION, exitOptions.condition().isPresent());
    refuseTwice(THRESHOLD, threshold != null);
    boolean isOne = conditions.size() == 1 && !isVaried(CONDITION);
    Optional<String> condition = isOne ? Optional.of(conditions.get(0)) : Optional.empty();
    Setting open = given.withExits(new ExitPick(data, condition, OptionalDouble.empty()));
    if (threshold == null) {
      return open;
    }
    checkThreshold(open);
    return given.withExits(new ExitPick(data, condition, OptionalDouble.of(threshold)));
  }

  private static void refuseWithoutExits(String option, boolean isGiven) {
    if (isGiven) {
      throw new InvalidFieldException(option, "--%s needs --exits FILE".formatted(option));
    }
  }

  private boolean isVaried(String parameter) {
    return vary.stream().anyMatch(text -> text.strip().startsWith(parameter + "="));
  }

  private void refuseTwice(String parameter, boolean isFixed) {
    if (isFixed && isVaried(parameter)) {
      throw new InvalidFieldException(
          parameter, "--%s and --vary %s exclude each other".formatted(parameter, parameter));
    }
  }

  /** The axes; with exit data of several conditions also these, unless one is named. */
  public Grid grid(Setting base) {
    List<Axis> axes = new ArrayList<>(vary.stream().map(text -> axis(text, base)).toList());
    if (base.exits().isPresent()) {
      if (active != null) {
        checkRoomForActive(axes);
        axes.add(activeAxis(base));
      }
      addConditions(axes, base);
      boolean isProbability =
          axes.stream().anyMatch(a -> a.parameter() instanceof Parameter.ExitProbability);
      if (isProbability) {
        throw new InvalidFieldException(
            "vary", "--exits and --vary probability exclude each other");
      }
      if (threshold == null && !isVaried(THRESHOLD)) {
        throw new InvalidFieldException(
            THRESHOLD, "--exits needs --threshold T or --vary threshold=VALUES");
      }
    }
    try {
      return new Grid(axes);
    } catch (InvalidFieldException e) {
      throw new InvalidFieldException("vary", "--vary: " + e.getMessage());
    }
  }

  private static void checkRoomForActive(List<Axis> axes) {
    if (axes.size() > 1) {
      throw new InvalidFieldException(
          "active", "--active counts as a parameter: beside it --vary may be given once only");
    }
  }

  private Axis activeAxis(Setting base) {
    try {
      return new Parameter.Active(ExitSets.parse(active, base.exits().orElseThrow().data().exits()))
          .axis();
    } catch (InvalidFieldException e) {
      throw new InvalidFieldException(ACTIVE, "--active %s: %s".formatted(active, e.getMessage()));
    }
  }

  /** The file of exit data and how it is used, by the names of the options; empty if none is. */
  public Map<String, String> exitData(Setting base) {
    return base.exits().map(pick -> exitOptions.described(pick.data())).orElse(Map.of());
  }

  private void checkThreshold(Setting base) {
    try {
      AxisText.parse(THRESHOLD + "=" + threshold, base);
    } catch (InvalidFieldException e) {
      throw new InvalidFieldException(THRESHOLD, "--threshold: " + e.getMessage());
    }
  }

  private void addConditions(List<Axis> axes, Setting base) {
    if (base.exits().orElseThrow().condition().isPresent() || isVaried(CONDITION)) {
      return;
    }
    if (axes.size() > 1) {
      throw new InvalidFieldException(
          CONDITION,
          "--condition NAME is needed where two other parameters are varied; %s has %s"
              .formatted(
                  exitOptions.fileName(),
                  String.join(", ", base.exits().get().data().conditions())));
    }
    axes.add(axis("condition=all", base));
  }

  private static Axis axis(String text, Setting base) {
    try {
      return AxisText.parse(text, base);
    } catch (InvalidFieldException e) {
      throw new InvalidFieldException("vary", "--vary %s: %s".formatted(text, e.getMessage()));
    }
  }
}

package dev.espalier.cli.option.vary;

import dev.espalier.cli.option.ProblemOptions;
import dev.espalier.error.InvalidFieldException;
import dev.espalier.search.Planner;
import dev.espalier.search.PlannerTrait;
import dev.espalier.study.sweep.Parameter;
import dev.espalier.study.sweep.Parameter.Bandwidth;
import dev.espalier.study.sweep.Parameter.SpeedRatio;
import java.util.List;
import java.util.Optional;

/** Checks of parameters that are varied against the other options. */
public final class VaryChecks {
  private VaryChecks() {}

  /**
   * Refuses parameters that another option fixes or hides.
   *
   * @throws InvalidFieldException if the default bandwidth is given, or a device whose speed is
   *     varied has measured times
   */
  public static void check(List<Parameter> parameters, ProblemOptions problem) {
    if (parameters.contains(new Bandwidth(Optional.empty())) && problem.isBandwidthGiven()) {
      throw new InvalidFieldException(
          "vary", "--bandwidth-mbps and --vary bandwidth exclude each other");
    }
    parameters.forEach(parameter -> checkSpeed(parameter, problem));
  }

  /** Measured times would hide the speed. */
  private static void checkSpeed(Parameter parameter, ProblemOptions problem) {
    if (parameter instanceof SpeedRatio ratio && problem.hasProfile(ratio.device())) {
      throw new InvalidFieldException(
          "vary",
          "--vary %s: the times of device \"%s\" come from its profile; leave that out of the"
                  .formatted(ratio.name(), ratio.device())
              + " catalog to vary its speed");
    }
  }

  /**
   * Refuses a planner that proves nothing.
   *
   * @param field the option whose answer would not hold
   * @param what what needs the proof, such as {@code --breakpoints}
   * @throws InvalidFieldException if it proves nothing
   */
  public static void checkProves(String field, String what, Planner planner) {
    if (!planner.has(PlannerTrait.PROVES_OPTIMALITY)) {
      throw new InvalidFieldException(
          field,
          "%s needs a solver that proves its plans, but %s does not"
              .formatted(what, planner.name()));
    }
  }
}

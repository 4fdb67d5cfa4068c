package dev.espalier.plan;

import dev.espalier.device.Device;
import dev.espalier.internal.Units;

/**
 * Power that a device draws: {@code powerW} while it computes, receives or sends, and {@code
 * idlePowerW} for the rest of the period, where a period is given. So the idle power is drawn for
 * the whole period, and being busy costs the difference:
 *
 * <pre>energy = idlePower x period + (power - idlePower) x busy</pre>
 */
final class Power {
  private Power() {}

  /** Energy that a millisecond of being busy adds, J. */
  static double activeJoulesPerMs(PlanningProblem problem, Device device) {
    double watts =
        device.powerW().orElse(0)
            - (problem.idlePeriodMs().isPresent() ? device.idlePowerW().orElse(0) : 0);
    return Units.wattMsToJoules(watts, 1);
  }

  /** Energy that a device draws in a period even if it does nothing, J; 0 without a period. */
  static double idleJoules(PlanningProblem problem, Device device) {
    return Units.wattMsToJoules(device.idlePowerW().orElse(0), problem.idlePeriodMs().orElse(0));
  }
}

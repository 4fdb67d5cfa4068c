package dev.espalier.search.joint;

import dev.espalier.cost.ComputeTime;
import dev.espalier.device.Device;
import dev.espalier.model.Exit;
import dev.espalier.model.Linearization;
import dev.espalier.plan.Objective;
import dev.espalier.plan.PlanningProblem;
import java.util.List;

/**
 * A lower bound that holds whatever is decided of the exits: every sample runs at least all layers
 * before one exit, and none of them faster than on its fastest device. Weak, as it knows nothing of
 * transfers, limits and accuracy.
 */
final class LeastWork {
  private LeastWork() {}

  /** The bound, ms. */
  static double ms(PlanningProblem problem) {
    Linearization whole = problem.linearization();
    List<Exit> exits = whole.net().exits();
    List<Exit> possible =
        problem.objective() == Objective.WORST_CASE
            ? exits.subList(exits.size() - 1, exits.size())
            : exits;
    return possible.stream().mapToDouble(exit -> ms(problem, exit)).min().orElse(0);
  }

  private static double ms(PlanningProblem problem, Exit exit) {
    Linearization whole = problem.linearization();
    return whole.net().withExits(List.of(exit.withProbability(1))).layers().stream()
        .mapToInt(layer -> whole.positionOf(layer.name()).getAsInt())
        .mapToDouble(position -> fastestMs(problem, position))
        .sum();
  }

  private static double fastestMs(PlanningProblem problem, int position) {
    return problem.devices().stream()
        .mapToDouble((Device device) -> ComputeTime.ms(problem, device, position))
        .min()
        .orElse(0);
  }
}

package dev.espalier.search.joint;

import dev.espalier.cost.ComputeTime;
import dev.espalier.device.Device;
import dev.espalier.model.Exit;
import dev.espalier.model.Linearization;
import dev.espalier.plan.PlanningProblem;
import dev.espalier.plan.Weighting;
import java.util.List;

/**
 * A lower bound that holds for every decision on exits: every sample runs at least all layers
 * before one exit, and none of them for less than on its cheapest device. Weak, as it ignores
 * transfers, limits and accuracy.
 */
final class MinimumWork {
  private MinimumWork() {}

  /** The bound, in the unit of the objective. */
  static double of(PlanningProblem problem) {
    Linearization whole = problem.linearization();
    List<Exit> exits = whole.net().exits();
    List<Exit> possible =
        problem.objective().weighting().equals(Weighting.EXPECTED)
            ? exits
            : exits.subList(exits.size() - 1, exits.size());
    return possible.stream().mapToDouble(exit -> of(problem, exit)).min().orElse(0);
  }

  private static double of(PlanningProblem problem, Exit exit) {
    Linearization whole = problem.linearization();
    return whole.net().withExits(List.of(exit.withProbability(1))).layers().stream()
        .mapToInt(layer -> whole.positionOf(layer.name()).getAsInt())
        .mapToDouble(position -> cheapest(problem, position))
        .sum();
  }

  private static double cheapest(PlanningProblem problem, int position) {
    return problem.devices().stream()
        .mapToDouble(
            (Device device) ->
                problem.objective().perComputeMs(problem, device)
                    * ComputeTime.ms(problem, device, position))
        .min()
        .orElse(0);
  }
}
